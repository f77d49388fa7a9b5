package dev.descent.data;

import dev.descent.data.spi.Transform;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the scalers share: y = (x − center) / scale for each element of a field, in `float`.
///
/// A scale of 0, which a feature that never changes has, counts as 1: the feature becomes 0.
final class Affine {
  private final String field;
  private final float[] centers;
  private final float[] scales;

  Affine(String field, float[] centers, float[] scales) {
    this.field = field;
    this.centers = centers;
    this.scales = scales;
    boolean finite =
        Records.finite(centers, 0, centers.length) && Records.finite(scales, 0, scales.length);
    boolean negative = false;
    for (float scale : scales) {
      negative |= scale < 0;
    }
    if (centers.length != scales.length || !finite || negative) {
      throw new IllegalArgumentException(
          "scaling of '%s' needs as many finite scales >= 0 as finite centers, was %s and %s"
              .formatted(field, Arrays.toString(scales), Arrays.toString(centers)));
    }
  }

  static Affine of(String field, double[] centers, double[] scales) {
    float[] c = new float[centers.length];
    float[] s = new float[scales.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = (float) centers[i];
      s[i] = (float) scales[i];
    }
    return new Affine(field, c, s);
  }

  void requireFits(String transform, Map<String, Type> fields) {
    Type type = Statistics.floats(fields.get(field), field, "the record for " + transform);
    if (type.shape().size() != centers.length) {
      throw new IllegalArgumentException(
          "%s of '%s' was fitted on %d numbers a record, was given %s"
              .formatted(transform, field, centers.length, type));
    }
  }

  void apply(Batch record, Batch to, int row) {
    Transform.copyAllBut(field, record, to, row);
    int from = record.indexOf(field);
    int into = to.indexOf(field);
    float[] x = record.floats(from);
    float[] y = to.floats(into);
    int xo = record.offset(from);
    int yo = to.offset(into) + row * centers.length;
    for (int i = 0; i < centers.length; i++) {
      float scale = scales[i];
      y[yo + i] = (x[xo + i] - centers[i]) / (scale == 0 ? 1 : scale);
    }
  }

  Map<String, Tensor> tensors(String center, String scale) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(field + "." + center, Tensor.of(Shape.of(centers.length), centers));
    tensors.put(field + "." + scale, Tensor.of(Shape.of(scales.length), scales));
    return tensors;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Affine affine
        && field.equals(affine.field)
        && Arrays.equals(centers, affine.centers)
        && Arrays.equals(scales, affine.scales);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * field.hashCode() + Arrays.hashCode(centers)) + Arrays.hashCode(scales);
  }

  /// Returns the numbers under their names.
  String describe(String transform, String center, String scale) {
    return "%s[field=%s, %s=%s, %s=%s]"
        .formatted(
            transform, field, center, Arrays.toString(centers), scale, Arrays.toString(scales));
  }
}
