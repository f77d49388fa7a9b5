package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.INTS;
import static dev.descent.kernel.Lanes.load;

import java.util.Arrays;
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

  /// Masks of the lanes from one on, and up to one: read at its index.
  private static final int[] HEAD = new int[32];

  private static final int[] TAIL = new int[32];

  static {
    Arrays.fill(HEAD, 16, 32, -1);
    Arrays.fill(TAIL, 0, 16, -1);
  }

  /// Leaves that are read in one go.
  static final int LEAVES = 64;

  private static final ThreadLocal<float[]> LEAF_LANES =
      ThreadLocal.withInitial(() -> new float[16 * LEAVES]);

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

  /// [#maxAbs] of many elements, in aligned vectors. Two loops are faster than one.
  static float maxAbsOfMany(float[] x, int from, int n) {
    int end = from + n;
    IntVector a = magnitudes(x, from);
    IntVector b = magnitudes(x, end - COUNT);
    int i = from + Lanes.untilAligned(from);
    for (; i <= end - Reduction.LEAF; i += Reduction.LEAF) {
      for (int j = 0; j < Reduction.LEAF; j += COUNT) {
        a = a.max(magnitudes(x, i + j));
      }
    }
    for (; i <= end - COUNT; i += COUNT) {
      b = b.max(magnitudes(x, i));
    }
    float max = Float.intBitsToFloat(a.max(b).reduceLanes(VectorOperators.MAX));
    return Float.isNaN(max) ? Float.NaN : max;
  }

  /// Writes Σ x² of whole leaves, as [#dot], and returns [#maxAbs] of all, in one read where
  /// vectors have 8 or 16 lanes.
  ///
  /// @param from there are 16 elements before it, and after the last leaf
  /// @param leaves up to [#LEAVES]
  /// @param at where the first sum goes
  static float normsOfLeaves(float[] x, int from, int leaves, double[] sums, int at) {
    if (COUNT < 8) {
      return SliceNorms.byGroups(x, from, from + leaves * Reduction.LEAF, sums, at);
    }
    float[] lanes = LEAF_LANES.get();
    float max = Float.intBitsToFloat(squaresOfLeaves(x, from, leaves, lanes));
    for (int i = 0; i < leaves; i++) {
      sums[at + i] = fold(lanes, 16 * i);
    }
    return Float.isNaN(max) ? Float.NaN : max;
  }

  /// Writes 16 lanes of each leaf. Vectors are aligned, so the lanes are turned by as many as there
  /// are elements before the first of them, which does not change a bit of [#fold]: its pairs stay
  /// pairs. In the vectors that a leaf shares with its neighbours the others' elements become 0.
  /// Nothing else is here, nor around the loop: C2 would inline no more at some point and keep
  /// vectors in objects.
  private static int squaresOfLeaves(float[] x, int from, int leaves, float[] lanes) {
    int head = Lanes.untilAligned(from);
    IntVector mask = IntVector.broadcast(INTS, Integer.MAX_VALUE); // without the sign
    IntVector max = IntVector.zero(INTS);
    for (int leaf = 0; leaf < leaves; leaf++) {
      int first = from + leaf * Reduction.LEAF + head;
      int last = first + Reduction.LEAF - 16;
      FloatVector a = kept(x, first - 16, HEAD, head);
      max = max.max(a.reinterpretAsInts().and(mask));
      a = a.mul(a);
      FloatVector b = FloatVector.zero(FLOATS);
      if (COUNT <= 8) {
        b = kept(x, first - 16 + COUNT, HEAD, head + COUNT);
        max = max.max(b.reinterpretAsInts().and(mask));
        b = b.mul(b);
      }
      for (int i = 0; i < Reduction.LEAF - 16; i += 16) {
        FloatVector v = load(x, first + i);
        a = v.fma(v, a);
        max = max.max(v.reinterpretAsInts().and(mask));
        if (COUNT <= 8) {
          FloatVector w = load(x, first + i + COUNT);
          b = w.fma(w, b);
          max = max.max(w.reinterpretAsInts().and(mask));
        }
      }
      FloatVector c = kept(x, last, TAIL, head);
      max = max.max(c.reinterpretAsInts().and(mask));
      c.fma(c, a).intoArray(lanes, 16 * leaf);
      if (COUNT <= 8) {
        FloatVector d = kept(x, last + COUNT, TAIL, head + COUNT);
        max = max.max(d.reinterpretAsInts().and(mask));
        d.fma(d, b).intoArray(lanes, 16 * leaf + COUNT);
      }
    }
    return max.reduceLanes(VectorOperators.MAX);
  }

  /// Elements with 0 for those that are not of the leaf.
  private static FloatVector kept(float[] x, int from, int[] bits, int at) {
    IntVector mask = IntVector.fromArray(INTS, bits, at);
    return load(x, from).reinterpretAsInts().and(mask).reinterpretAsFloats();
  }

  private static IntVector magnitudes(float[] x, int from) {
    return load(x, from).reinterpretAsInts().and(Integer.MAX_VALUE);
  }
}
