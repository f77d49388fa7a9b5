package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.INTS;
import static dev.descent.kernel.Lanes.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Sums of squares and the largest magnitude in one read of memory: Σ x² of each leaf, with the
/// bits of [VectorReduction#dot], and max |x| of all.
///
/// A core reads 16 lanes fastest in aligned vectors, leaf after leaf, and 8 lanes in four streams.
/// There is nothing around the loops but what they need: C2 would inline no more at some point and
/// keep vectors in objects.
final class VectorNorms {
  /// Leaves that are read in one go, at most.
  static final int LEAVES = 64;

  /// Masks of the lanes from one on, and up to one: read at its index.
  private static final int[] FROM = new int[32];

  private static final int[] UP_TO = new int[32];

  private static final ThreadLocal<float[]> LANES =
      ThreadLocal.withInitial(() -> new float[16 * LEAVES]);

  static {
    Arrays.fill(FROM, 16, 32, -1);
    Arrays.fill(UP_TO, 0, 16, -1);
  }

  private VectorNorms() {}

  /// Writes Σ x² of whole leaves and returns the largest magnitude, NaN if there is a NaN.
  ///
  /// @param from there are 16 elements before it, and after the last leaf
  /// @param leaves up to [#LEAVES]
  /// @param at where the first sum goes
  static float ofLeaves(float[] x, int from, int leaves, double[] sums, int at) {
    int max;
    float[] lanes = LANES.get();
    if (COUNT == 16) {
      max = leafAfterLeaf(x, from, leaves, lanes);
      for (int i = 0; i < leaves; i++) {
        sums[at + i] = VectorReduction.fold(lanes, 16 * i);
      }
    } else if (COUNT == 8 && leaves % 4 == 0) {
      max = 0;
      int quarter = leaves / 4;
      for (int i = 0; i < quarter; i++) {
        int first = from + i * Reduction.LEAF;
        max = Math.max(max, fourLeaves(x, first, quarter * Reduction.LEAF, lanes));
        for (int j = 0; j < 4; j++) {
          sums[at + i + j * quarter] = VectorReduction.fold(lanes, 16 * j);
        }
      }
    } else {
      return SliceNorms.byGroups(x, from, from + leaves * Reduction.LEAF, sums, at);
    }
    float magnitude = Float.intBitsToFloat(max);
    return Float.isNaN(magnitude) ? Float.NaN : magnitude;
  }

  /// Writes the 16 lanes of each leaf in vectors of 16. They are aligned, so lanes are turned by as
  /// many as there are elements before the first vector, which does not change a bit of their fold:
  /// its pairs stay pairs. In vectors that a leaf shares with its neighbours the others' elements
  /// become 0.
  private static int leafAfterLeaf(float[] x, int from, int leaves, float[] lanes) {
    int head = Lanes.untilAligned(from);
    IntVector before = IntVector.fromArray(INTS, FROM, head);
    IntVector after = IntVector.fromArray(INTS, UP_TO, head);
    IntVector mask = IntVector.broadcast(INTS, Integer.MAX_VALUE); // without the sign
    IntVector max = IntVector.zero(INTS);
    for (int leaf = 0; leaf < leaves; leaf++) {
      int first = from + leaf * Reduction.LEAF + head;
      FloatVector v = kept(x, first - 16, before);
      FloatVector sum = v.mul(v);
      max = max.max(v.reinterpretAsInts().and(mask));
      for (int i = 0; i < Reduction.LEAF - 16; i += 16) {
        v = load(x, first + i);
        sum = v.fma(v, sum);
        max = max.max(v.reinterpretAsInts().and(mask));
      }
      v = kept(x, first + Reduction.LEAF - 16, after);
      v.fma(v, sum).intoArray(lanes, 16 * leaf);
      max = max.max(v.reinterpretAsInts().and(mask));
    }
    return max.reduceLanes(VectorOperators.MAX);
  }

  private static FloatVector kept(float[] x, int from, IntVector mask) {
    return load(x, from).reinterpretAsInts().and(mask).reinterpretAsFloats();
  }

  /// Writes the 16 lanes of four leaves, `stride` apart, in vectors of 8.
  private static int fourLeaves(float[] x, int from, int stride, float[] lanes) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = FloatVector.zero(FLOATS);
    FloatVector b0 = FloatVector.zero(FLOATS);
    FloatVector b1 = FloatVector.zero(FLOATS);
    FloatVector c0 = FloatVector.zero(FLOATS);
    FloatVector c1 = FloatVector.zero(FLOATS);
    FloatVector d0 = FloatVector.zero(FLOATS);
    FloatVector d1 = FloatVector.zero(FLOATS);
    IntVector mask = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    IntVector max = IntVector.zero(INTS);
    IntVector other = IntVector.zero(INTS);
    for (int i = from; i < from + Reduction.LEAF; i += 16) {
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
      a = load(x, i + 8);
      b = load(x, i + stride + 8);
      c = load(x, i + 2 * stride + 8);
      d = load(x, i + 3 * stride + 8);
      a1 = a.fma(a, a1);
      b1 = b.fma(b, b1);
      c1 = c.fma(c, c1);
      d1 = d.fma(d, d1);
      max = max.max(a.reinterpretAsInts().and(mask)).max(b.reinterpretAsInts().and(mask));
      other = other.max(c.reinterpretAsInts().and(mask)).max(d.reinterpretAsInts().and(mask));
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 8);
    b0.intoArray(lanes, 16);
    b1.intoArray(lanes, 24);
    c0.intoArray(lanes, 32);
    c1.intoArray(lanes, 40);
    d0.intoArray(lanes, 48);
    d1.intoArray(lanes, 56);
    return max.max(other).reduceLanes(VectorOperators.MAX);
  }
}
