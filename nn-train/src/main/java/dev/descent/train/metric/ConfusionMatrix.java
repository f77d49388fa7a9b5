package dev.descent.train.metric;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// How often each class was taken for which: rows are true classes, columns predicted ones.
public final class ConfusionMatrix implements Metric.Score {
  private final List<String> classes;
  private final double[][] counts;

  /// Makes an empty matrix.
  ///
  /// @param classes the names of the classes, in the order of their indices
  public ConfusionMatrix(List<String> classes) {
    this.classes = List.copyOf(classes);
    this.counts = new double[classes.size()][classes.size()];
  }

  /// Returns the names of the classes.
  public List<String> classes() {
    return classes;
  }

  /// Returns how much weight of samples of one class was taken for another.
  public double count(int expected, int predicted) {
    return counts[expected][predicted];
  }

  @Override
  public void add(Tensor prediction, Batch batch) {
    int target = Targets.field("confusion matrix", batch);
    int weight = batch.indexOf(Batch.WEIGHT);
    int columns = Targets.columns(prediction.shape());
    if (columns != classes.size()) {
      throw new IllegalArgumentException(
          "confusion matrix needs %d outputs, one for each class, was %s"
              .formatted(classes.size(), prediction.type()));
    }
    int rows = prediction.shape().size() / Math.max(1, columns);
    for (int row = 0; row < rows; row++) {
      int found =
          Accuracy.largest(prediction.floats(), prediction.offset() + row * columns, columns);
      int expected = batch.ints(target)[batch.offset(target) + row];
      if (expected >= 0 && found >= 0) {
        counts[expected][found] += Targets.weight(batch, weight, row, rows);
      }
    }
  }

  /// Returns the accuracy.
  @Override
  public double value() {
    double right = 0;
    double all = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
      for (double count : counts[i]) {
        all += count;
      }
    }
    return right / all;
  }

  @Override
  public void reset() {
    for (double[] row : counts) {
      Arrays.fill(row, 0);
    }
  }
}
