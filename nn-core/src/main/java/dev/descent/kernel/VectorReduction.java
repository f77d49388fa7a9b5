package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.INT;
import static dev.descent.kernel.Lanes.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// The reductions of [ScalarReduction] in vectors: the 16 virtual lanes are one, two or four
/// vectors, a to d.
///
/// `COUNT` is a constant, so the branches on it vanish. Lanes go through an array for what is left
/// after the last 16 and for the fold: merged with the result of anything that C2 does not compile
/// to vector instructions, such as a partial mask, they would be objects in the loop, twelve times
/// slower.
final class VectorReduction {
  private static final ThreadLocal<float[]> EXPONENTIALS =
      ThreadLocal.withInitial(() -> new float[Reduction.LEAF]);

  private static final ThreadLocal<float[]> LANES = ThreadLocal.withInitial(() -> new float[16]);

  /// Rotations of the lanes.
  private static final VectorShuffle<Float> BY_HALF = rotation(COUNT / 2);

  private static final VectorShuffle<Float> BY_QUARTER = rotation(COUNT / 4);
  private static final VectorShuffle<Float> BY_EIGHTH = rotation(COUNT / 8);
  private static final VectorShuffle<Float> BY_ONE = rotation(1);

  private VectorReduction() {}

  private static VectorShuffle<Float> rotation(int lanes) {
    return VectorShuffle.iota(FLOATS, lanes, 1, true);
  }

