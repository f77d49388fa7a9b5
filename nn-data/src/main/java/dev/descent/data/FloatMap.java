package dev.descent.data;

import dev.descent.data.spi.Transform;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Type;
import java.util.Map;

/// A change of one field of floats by a function, for noise, crops, scaling by a constant.
///
/// @param field the field to change; it keeps its shape
/// @param function the change
public record FloatMap(String field, Function function) implements Transform {
  /// Reads a field of one record from an array and writes it to another.
  @FunctionalInterface
  public interface Function {
    /// Writes y[yo + i] from x[xo + i], for i in [0, n).
    ///
    /// @param x the array to read
    /// @param xo where the field starts in it
    /// @param y the array to write, another one
    /// @param yo where the field starts in it
    /// @param n the number of elements
    /// @param key for random numbers
    void apply(float[] x, int xo, float[] y, int yo, int n, long key);
  }

  @Override
  public Map<String, Type> fields(Map<String, Type> fields) {
    Statistics.floats(fields.get(field), field, "the record for map");
    return fields;
  }

  @Override
  public void apply(Batch record, Batch to, int row, long key) {
    Transform.copyAllBut(field, record, to, row);
    int from = record.indexOf(field);
    int into = to.indexOf(field);
    int n = record.types().get(from).shape().size();
    function.apply(
        record.floats(from),
        record.offset(from),
        to.floats(into),
        to.offset(into) + row * n,
        n,
        key);
  }

  /// Returns x · factor.
  public static FloatMap scale(String field, float factor) {
    return new FloatMap(
        field,
        (x, xo, y, yo, n, key) -> {
          for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] * factor;
          }
        });
  }
}
