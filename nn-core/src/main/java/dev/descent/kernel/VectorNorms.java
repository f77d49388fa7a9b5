package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.INT;
import static dev.descent.kernel.Lanes.INTS;
import static dev.descent.kernel.Lanes.all;
import static dev.descent.kernel.Lanes.load;
import static jdk.incubator.vector.VectorOperators.AND_NOT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Sums of squares and the largest magnitude in one read: Σ x² of each leaf, with the bits of
/// [VectorReduction#dot], and max |x| of all, with those of [VectorReduction#maxAbs].
///
/// From memory one core reads four leaves side by side faster than one, and two in aligned vectors
/// of 16 lanes faster still.
final class VectorNorms {
  /// Elements that [#ofTwo] may read before the first leaf and after the last.
  static final int EDGE = 16;

  /// Read at an index, a mask of the lanes up to 16 less that.
  private static final int[] UP_TO = new int[32];

  private static final ThreadLocal<float[]> LANES = ThreadLocal.withInitial(() -> new float[64]);

  static {
    Arrays.fill(UP_TO, 0, 16, -1);
  }

  private VectorNorms() {}

  /// [#ofFour] of two leaves in aligned vectors. For vectors of 16 lanes.
  ///
  /// @param from there are [#EDGE] elements before it, and after the second leaf
  static float ofTwo(float[] x, int from, int stride, int n, double[] sums, int at, int step) {
    float[] lanes = LANES.get();
    float max = VectorReduction.magnitude(squaresOfTwo(x, from, stride, n, lanes));
    sums[at] = VectorReduction.fold(lanes, 0);
    sums[at + step] = VectorReduction.fold(lanes, 16);
    return max;
  }

  /// Writes 16 lanes of each leaf, turned by as many as there are elements before the first aligned
  /// vector, which does not change a bit of their fold: its pairs stay pairs. In the vectors at the
  /// ends the neighbours' elements become 0. Alone with its loop, as [#squaresOfFour].
  private static int squaresOfTwo(float[] x, int from, int stride, int n, float[] lanes) {
    int head = Lanes.untilAligned(from);
    int first = from + head;
    int last = first + n - 16;
    IntVector own = IntVector.fromArray(INTS, UP_TO, head);
    IntVector a = INT.cast(load(x, first - 16).reinterpretAsInts()).lanewise(AND_NOT, own);
    IntVector b = INT.cast(load(x, first - 16 + stride).reinterpretAsInts()).lanewise(AND_NOT, own);
    IntVector c = INT.cast(load(x, last).reinterpretAsInts()).and(own);
    IntVector d = INT.cast(load(x, last + stride).reinterpretAsInts()).and(own);
    FloatVector e = FLOAT.cast(a.reinterpretAsFloats());
    FloatVector f = FLOAT.cast(b.reinterpretAsFloats());
    FloatVector sum = e.mul(e);
    FloatVector second = f.mul(f);
    IntVector mask = all(Integer.MAX_VALUE); // without the sign
    IntVector max = a.and(mask).max(c.and(mask));
    IntVector other = b.and(mask).max(d.and(mask));
    for (int i = first; i < last; i += 16) {
      FloatVector v = load(x, i);
      FloatVector w = load(x, i + stride);
      sum = v.fma(v, sum);
      second = w.fma(w, second);
      max = INT.cast(v.reinterpretAsInts()).and(mask).max(max);
      other = INT.cast(w.reinterpretAsInts()).and(mask).max(other);
    }
    FloatVector g = FLOAT.cast(c.reinterpretAsFloats());
    FloatVector h = FLOAT.cast(d.reinterpretAsFloats());
    g.fma(g, sum).intoArray(lanes, 0);
    h.fma(h, second).intoArray(lanes, 16);
    return INT.cast(max).max(other).reduceLanes(VectorOperators.MAX);
  }

  /// Writes Σ x² of four leaves, and returns max |x| of all, in one read of the four side by side.
  /// For vectors of 8 or 16 lanes.
  ///
  /// @param stride from one leaf to the next
  /// @param n elements in a leaf, a multiple of 16
  /// @param at where the first sum goes, and the others `step` apart
  static float ofFour(float[] x, int from, int stride, int n, double[] sums, int at, int step) {
    float[] lanes = LANES.get();
    float max = VectorReduction.magnitude(squaresOfFour(x, from, stride, n, lanes));
    for (int i = 0; i < 4; i++) {
      sums[at + i * step] = VectorReduction.fold(lanes, 16 * i);
    }
    return max;
  }

  /// Writes 16 lanes of each leaf. Nothing else is here, nor around the loop: C2 would inline no
  /// more at some point and keep vectors in objects.
  private static int squaresOfFour(float[] x, int from, int stride, int n, float[] lanes) {
    FloatVector a0 = all(0f);
    FloatVector a1 = all(0f);
    FloatVector b0 = all(0f);
    FloatVector b1 = all(0f);
    FloatVector c0 = all(0f);
    FloatVector c1 = all(0f);
    FloatVector d0 = all(0f);
    FloatVector d1 = all(0f);
    IntVector mask = all(Integer.MAX_VALUE); // without the sign
    IntVector max = all(0);
    IntVector other = all(0);
    for (int i = from; i < from + n; i += 16) {
      FloatVector a = load(x, i);
      FloatVector b = load(x, i + stride);
      FloatVector c = load(x, i + 2 * stride);
      FloatVector d = load(x, i + 3 * stride);
      a0 = a.fma(a, a0);
      b0 = b.fma(b, b0);
      c0 = c.fma(c, c0);
      d0 = d.fma(d, d0);
      max =
          INT.cast(a.reinterpretAsInts())
              .and(mask)
              .max(INT.cast(b.reinterpretAsInts()).and(mask))
              .max(max);
      other =
          INT.cast(c.reinterpretAsInts())
              .and(mask)
              .max(INT.cast(d.reinterpretAsInts()).and(mask))
              .max(other);
      if (COUNT <= 8) {
        FloatVector e = load(x, i + COUNT);
        FloatVector f = load(x, i + stride + COUNT);
        FloatVector g = load(x, i + 2 * stride + COUNT);
        FloatVector h = load(x, i + 3 * stride + COUNT);
        a1 = e.fma(e, a1);
        b1 = f.fma(f, b1);
        c1 = g.fma(g, c1);
        d1 = h.fma(h, d1);
        max =
            INT.cast(e.reinterpretAsInts())
                .and(mask)
                .max(INT.cast(f.reinterpretAsInts()).and(mask))
                .max(max);
        other =
            INT.cast(g.reinterpretAsInts())
                .and(mask)
                .max(INT.cast(h.reinterpretAsInts()).and(mask))
                .max(other);
      }
    }
    FLOAT.cast(a0).intoArray(lanes, 0);
    FLOAT.cast(b0).intoArray(lanes, 16);
    FLOAT.cast(c0).intoArray(lanes, 32);
    FLOAT.cast(d0).intoArray(lanes, 48);
    if (COUNT <= 8) {
      FLOAT.cast(a1).intoArray(lanes, COUNT);
      FLOAT.cast(b1).intoArray(lanes, 16 + COUNT);
      FLOAT.cast(c1).intoArray(lanes, 32 + COUNT);
      FLOAT.cast(d1).intoArray(lanes, 48 + COUNT);
    }
    return INT.cast(max).max(other).reduceLanes(VectorOperators.MAX);
  }
}
