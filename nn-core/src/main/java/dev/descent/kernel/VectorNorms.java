package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.INT;
import static dev.descent.kernel.Lanes.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

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

  /// Read at an index, a mask of the lanes from 16 less that on; read 16 later, of those before.
  /// The masks leave out the sign.
  private static final int[] MASKS = new int[48];

  private static final ThreadLocal<float[]> LANES = ThreadLocal.withInitial(() -> new float[64]);

  static {
    Arrays.fill(MASKS, 16, 32, Integer.MAX_VALUE);
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
  /// ends the neighbours' elements become 0, and their own lose the sign, as their squares do.
  /// Alone with its loop, as [#squaresOfFour].
  private static int squaresOfTwo(float[] x, int from, int stride, int n, float[] lanes) {
    int head = Lanes.untilAligned(from);
    int first = from + head;
    int last = first + n - 16;
    IntVector outer = IntVector.fromArray(INTS, MASKS, head);
    IntVector own = IntVector.fromArray(INTS, MASKS, 16 + head);
    IntVector a =
        INT.cast(FLOAT.cast(fromArray(FLOATS, x, first - 16)).reinterpretAsInts()).and(outer);
    IntVector b =
        INT.cast(FLOAT.cast(fromArray(FLOATS, x, first - 16 + stride)).reinterpretAsInts())
            .and(outer);
    IntVector c = INT.cast(FLOAT.cast(fromArray(FLOATS, x, last)).reinterpretAsInts()).and(own);
    IntVector d =
        INT.cast(FLOAT.cast(fromArray(FLOATS, x, last + stride)).reinterpretAsInts()).and(own);
    FloatVector e = FLOAT.cast(a.reinterpretAsFloats());
    FloatVector f = FLOAT.cast(b.reinterpretAsFloats());
    FloatVector sum = e.mul(e);
    FloatVector second = f.mul(f);
    IntVector max = a.max(b).max(c.max(d));
    IntVector mask = INT.cast(IntVector.broadcast(INTS, Integer.MAX_VALUE)); // without the sign
    for (int i = first; i < last; i += 16) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, x, i));
      FloatVector w = FLOAT.cast(fromArray(FLOATS, x, i + stride));
      sum = v.fma(v, sum);
      second = w.fma(w, second);
      max =
          INT.cast(v.reinterpretAsInts())
              .and(mask)
              .max(INT.cast(w.reinterpretAsInts()).and(mask))
              .max(max);
    }
    FloatVector g = FLOAT.cast(c.reinterpretAsFloats());
    FloatVector h = FLOAT.cast(d.reinterpretAsFloats());
    g.fma(g, sum).intoArray(lanes, 0);
    h.fma(h, second).intoArray(lanes, 16);
    return INT.cast(max).reduceLanes(VectorOperators.MAX);
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
    FloatVector zero = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector d0 = zero;
    FloatVector d1 = zero;
    IntVector mask = INT.cast(IntVector.broadcast(INTS, Integer.MAX_VALUE)); // without the sign
    IntVector max = INT.cast(IntVector.broadcast(INTS, 0));
    IntVector other = max;
    for (int i = from; i < from + n; i += 16) {
      FloatVector a = FLOAT.cast(fromArray(FLOATS, x, i));
      FloatVector b = FLOAT.cast(fromArray(FLOATS, x, i + stride));
      FloatVector c = FLOAT.cast(fromArray(FLOATS, x, i + 2 * stride));
      FloatVector d = FLOAT.cast(fromArray(FLOATS, x, i + 3 * stride));
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
      if (COUNT <= 8) { // ints are cast: C2 may have reached what it inlines at once
        FloatVector e = FLOAT.cast(fromArray(FLOATS, x, i + COUNT));
        FloatVector f = FLOAT.cast(fromArray(FLOATS, x, i + stride + COUNT));
        FloatVector g = FLOAT.cast(fromArray(FLOATS, x, i + 2 * stride + COUNT));
        FloatVector h = FLOAT.cast(fromArray(FLOATS, x, i + 3 * stride + COUNT));
        a1 = e.fma(e, a1);
        b1 = f.fma(f, b1);
        c1 = g.fma(g, c1);
        d1 = h.fma(h, d1);
        IntVector p = INT.cast(INT.cast(e.reinterpretAsInts()).and(mask));
        IntVector q = INT.cast(INT.cast(f.reinterpretAsInts()).and(mask));
        IntVector r = INT.cast(INT.cast(g.reinterpretAsInts()).and(mask));
        IntVector s = INT.cast(INT.cast(h.reinterpretAsInts()).and(mask));
        max = INT.cast(p.max(q)).max(max);
        other = INT.cast(r.max(s)).max(other);
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
    return INT.cast(INT.cast(max).max(other)).reduceLanes(VectorOperators.MAX);
  }
}
