package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Map;

/// Brings each element of a field to mean 0 and deviation 1: y = (x − mean) / deviation.
///
/// The deviation is that of the population (divided by n), as in scikit-learn. A feature that never
/// changes becomes 0.
public final class Standardizer implements Fitted {
  private final Affine affine;

  private Standardizer(Affine affine) {
    this.affine = affine;
  }

  /// Finds the numbers on the training data.
  ///
  /// @param train the training data, and only these
  /// @param field the field to scale, of floats
  /// @throws IllegalArgumentException if there are no records, or one is not finite
  public static Standardizer fit(Source train, String field) {
    Statistics statistics = Statistics.of(train, field, false);
    double[] deviations = new double[statistics.variance.length];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = Math.sqrt(statistics.variance[i]);
    }
    return new Standardizer(Affine.of(field, statistics.mean, deviations));
  }

  /// Makes one of the numbers that [#tensors] gave.
  public static Standardizer of(String field, Tensor mean, Tensor deviation) {
    return new Standardizer(new Affine(field, mean.toFloats(), deviation.toFloats()));
  }

  @Override
  public Map<String, Type> fields(Map<String, Type> fields) {
    affine.requireFits("standardization", fields);
    return fields;
  }

  @Override
  public void apply(Batch record, Batch to, int row, long key) {
    affine.apply(record, to, row);
  }

  @Override
  public Map<String, Tensor> tensors() {
    return affine.tensors("mean", "deviation");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardizer that && affine.equals(that.affine);
  }

  @Override
  public int hashCode() {
    return affine.hashCode();
  }

  /// Returns the numbers as text.
  @Override
  public String toString() {
    return affine.describe("Standardizer", "mean", "deviation");
  }
}
