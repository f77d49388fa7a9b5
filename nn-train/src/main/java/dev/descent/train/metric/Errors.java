package dev.descent.train.metric;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;

/// A mean of differences between outputs and targets.
///
/// @param name the metric's name
/// @param kind what is done with a difference
record Errors(String name, Kind kind) implements Metric {
  /// What is done with a difference before the mean is taken.
  enum Kind {
    SQUARED,
    ABSOLUTE
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Score start() {
    return new Mean(name, kind == Kind.SQUARED);
  }

  private static final class Mean implements Score {
    private final String name;
    private final boolean squared;
    private double sum;
    private double count;

    Mean(String name, boolean squared) {
      this.name = name;
      this.squared = squared;
    }

    @Override
    public void add(Tensor prediction, Batch batch) {
      int target = Targets.floats(name, prediction, batch);
      int weight = batch.indexOf(Batch.WEIGHT);
      float[] outputs = prediction.floats();
      float[] targets = batch.floats(target);
      int at = prediction.offset();
      int to = batch.offset(target);
      int columns = Targets.columns(prediction.shape());
      int rows = prediction.shape().size() / Math.max(1, columns);
      for (int row = 0; row < rows; row++) {
        double share = Targets.weight(batch, weight, row, rows);
        if (share == 0) {
          continue;
        }
        for (int i = row * columns; i < (row + 1) * columns; i++) {
          double difference = (double) outputs[at + i] - targets[to + i];
          sum += share * (squared ? difference * difference : Math.abs(difference));
          count += share;
        }
      }
    }

    @Override
    public double value() {
      return sum / count;
    }

    @Override
    public void reset() {
      sum = 0;
      count = 0;
    }
  }
}
