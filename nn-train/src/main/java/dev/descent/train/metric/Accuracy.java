package dev.descent.train.metric;

import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Tensor;

/// The share of rows that are classified right.
///
/// @param name the metric's name
/// @param threshold for a single output; NaN where the largest of several outputs counts
record Accuracy(String name, double threshold) implements Metric {
  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Score start() {
    return new Counts(name, threshold);
  }

  private static final class Counts implements Score {
    private final String name;
    private final double threshold;
    private double right;
    private double all;

    Counts(String name, double threshold) {
      this.name = name;
      this.threshold = threshold;
    }

    @Override
    public void add(Tensor prediction, Batch batch) {
      int target = Targets.field(name, batch);
      int weight = batch.indexOf(Batch.WEIGHT);
      boolean classes = batch.types().get(target).dtype() == DType.I32;
      int columns = Double.isNaN(threshold) ? Targets.columns(prediction.shape()) : 1;
      int rows = prediction.shape().size() / Math.max(1, columns);
      int targets = batch.types().get(target).shape().size();
      if (targets != (classes ? rows : rows * columns)) {
        throw new IllegalArgumentException(
            "%s needs a class index for each row or a target for each output: outputs %s, targets %s"
                .formatted(name, prediction.type(), batch.types().get(target)));
      }
      float[] outputs = prediction.floats();
      int from = prediction.offset();
      for (int row = 0; row < rows; row++) {
        double share = Targets.weight(batch, weight, row, rows);
        if (share == 0) {
          continue;
        }
        int at = from + row * columns;
        int expected;
        int found;
        if (Double.isNaN(threshold)) {
          found = largest(outputs, at, columns);
          expected =
              classes
                  ? batch.ints(target)[batch.offset(target) + row]
                  : largest(batch.floats(target), batch.offset(target) + row * columns, columns);
        } else {
          found = Float.isNaN(outputs[at]) ? -1 : outputs[at] > threshold ? 1 : 0;
          expected =
              classes
                  ? batch.ints(target)[batch.offset(target) + row]
                  : batch.floats(target)[batch.offset(target) + row] > 0.5f ? 1 : 0;
        }
        if (classes && expected < 0) {
          continue;
        }
        all += share;
        if (found == expected && found >= 0) {
          right += share;
        }
      }
    }

    @Override
    public double value() {
      return right / all;
    }

    @Override
    public void reset() {
      right = 0;
      all = 0;
    }
  }

  /// Returns the index of the first largest of some numbers, −1 if one of them is NaN.
  static int largest(float[] values, int from, int count) {
    int best = 0;
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      if (Float.isNaN(value)) {
        return -1;
      }
      if (value > values[from + best]) {
        best = i;
      }
    }
    return count == 0 ? -1 : best;
  }
}
