package dev.descent.kernel;

import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// Adds multiples of rows to a row, in vectors: `y = fma(a, x, y)`, whole vectors only.
final class VectorAxpy {
  static final Calls APART = Apart.of(Calls.class, VectorAxpy.class);

  private VectorAxpy() {}

  /// Adds one row.
  static void one(float a, float[] x, int xo, float[] y, int yo, int n) {
    FloatVector factor = broadcast(FLOATS, a);
    for (int j = 0; j < n; j += Lanes.COUNT) {
      FloatVector sum = fromArray(FLOATS, y, yo + j);
      sum = FLOAT.cast(fromArray(FLOATS, x, xo + j)).fma(factor, sum);
      FLOAT.cast(sum).intoArray(y, yo + j);
    }
  }

  /// Adds [AxpyGemm#STEPS] rows, one after the other for each element: elements of a are `as`
  /// apart, rows of x `xs`.
  static void eight(
      float[] a, int ao, int as, float[] x, int xo, int xs, float[] y, int yo, int n) {
    FloatVector a0 = broadcast(FLOATS, a[ao]);
    FloatVector a1 = broadcast(FLOATS, a[ao + as]);
    FloatVector a2 = broadcast(FLOATS, a[ao + 2 * as]);
    FloatVector a3 = broadcast(FLOATS, a[ao + 3 * as]);
    FloatVector a4 = broadcast(FLOATS, a[ao + 4 * as]);
    FloatVector a5 = broadcast(FLOATS, a[ao + 5 * as]);
    FloatVector a6 = broadcast(FLOATS, a[ao + 6 * as]);
    FloatVector a7 = broadcast(FLOATS, a[ao + 7 * as]);
    for (int j = 0; j < n; j += Lanes.COUNT) {
      int at = xo + j;
      FloatVector sum = fromArray(FLOATS, y, yo + j);
      sum = FLOAT.cast(fromArray(FLOATS, x, at)).fma(a0, sum);
      sum = FLOAT.cast(fromArray(FLOATS, x, at + xs)).fma(a1, sum);
      sum = FLOAT.cast(fromArray(FLOATS, x, at + 2 * xs)).fma(a2, sum);
      sum = FLOAT.cast(fromArray(FLOATS, x, at + 3 * xs)).fma(a3, sum);
      sum = FLOAT.cast(fromArray(FLOATS, x, at + 4 * xs)).fma(a4, sum);
      sum = FLOAT.cast(fromArray(FLOATS, x, at + 5 * xs)).fma(a5, sum);
      sum = FLOAT.cast(fromArray(FLOATS, x, at + 6 * xs)).fma(a6, sum);
      sum = FLOAT.cast(fromArray(FLOATS, x, at + 7 * xs)).fma(a7, sum);
      FLOAT.cast(sum).intoArray(y, yo + j);
    }
  }

  /// The loops above, each called apart.
  interface Calls {
    void one(float a, float[] x, int xo, float[] y, int yo, int n);

    void eight(float[] a, int ao, int as, float[] x, int xo, int xs, float[] y, int yo, int n);
  }
}
