package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.INTS;
import static dev.descent.kernel.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

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

  private static final ThreadLocal<float[]> FOUR_LANES =
      ThreadLocal.withInitial(() -> new float[64]);

  private VectorReduction() {}

  static float sum(float[] x, int from, int n) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = a.add(load(x, from + i));
      if (COUNT <= 8) {
        b = b.add(load(x, from + i + COUNT));
      }
      if (COUNT <= 4) {
        c = c.add(load(x, from + i + 8));
        d = d.add(load(x, from + i + 12));
      }
    }
    float[] lanes = LANES.get();
    a.intoArray(lanes, 0);
    if (COUNT <= 8) {
      b.intoArray(lanes, COUNT);
    }
    if (COUNT <= 4) {
      c.intoArray(lanes, 8);
      d.intoArray(lanes, 12);
    }
    for (int lane = 0; i < n; i++, lane++) {
      lanes[lane] += x[from + i];
    }
    return fold(lanes);
  }

  static float sumAbs(float[] x, int from, int n) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = a.add(load(x, from + i).abs());
      if (COUNT <= 8) {
        b = b.add(load(x, from + i + COUNT).abs());
      }
      if (COUNT <= 4) {
        c = c.add(load(x, from + i + 8).abs());
        d = d.add(load(x, from + i + 12).abs());
      }
    }
    float[] lanes = LANES.get();
    a.intoArray(lanes, 0);
    if (COUNT <= 8) {
      b.intoArray(lanes, COUNT);
    }
    if (COUNT <= 4) {
      c.intoArray(lanes, 8);
      d.intoArray(lanes, 12);
    }
    for (int lane = 0; i < n; i++, lane++) {
      lanes[lane] += Math.abs(x[from + i]);
    }
    return fold(lanes);
  }

  static float dot(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = FloatVector.zero(FLOATS);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = load(x, xo + i).fma(load(y, yo + i), a);
      if (COUNT <= 8) {
        b = load(x, xo + i + COUNT).fma(load(y, yo + i + COUNT), b);
      }
      if (COUNT <= 4) {
        c = load(x, xo + i + 8).fma(load(y, yo + i + 8), c);
        d = load(x, xo + i + 12).fma(load(y, yo + i + 12), d);
      }
    }
    float[] lanes = LANES.get();
    a.intoArray(lanes, 0);
    if (COUNT <= 8) {
      b.intoArray(lanes, COUNT);
    }
    if (COUNT <= 4) {
      c.intoArray(lanes, 8);
      d.intoArray(lanes, 12);
    }
    for (int lane = 0; i < n; i++, lane++) {
      lanes[lane] = Fma.fma(x[xo + i], y[yo + i], lanes[lane]);
    }
    return fold(lanes);
  }

  private static float fold(float[] x) {
    return fold(x, 0);
  }

  /// Folds 16 lanes by halves.
  private static float fold(float[] x, int at) {
    float a = (x[at] + x[at + 8]) + (x[at + 4] + x[at + 12]);
    float b = (x[at + 1] + x[at + 9]) + (x[at + 5] + x[at + 13]);
    float c = (x[at + 2] + x[at + 10]) + (x[at + 6] + x[at + 14]);
    float d = (x[at + 3] + x[at + 11]) + (x[at + 7] + x[at + 15]);
    return (a + c) + (b + d);
  }

  private static float maxOfLanes(FloatVector x) {
    FloatVector eight = COUNT == 16 ? maxOfHalves(FloatVector.SPECIES_256, x) : x;
    FloatVector four = COUNT >= 8 ? maxOfHalves(FloatVector.SPECIES_128, eight) : eight;
    return Math.max(Math.max(four.lane(0), four.lane(2)), Math.max(four.lane(1), four.lane(3)));
  }

  private static FloatVector maxOfHalves(VectorSpecies<Float> species, FloatVector x) {
    return half(species, x, 0).max(half(species, x, 1));
  }

  private static FloatVector half(VectorSpecies<Float> species, FloatVector x, int part) {
    return (FloatVector) x.castShape(species, part);
  }

  /// Through an array in the first cache: with the polynomial inside its loop C2 does not keep the
  /// lanes in registers.
  static float sumExp(float[] x, int from, float max, int n) {
    float[] e = EXPONENTIALS.get();
    VectorRows.exponentials(x, from, max, e, 0, n);
    return sum(e, 0, n);
  }

  static float max(float[] x, int from, int n) {
    if (n < COUNT) {
      return ScalarReduction.max(x, from, n);
    }
    FloatVector a = load(x, from);
    FloatVector b = load(x, from + n - COUNT);
    int i = COUNT;
    for (; i <= n - 2 * COUNT; i += 2 * COUNT) {
      a = a.max(load(x, from + i));
      b = b.max(load(x, from + i + COUNT));
    }
    if (i <= n - COUNT) {
      a = a.max(load(x, from + i));
    }
    return maxOfLanes(a.max(b));
  }

  /// The bits of magnitudes are ordered as they are, with NaN above all; a maximum of ints is one
  /// instruction, of floats five.
  static float maxAbs(float[] x, int from, int n) {
    if (n < COUNT) {
      return ScalarReduction.maxAbs(x, from, n);
    }
    IntVector a = magnitudes(x, from);
    IntVector b = a;
    int i = COUNT;
    for (; i <= n - 2 * COUNT; i += 2 * COUNT) {
      a = a.max(magnitudes(x, from + i));
      b = b.max(magnitudes(x, from + i + COUNT));
    }
    if (i <= n - COUNT) {
      a = a.max(magnitudes(x, from + i));
      i += COUNT;
    }
    int bits = a.max(b).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) { // one by one: see VectorDescent
      bits = Math.max(bits, Float.floatToRawIntBits(x[from + i]) & Integer.MAX_VALUE);
    }
    float max = Float.intBitsToFloat(bits);
    return Float.isNaN(max) ? Float.NaN : max;
  }

  /// [#maxAbs] of four quarters side by side: one core reads four streams from memory faster than
  /// one.
  static float maxAbsOfQuarters(float[] x, int from, int n) {
    int quarter = n / (4 * COUNT) * COUNT;
    int second = from + quarter;
    int third = second + quarter;
    int fourth = third + quarter;
    IntVector a = magnitudes(x, from + n - COUNT);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    for (int i = 0; i < quarter; i += COUNT) {
      a = a.max(magnitudes(x, from + i));
      b = b.max(magnitudes(x, second + i));
      c = c.max(magnitudes(x, third + i));
      d = d.max(magnitudes(x, fourth + i));
    }
    for (int i = 4 * quarter; i <= n - COUNT; i += COUNT) {
      a = a.max(magnitudes(x, from + i));
    }
    float max = Float.intBitsToFloat(a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX));
    return Float.isNaN(max) ? Float.NaN : max;
  }

  /// Writes Σ x² of four leaves, as [#dot], and returns [#maxAbs] of all, in one read of the four
  /// side by side. For vectors of 8 or 16 lanes.
  ///
  /// @param stride from one leaf to the next
  /// @param n elements in a leaf, a multiple of 16
  /// @param at where the first sum goes, and the others `step` apart
  static float normsOfFour(
      float[] x, int from, int stride, int n, double[] sums, int at, int step) {
    float[] lanes = FOUR_LANES.get();
    float max = Float.intBitsToFloat(squaresOfFour(x, from, stride, n, lanes));
    for (int i = 0; i < 4; i++) {
      sums[at + i * step] = fold(lanes, 16 * i);
    }
    return Float.isNaN(max) ? Float.NaN : max;
  }

  /// Writes 16 lanes of each leaf. Nothing else is here, nor around the loop: C2 would inline no
  /// more at some point and keep vectors in objects.
  private static int squaresOfFour(float[] x, int from, int stride, int n, float[] lanes) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = FloatVector.zero(FLOATS);
    FloatVector b0 = FloatVector.zero(FLOATS);
    FloatVector b1 = FloatVector.zero(FLOATS);
    FloatVector c0 = FloatVector.zero(FLOATS);
    FloatVector c1 = FloatVector.zero(FLOATS);
    FloatVector d0 = FloatVector.zero(FLOATS);
    FloatVector d1 = FloatVector.zero(FLOATS);
    IntVector mask = IntVector.broadcast(INTS, Integer.MAX_VALUE); // without the sign
    IntVector max = IntVector.zero(INTS);
    IntVector other = IntVector.zero(INTS);
    for (int i = from; i < from + n; i += 16) {
      FloatVector a = load(x, i);
      FloatVector b = load(x, i + stride);
      FloatVector c = load(x, i + 2 * stride);
      FloatVector d = load(x, i + 3 * stride);
      a0 = a.fma(a, a0);
      b0 = b.fma(b, b0);
      c0 = c.fma(c, c0);
      d0 = d.fma(d, d0);
      max = max.max(a.reinterpretAsInts().and(mask)).max(b.reinterpretAsInts().and(mask));
      other = other.max(c.reinterpretAsInts().and(mask)).max(d.reinterpretAsInts().and(mask));
      if (COUNT <= 8) {
        FloatVector e = load(x, i + COUNT);
        FloatVector f = load(x, i + stride + COUNT);
        FloatVector g = load(x, i + 2 * stride + COUNT);
        FloatVector h = load(x, i + 3 * stride + COUNT);
        a1 = e.fma(e, a1);
        b1 = f.fma(f, b1);
        c1 = g.fma(g, c1);
        d1 = h.fma(h, d1);
        max = max.max(e.reinterpretAsInts().and(mask)).max(f.reinterpretAsInts().and(mask));
        other = other.max(g.reinterpretAsInts().and(mask)).max(h.reinterpretAsInts().and(mask));
      }
    }
    a0.intoArray(lanes, 0);
    b0.intoArray(lanes, 16);
    c0.intoArray(lanes, 32);
    d0.intoArray(lanes, 48);
    if (COUNT <= 8) {
      a1.intoArray(lanes, COUNT);
      b1.intoArray(lanes, 16 + COUNT);
      c1.intoArray(lanes, 32 + COUNT);
      d1.intoArray(lanes, 48 + COUNT);
    }
    return max.max(other).reduceLanes(VectorOperators.MAX);
  }

  private static IntVector magnitudes(float[] x, int from) {
    return load(x, from).reinterpretAsInts().and(Integer.MAX_VALUE);
  }
}
