package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.INT;
import static dev.descent.kernel.Lanes.INTS;
import static dev.descent.kernel.Lanes.all;

import dev.descent.random.Keys;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// Keys.uniform in vectors: each lane computes one block of the cipher, whose two words are two
/// neighbours.
final class VectorUniform {
  private static final int PARITY = 0x1BD11BDA;
  private static final IntVector LANE = IntVector.zero(INTS).addIndex(1);
  private static final VectorShuffle<Float> LOW = FLOATS.shuffleFromOp(i -> i / 2);
  private static final VectorShuffle<Float> HIGH = FLOATS.shuffleFromOp(i -> (COUNT + i) / 2);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(FLOATS, 0xAAAA);

  private VectorUniform() {}

  static void fill(long key, long first, float[] y, int yo, int n) {
    int i = 0;
    if ((first & 1) != 0 && n > 0) {
      y[yo] = Keys.uniform(key, first);
      i = 1;
    }
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    while (i <= n - 2 * COUNT) {
      long block = (first + i) >>> 1;
      // Vectors up to the block where the low word of the counter wraps.
      long untilWrap = (0x1_0000_0000L - (block & 0xFFFF_FFFFL)) / COUNT;
      int vectors = (int) Math.min((n - i) / (2 * COUNT), untilWrap);
      if (vectors == 0) {
        scalar(key, first, y, yo, i, i + 2 * COUNT);
        i += 2 * COUNT;
      } else {
        blocks(k0, k1, (int) block, (int) (block >>> 32), y, yo + i, vectors);
        i += vectors * 2 * COUNT;
      }
    }
    scalar(key, first, y, yo, i, n);
  }

  private static void scalar(long key, long first, float[] y, int yo, int from, int to) {
    for (int i = from; i < to; i++) {
      y[yo + i] = Keys.uniform(key, first + i);
    }
  }

  private static void blocks(int k0, int k1, int low, int high, float[] y, int yo, int vectors) {
    int k2 = PARITY ^ k0 ^ k1;
    IntVector start0 = LANE.add(low + k0);
    IntVector start1 = all(high + k1);
    IntVector a0 = all(k1);
    IntVector a1 = all(k2 + 1);
    IntVector b0 = all(k2);
    IntVector b1 = all(k0 + 2);
    IntVector c0 = all(k0);
    IntVector c1 = all(k1 + 3);
    IntVector d1 = all(k2 + 4);
    IntVector e1 = all(k0 + 5);
    for (int v = 0; v < vectors; v++) {
      IntVector x0 = INT.cast(start0).add(v * COUNT);
      IntVector x1 = INT.cast(start1);

      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(a0);
      x1 = x1.add(a1);

      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 29).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(b0);
      x1 = x1.add(b1);

      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(c0);
      x1 = x1.add(c1);

      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 29).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(a0);
      x1 = x1.add(d1);

      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(b0);
      x1 = x1.add(e1);

      FloatVector even =
          FLOAT
              .cast(x0.lanewise(VectorOperators.LSHR, 8).convert(VectorOperators.I2F, 0))
              .mul(0x1p-24f);
      FloatVector odd =
          FLOAT
              .cast(x1.lanewise(VectorOperators.LSHR, 8).convert(VectorOperators.I2F, 0))
              .mul(0x1p-24f);
      even.rearrange(LOW).blend(odd.rearrange(LOW), ODD).intoArray(y, yo + v * 2 * COUNT);
      even.rearrange(HIGH).blend(odd.rearrange(HIGH), ODD).intoArray(y, yo + v * 2 * COUNT + COUNT);
    }
  }
}
