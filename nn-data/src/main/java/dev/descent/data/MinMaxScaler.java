package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Map;

/// Brings each element of a field to [0, 1]: y = (x − minimum) / range, where range = maximum −
/// minimum.
///
/// Other data than those it was fitted on may lie outside [0, 1]: nothing is clamped. A feature
/// that never changes becomes 0.
public final class MinMaxScaler implements Fitted {
  private final Affine affine;

  private MinMaxScaler(Affine affine) {
    this.affine = affine;
  }

  /// Finds the numbers on the training data.
  ///
  /// @param train the training data, and only these
  /// @param field the field to scale, of floats
  /// @throws IllegalArgumentException if there are no records, or one is not finite
  public static MinMaxScaler fit(Source train, String field) {
    Statistics statistics = Statistics.of(train, field, false);
    double[] ranges = new double[statistics.minimum.length];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = statistics.maximum[i] - statistics.minimum[i];
    }
    return new MinMaxScaler(Affine.of(field, statistics.minimum, ranges));
  }

  /// Makes one of the numbers that [#tensors] gave.
  public static MinMaxScaler of(String field, Tensor minimum, Tensor range) {
    return new MinMaxScaler(new Affine(field, minimum.toFloats(), range.toFloats()));
  }

  @Override
  public Map<String, Type> fields(Map<String, Type> fields) {
    affine.requireFits("scaling", fields);
    return fields;
  }

  @Override
  public void apply(Batch record, Batch to, int row, long key) {
    affine.apply(record, to, row);
  }

  @Override
  public Map<String, Tensor> tensors() {
    return affine.tensors("minimum", "range");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MinMaxScaler that && affine.equals(that.affine);
  }

  @Override
  public int hashCode() {
    return affine.hashCode();
  }

  /// Returns the numbers as text.
  @Override
  public String toString() {
    return affine.describe("MinMaxScaler", "minimum", "range");
  }
}
