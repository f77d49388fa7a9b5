package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.data.spi.Transform;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Arrays;
import java.util.Map;

/// Puts the mean of the training data where a number is missing (NaN): the other half of
/// [Missing#KEEP].
public final class MeanImputer implements Fitted {
  private final String field;
  private final float[] means;

  private MeanImputer(String field, float[] means) {
    this.field = field;
    this.means = means;
  }

  /// Finds the means on the training data, of the numbers that are there.
  ///
  /// @param train the training data, and only these
  /// @param field the field to complete, of floats
  /// @throws IllegalArgumentException if there are no records, or an element is missing in all of
  ///   them
  public static MeanImputer fit(Source train, String field) {
    Statistics statistics = Statistics.of(train, field, true);
    float[] means = new float[statistics.mean.length];
    for (int i = 0; i < means.length; i++) {
      if (statistics.count[i] == 0) {
        throw new IllegalArgumentException(
            "element %d of '%s' is missing in all %d records of '%s', so it has no mean: leave the column out"
                .formatted(i, field, train.size(), train.name()));
      }
      means[i] = (float) statistics.mean[i];
    }
    return new MeanImputer(field, means);
  }

  /// Makes one of the numbers that [#tensors] gave.
  public static MeanImputer of(String field, Tensor mean) {
    return new MeanImputer(field, mean.toFloats());
  }

  @Override
  public Map<String, Type> fields(Map<String, Type> fields) {
    Type type = Statistics.floats(fields.get(field), field, "the record for imputation");
    if (type.shape().size() != means.length) {
      throw new IllegalArgumentException(
          "imputation of '%s' was fitted on %d numbers a record, was given %s"
              .formatted(field, means.length, type));
    }
    return fields;
  }

  @Override
  public void apply(Batch record, Batch to, int row, long key) {
    Transform.copyAllBut(field, record, to, row);
    int from = record.indexOf(field);
    int into = to.indexOf(field);
    for (int i = 0; i < means.length; i++) {
      float x = record.floats(from)[record.offset(from) + i];
      to.floats(into)[to.offset(into) + row * means.length + i] = Float.isNaN(x) ? means[i] : x;
    }
  }

  @Override
  public Map<String, Tensor> tensors() {
    return Map.of(field + ".mean", Tensor.of(Shape.of(means.length), means));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeanImputer that
        && field.equals(that.field)
        && Arrays.equals(means, that.means);
  }

  @Override
  public int hashCode() {
    return 31 * field.hashCode() + Arrays.hashCode(means);
  }

  /// Returns the numbers as text.
  @Override
  public String toString() {
    return "MeanImputer[field=%s, mean=%s]".formatted(field, Arrays.toString(means));
  }
}