  static float sum(float[] x, int from, int n) {
    FloatVector a = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector b = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector c = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector d = FLOAT.cast(broadcast(FLOATS, 0f));
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = FLOAT.cast(fromArray(FLOATS, x, from + i)).add(a);
      if (COUNT <= 8) {
        b = FLOAT.cast(fromArray(FLOATS, x, from + i + COUNT)).add(b);
      }
      if (COUNT <= 4) {
        c = FLOAT.cast(fromArray(FLOATS, x, from + i + 8)).add(c);
        d = FLOAT.cast(fromArray(FLOATS, x, from + i + 12)).add(d);
      }
    }
    float[] lanes = LANES.get();
    FLOAT.cast(a).intoArray(lanes, 0);
    if (COUNT <= 8) {
      FLOAT.cast(b).intoArray(lanes, COUNT);
    }
    if (COUNT <= 4) {
      FLOAT.cast(c).intoArray(lanes, 8);
      FLOAT.cast(d).intoArray(lanes, 12);
    }
    for (int lane = 0; i < n; i++, lane++) {
      lanes[lane] += x[from + i];
    }
    return fold(lanes, 0);
  }

  static float sumAbs(float[] x, int from, int n) {
    FloatVector a = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector b = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector c = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector d = FLOAT.cast(broadcast(FLOATS, 0f));
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = FLOAT.cast(fromArray(FLOATS, x, from + i)).abs().add(a);
      if (COUNT <= 8) {
        b = FLOAT.cast(fromArray(FLOATS, x, from + i + COUNT)).abs().add(b);
      }
      if (COUNT <= 4) {
        c = FLOAT.cast(fromArray(FLOATS, x, from + i + 8)).abs().add(c);
        d = FLOAT.cast(fromArray(FLOATS, x, from + i + 12)).abs().add(d);
      }
    }
    float[] lanes = LANES.get();
    FLOAT.cast(a).intoArray(lanes, 0);
    if (COUNT <= 8) {
      FLOAT.cast(b).intoArray(lanes, COUNT);
    }
    if (COUNT <= 4) {
      FLOAT.cast(c).intoArray(lanes, 8);
      FLOAT.cast(d).intoArray(lanes, 12);
    }
    for (int lane = 0; i < n; i++, lane++) {
      lanes[lane] += Math.abs(x[from + i]);
    }
    return fold(lanes, 0);
  }

  static float dot(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector a = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector b = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector c = FLOAT.cast(broadcast(FLOATS, 0f));
    FloatVector d = FLOAT.cast(broadcast(FLOATS, 0f));
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = FLOAT.cast(fromArray(FLOATS, x, xo + i)).fma(FLOAT.cast(fromArray(FLOATS, y, yo + i)), a);
      if (COUNT <= 8) {
        b =
            FLOAT
                .cast(fromArray(FLOATS, x, xo + i + COUNT))
                .fma(FLOAT.cast(fromArray(FLOATS, y, yo + i + COUNT)), b);
      }
      if (COUNT <= 4) {
        c =
            FLOAT
                .cast(fromArray(FLOATS, x, xo + i + 8))
                .fma(FLOAT.cast(fromArray(FLOATS, y, yo + i + 8)), c);
        d =
            FLOAT
                .cast(fromArray(FLOATS, x, xo + i + 12))
                .fma(FLOAT.cast(fromArray(FLOATS, y, yo + i + 12)), d);
      }
    }
    float[] lanes = LANES.get();
    FLOAT.cast(a).intoArray(lanes, 0);
    if (COUNT <= 8) {
      FLOAT.cast(b).intoArray(lanes, COUNT);
    }
    if (COUNT <= 4) {
      FLOAT.cast(c).intoArray(lanes, 8);
      FLOAT.cast(d).intoArray(lanes, 12);
    }
    for (int lane = 0; i < n; i++, lane++) {
      lanes[lane] = Fma.fma(x[xo + i], y[yo + i], lanes[lane]);
    }
    return fold(lanes, 0);
  }

  /// Folds 16 lanes by halves.
  static float fold(float[] x, int at) {
    float a = (x[at] + x[at + 8]) + (x[at + 4] + x[at + 12]);
    float b = (x[at + 1] + x[at + 9]) + (x[at + 5] + x[at + 13]);
    float c = (x[at + 2] + x[at + 10]) + (x[at + 6] + x[at + 14]);
    float d = (x[at + 3] + x[at + 11]) + (x[at + 7] + x[at + 15]);
    return (a + c) + (b + d);
  }

  /// Through an array in the first cache: with the polynomial inside its loop C2 does not keep the
  /// lanes in registers.
  static float sumExp(float[] x, int from, float max, int n) {
    float[] e = EXPONENTIALS.get();
    VectorRows.APART.exponentials(x, from, max, e, 0, n);
    return sum(e, 0, n);
  }

  static float max(float[] x, int from, int n) {
    if (n < COUNT) {
      return ScalarReduction.max(x, from, n);
    }
    int half = n / (2 * COUNT) * COUNT;
    int last = from + n - COUNT;
    FloatVector a =
        FLOAT.cast(fromArray(FLOATS, x, last)); // what the halves leave over, perhaps once more
    FloatVector b = FLOAT.cast(fromArray(FLOATS, x, Math.min(from + 2 * half, last)));
    for (int i = from; i < from + half; i += COUNT) {
      a = FLOAT.cast(fromArray(FLOATS, x, i)).max(a);
      b = FLOAT.cast(fromArray(FLOATS, x, i + half)).max(b);
    }
    FloatVector max = FLOAT.cast(a).max(b);
    max = max.max(max.rearrange(BY_HALF));
    max = max.max(max.rearrange(BY_QUARTER));
    max = COUNT > 4 ? max.max(max.rearrange(BY_EIGHTH)) : max;
    max = COUNT > 8 ? max.max(max.rearrange(BY_ONE)) : max;
    return max.lane(0);
  }

  /// The bits of magnitudes are ordered as they are, with NaN above all; a maximum of ints is one
  /// instruction, of floats five.
  static float maxAbs(float[] x, int from, int n) {
    return magnitude(maxAbsBits(x, from, n));
  }

  /// [#maxAbs] of four quarters side by side: one core reads four streams from memory faster than
  /// one.
  static float maxAbsOfQuarters(float[] x, int from, int n) {
    int quarter = n / (4 * COUNT) * COUNT;
    int bits = largestOfFour(x, from, from + quarter, quarter);
    return magnitude(Math.max(bits, maxAbsBits(x, from + 4 * quarter, n - 4 * quarter)));
  }

  private static int maxAbsBits(float[] x, int from, int n) {
    int rest = from + (n & -COUNT);
    int bits = largest(x, from, rest);
    for (int i = rest; i < from + n; i++) { // one by one: see VectorDescent
      bits = Math.max(bits, Float.floatToRawIntBits(x[i]) & Integer.MAX_VALUE);
    }
    return bits;
  }

  /// The magnitude with these bits, and NaN for all that are one.
  private static float magnitude(int bits) {
    float x = Float.intBitsToFloat(bits);
    return Float.isNaN(x) ? Float.NaN : x;
  }

  /// Alone with its loop, as [VectorNorms#squaresOfFour].
  private static int largest(float[] x, int from, int to) {
    IntVector mask = INT.cast(IntVector.broadcast(INTS, Integer.MAX_VALUE)); // without the sign
    IntVector max = INT.cast(IntVector.broadcast(INTS, 0));
    for (int i = from; i < to; i += COUNT) {
      max = INT.cast(FLOAT.cast(fromArray(FLOATS, x, i)).reinterpretAsInts()).and(mask).max(max);
    }
    return INT.cast(max).reduceLanes(VectorOperators.MAX);
  }

  /// Alone with its loop, as [VectorNorms#squaresOfFour].
  private static int largestOfFour(float[] x, int from, int to, int stride) {
    IntVector mask = INT.cast(IntVector.broadcast(INTS, Integer.MAX_VALUE)); // without the sign
    IntVector a = INT.cast(IntVector.broadcast(INTS, 0));
    IntVector b = INT.cast(IntVector.broadcast(INTS, 0));
    IntVector c = INT.cast(IntVector.broadcast(INTS, 0));
    IntVector d = INT.cast(IntVector.broadcast(INTS, 0));
    for (int i = from; i < to; i += COUNT) {
      a = INT.cast(FLOAT.cast(fromArray(FLOATS, x, i)).reinterpretAsInts()).and(mask).max(a);
      b =
          INT.cast(FLOAT.cast(fromArray(FLOATS, x, i + stride)).reinterpretAsInts())
              .and(mask)
              .max(b);
      c =
          INT.cast(FLOAT.cast(fromArray(FLOATS, x, i + 2 * stride)).reinterpretAsInts())
              .and(mask)
              .max(c);
      d =
          INT.cast(FLOAT.cast(fromArray(FLOATS, x, i + 3 * stride)).reinterpretAsInts())
              .and(mask)
              .max(d);
    }
    return INT.cast(a).max(b).max(INT.cast(c).max(d)).reduceLanes(VectorOperators.MAX);
  }
}
