package dev.descent.random;

import dev.descent.math.Elementary;

/// Counter-based random numbers: a number is a pure function of a key and an index, so there is no
/// state to save, and threads, order and repetition cannot change it.
///
/// A key is made from a seed and refined by names and numbers (`fold`): one key for each layer,
/// step, purpose. The numbers under a key are addressed by an index. All of it is Threefry-2x32
/// with 20 rounds:
///
/// ```
/// T(key, counter)      64 bits: words w₀ (low) and w₁ (high) of the block cipher
/// of(seed)             T(SEED, seed)
/// fold(key, number)    T(key ⊕ NUMBER, number)
/// fold(key, name)      h ← key ⊕ NAME; for each block of 4 UTF-16 units (first unit lowest, padded with 0): h ← T(h, block);
///                      then T(h, length)
/// bits(key, index)     w₀ of T(key, index/2) for an even index, w₁ for an odd one
/// uniform              (bits >>> 8) · 2⁻²⁴
/// uniformDouble        (T(key ⊕ WIDE, index) >>> 11) · 2⁻⁵³
/// normal(key, 2i)      √(−2 ln(1 − u)) · cos 2πv,  u = uniformDouble(key, 2i),  v = uniformDouble(key, 2i + 1)
/// normal(key, 2i + 1)  √(−2 ln(1 − u)) · sin 2πv
/// ```
///
/// **Numerics.** Indices are unsigned. `normal` uses [StrictMath#log] and [Elementary], so its bits
/// are the same everywhere. Draw only one kind of number under one key.
///
/// @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. (2011), Parallel random
///   numbers: as easy as 1, 2, 3</a>
public final class Keys {
  private static final long SEED = 0x243F6A8885A308D3L; // fraction of pi: nothing up the sleeve
  private static final long NUMBER = 0x13198A2E03707344L;
  private static final long NAME = 0xA4093822299F31D0L;
  private static final long WIDE = 0x082EFA98EC4E6C89L;
  private static final int PARITY = 0x1BD11BDA;

  private Keys() {}

  /// Returns the key of a seed.
  public static long of(long seed) {
    return threefry(SEED, seed);
  }

  /// Returns the key for a name (a layer's path, a purpose) under a key.
  public static long fold(long key, String name) {
    long h = key ^ NAME;
    int length = name.length();
    for (int i = 0; i < length; i += 4) {
      long block = 0;
      for (int j = Math.min(i + 4, length) - 1; j >= i; j--) {
        block = block << 16 | name.charAt(j);
      }
      h = threefry(h, block);
    }
    return threefry(h, length);
  }

  /// Returns the key for a number (a step, an epoch) under a key.
  public static long fold(long key, long number) {
    return threefry(key ^ NUMBER, number);
  }

  /// Returns 32 random bits.
  public static int bits(long key, long index) {
    long block = threefry(key, index >>> 1);
    return (int) ((index & 1) == 0 ? block : block >>> 32);
  }

  /// Returns a multiple of 2⁻²⁴ in [0, 1).
  public static float uniform(long key, long index) {
    return (bits(key, index) >>> 8) * 0x1p-24f;
  }

  /// Returns a multiple of 2⁻⁵³ in [0, 1).
  public static double uniformDouble(long key, long index) {
    return (threefry(key ^ WIDE, index) >>> 11) * 0x1p-53;
  }

  /// Returns a draw from the standard normal distribution.
  public static double normal(long key, long index) {
    long pair = index & ~1L;
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniformDouble(key, pair)));
    double angle = 2 * StrictMath.PI * uniformDouble(key, pair + 1);
    return radius * ((index & 1) == 0 ? Elementary.cos(angle) : Elementary.sin(angle));
  }

  /// Threefry-2x32-20 of a counter under a key, low words first.
  static long threefry(long key, long counter) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int k2 = PARITY ^ k0 ^ k1;
    int x0 = (int) counter + k0;
    int x1 = (int) (counter >>> 32) + k1;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 13) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 15) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 26) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 6) ^ x0;
    x0 += k1;
    x1 += k2 + 1;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 17) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 29) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 16) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 24) ^ x0;
    x0 += k2;
    x1 += k0 + 2;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 13) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 15) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 26) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 6) ^ x0;
    x0 += k0;
    x1 += k1 + 3;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 17) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 29) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 16) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 24) ^ x0;
    x0 += k1;
    x1 += k2 + 4;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 13) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 15) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 26) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 6) ^ x0;
    x0 += k2;
    x1 += k0 + 5;

    return (long) x1 << 32 | (x0 & 0xFFFFFFFFL);
  }
}
