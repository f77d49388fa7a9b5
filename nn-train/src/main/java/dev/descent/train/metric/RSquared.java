package dev.descent.train.metric;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import java.util.Arrays;

/// R², the coefficient of determination.
record RSquared() implements Metric {
  @Override
  public String name() {
    return "r2";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Score start() {
    return new Columns();
  }

  /// Mean and squared deviations of each target column, by West's update, and the squared
  /// residuals.
  private static final class Columns implements Score {
    private double[] weights = {};
    private double[] means = {};
    private double[] deviations = {};
    private double[] residuals = {};

    @Override
    public void add(Tensor prediction, Batch batch) {
      int target = Targets.floats("r2", prediction, batch);
      int weight = batch.indexOf(Batch.WEIGHT);
      int columns = Targets.columns(prediction.shape());
      int rows = prediction.shape().size() / Math.max(1, columns);
      if (weights.length != columns) {
        resize(columns);
      }
      float[] outputs = prediction.floats();
      float[] targets = batch.floats(target);
      for (int row = 0; row < rows; row++) {
        double share = Targets.weight(batch, weight, row, rows);
        if (share == 0) {
          continue;
        }
        for (int c = 0; c < columns; c++) {
          double t = targets[batch.offset(target) + row * columns + c];
          double residual = t - outputs[prediction.offset() + row * columns + c];
          weights[c] += share;
          double before = t - means[c];
          means[c] += before * share / weights[c];
          deviations[c] += share * before * (t - means[c]);
          residuals[c] += share * residual * residual;
        }
      }
    }

    private void resize(int columns) {
      if (weights.length != 0) {
        throw new IllegalArgumentException(
            "r2 must see equal columns in all batches, was %d after %d"
                .formatted(columns, weights.length));
      }
      weights = new double[columns];
      means = new double[columns];
      deviations = new double[columns];
      residuals = new double[columns];
    }

    @Override
    public double value() {
      double sum = 0;
      for (int c = 0; c < weights.length; c++) {
        if (weights[c] == 0) {
          return Double.NaN;
        }
        sum += deviations[c] == 0 ? (residuals[c] == 0 ? 1 : 0) : 1 - residuals[c] / deviations[c];
      }
      return sum / weights.length;
    }

    @Override
    public void reset() {
      Arrays.fill(weights, 0);
      Arrays.fill(means, 0);
      Arrays.fill(deviations, 0);
      Arrays.fill(residuals, 0);
    }
  }
}
