package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.INT;
import static dev.descent.kernel.Lanes.INTS;

import dev.descent.random.Keys;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// Keys.uniform in vectors: each lane computes one block of the cipher, whose two words are two
/// neighbours. Rounds go by four, each in a loop of its own, as all of them are more than C2 writes
/// out in one piece; see docs/adr/0071.
final class VectorUniform {
  private static final int PARITY = 0x1BD11BDA;
  private static final VectorShuffle<Float> LOW = FLOATS.shuffleFromOp(i -> i / 2);
  private static final VectorShuffle<Float> HIGH = FLOATS.shuffleFromOp(i -> (COUNT + i) / 2);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(FLOATS, 0xAAAA);

  private static final Calls APART = Apart.of(Calls.class, VectorUniform.class);

  /// Blocks whose words are computed together, and stay in the first cache.
  private static final int BLOCKS = 512;

  /// First words of blocks, then from [#BLOCKS] on their second words.
  private static final ThreadLocal<int[]> WORDS =
      ThreadLocal.withInitial(() -> new int[2 * BLOCKS]);

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
      int most = Math.min((n - i) / (2 * COUNT), BLOCKS / COUNT);
      int vectors = (int) Math.min(most, untilWrap);
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

  /// @param vectors at most `BLOCKS / COUNT`
  private static void blocks(int k0, int k1, int low, int high, float[] y, int yo, int vectors) {
    int n = vectors * COUNT;
    int k2 = PARITY ^ k0 ^ k1;
    int[] words = WORDS.get();
    for (int i = 0; i < n; i++) {
      words[i] = low + k0 + i;
    }
    Arrays.fill(words, BLOCKS, BLOCKS + n, high + k1);
    APART.early(words, n, k1, k2 + 1);
    APART.late(words, n, k2, k0 + 2);
    APART.early(words, n, k0, k1 + 3);
    APART.late(words, n, k1, k2 + 4);
    APART.early(words, n, k2, k0 + 5);
    APART.floats(words, n, y, yo);
  }

  /// Four rounds, the first of eight, and the key after them.
  static void early(int[] words, int n, int key0, int key1) {
    for (int i = 0; i < n; i += COUNT) {
      IntVector x0 = INT.cast(IntVector.fromArray(INTS, words, i));
      IntVector x1 = INT.cast(IntVector.fromArray(INTS, words, BLOCKS + i));
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 13).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 15).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 26).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 6).lanewise(VectorOperators.XOR, x0);
      x0.add(key0).intoArray(words, i);
      x1.add(key1).intoArray(words, BLOCKS + i);
    }
  }

  /// Four rounds, the last of eight, and the key after them.
  static void late(int[] words, int n, int key0, int key1) {
    for (int i = 0; i < n; i += COUNT) {
      IntVector x0 = INT.cast(IntVector.fromArray(INTS, words, i));
      IntVector x1 = INT.cast(IntVector.fromArray(INTS, words, BLOCKS + i));
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 17).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 29).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x0);
      x0.add(key0).intoArray(words, i);
      x1.add(key1).intoArray(words, BLOCKS + i);
    }
  }

  static void floats(int[] words, int n, float[] y, int yo) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector even = fraction(INT.cast(IntVector.fromArray(INTS, words, i)));
      FloatVector odd = fraction(INT.cast(IntVector.fromArray(INTS, words, BLOCKS + i)));
      even.rearrange(LOW).blend(odd.rearrange(LOW), ODD).intoArray(y, yo + 2 * i);
      even.rearrange(HIGH).blend(odd.rearrange(HIGH), ODD).intoArray(y, yo + 2 * i + COUNT);
    }
  }

  private static FloatVector fraction(IntVector word) {
    IntVector bits = word.lanewise(VectorOperators.LSHR, 8);
    return FLOAT.cast(bits.convert(VectorOperators.I2F, 0)).mul(0x1p-24f);
  }

  /// The loops above, each called apart.
  interface Calls {
    void early(int[] words, int n, int key0, int key1);

    void late(int[] words, int n, int key0, int key1);

    void floats(int[] words, int n, float[] y, int yo);
  }
}
