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

/// Sums of squares: Σ x² of each of several leaves, with the bits of [VectorReduction#dot].
///
/// From memory one core reads four leaves side by side faster than one, and in aligned vectors of
/// 16 lanes faster still.
final class VectorNorms {
  /// Elements that [#ofFourAligned] may read before the first leaf and after the last.
  static final int EDGE = 16;

  /// Read at an index, a mask of the lanes from 16 less that on; read 16 later, of those before.
  private static final int[] MASKS = new int[48];

  private static final ThreadLocal<float[]> LANES = ThreadLocal.withInitial(() -> new float[64]);

  static {
    Arrays.fill(MASKS, 16, 32, -1);
  }

  private VectorNorms() {}

  /// [#ofFour] in aligned vectors. For vectors of 16 lanes.
  ///
  /// @param from there are [#EDGE] elements before it, and after the last leaf
  static void ofFourAligned(
      float[] x, int from, int stride, int n, double[] sums, int at, int step) {
    float[] lanes = LANES.get();
    squaresOfFourAligned(x, from, stride, n, lanes);
    fold(lanes, sums, at, step);
  }

  /// Writes 16 lanes of each leaf, turned by as many as there are elements before the first aligned
  /// vector, which does not change a bit of their fold: its pairs stay pairs. In the vectors at the
  /// ends the neighbours' elements become 0. Alone with its loops, as [#squaresOfFour].
  private static void squaresOfFourAligned(float[] x, int from, int stride, int n, float[] lanes) {
    int head = Lanes.untilAligned(from);
    int first = from + head;
    int last = first + n - 16;
    IntVector outer = INT.cast(IntVector.fromArray(INTS, MASKS, head));
    for (int leaf = 0; leaf < 4; leaf++) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, x, first - 16 + leaf * stride));
      FloatVector own =
          FLOAT.cast(INT.cast(v.reinterpretAsInts()).and(outer).reinterpretAsFloats());
      own.mul(own).intoArray(lanes, 16 * leaf);
    }
    FloatVector a0 = FLOAT.cast(fromArray(FLOATS, lanes, 0));
    FloatVector b0 = FLOAT.cast(fromArray(FLOATS, lanes, 16));
    FloatVector c0 = FLOAT.cast(fromArray(FLOATS, lanes, 32));
    FloatVector d0 = FLOAT.cast(fromArray(FLOATS, lanes, 48));
    for (int i = first; i < last; i += 16) {
      FloatVector a = FLOAT.cast(fromArray(FLOATS, x, i));
      FloatVector b = FLOAT.cast(fromArray(FLOATS, x, i + stride));
      FloatVector c = FLOAT.cast(fromArray(FLOATS, x, i + 2 * stride));
      FloatVector d = FLOAT.cast(fromArray(FLOATS, x, i + 3 * stride));
      a0 = a.fma(a, a0);
      b0 = b.fma(b, b0);
      c0 = c.fma(c, c0);
      d0 = d.fma(d, d0);
    }
    a0.intoArray(lanes, 0);
    b0.intoArray(lanes, 16);
    c0.intoArray(lanes, 32);
    d0.intoArray(lanes, 48);
    IntVector inner = INT.cast(IntVector.fromArray(INTS, MASKS, 16 + head));
    for (int leaf = 0; leaf < 4; leaf++) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, x, last + leaf * stride));
      FloatVector own =
          FLOAT.cast(INT.cast(v.reinterpretAsInts()).and(inner).reinterpretAsFloats());
      own.fma(own, FLOAT.cast(fromArray(FLOATS, lanes, 16 * leaf))).intoArray(lanes, 16 * leaf);
    }
  }

  /// Writes Σ x² of four leaves, in one read of the four side by side. For vectors of 8 or 16
  /// lanes.
  ///
  /// @param stride from one leaf to the next
  /// @param n elements in a leaf, a multiple of 16
  /// @param at where the first sum goes, and the others `step` apart
  static void ofFour(float[] x, int from, int stride, int n, double[] sums, int at, int step) {
    float[] lanes = LANES.get();
    squaresOfFour(x, from, stride, n, lanes);
    fold(lanes, sums, at, step);
  }

  private static void fold(float[] lanes, double[] sums, int at, int step) {
    for (int i = 0; i < 4; i++) {
      sums[at + i * step] = VectorReduction.fold(lanes, 16 * i);
    }
  }

  /// Writes 16 lanes of each leaf. Nothing else is here, nor around the loop: C2 would inline no
  /// more at some point and keep vectors in objects.
  private static void squaresOfFour(float[] x, int from, int stride, int n, float[] lanes) {
    FloatVector zero = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector d0 = zero;
    FloatVector d1 = zero;
    for (int i = from; i < from + n; i += 16) {
      FloatVector a = FLOAT.cast(fromArray(FLOATS, x, i));
      FloatVector b = FLOAT.cast(fromArray(FLOATS, x, i + stride));
      FloatVector c = FLOAT.cast(fromArray(FLOATS, x, i + 2 * stride));
      FloatVector d = FLOAT.cast(fromArray(FLOATS, x, i + 3 * stride));
      a0 = a.fma(a, a0);
      b0 = b.fma(b, b0);
      c0 = c.fma(c, c0);
      d0 = d.fma(d, d0);
      if (COUNT <= 8) {
        FloatVector e = FLOAT.cast(fromArray(FLOATS, x, i + COUNT));
        FloatVector f = FLOAT.cast(fromArray(FLOATS, x, i + stride + COUNT));
        FloatVector g = FLOAT.cast(fromArray(FLOATS, x, i + 2 * stride + COUNT));
        FloatVector h = FLOAT.cast(fromArray(FLOATS, x, i + 3 * stride + COUNT));
        a1 = e.fma(e, a1);
        b1 = f.fma(f, b1);
        c1 = g.fma(g, c1);
        d1 = h.fma(h, d1);
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
  }
}
