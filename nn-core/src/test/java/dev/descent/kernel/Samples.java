package dev.descent.kernel;

import dev.descent.random.Keys;

/// Numbers for the kernel tests.
final class Samples {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    0.5f,
    -0.5f,
    88.72283f,
    -87.33655f,
    -103.97208f,
    1e-20f,
    -1e20f,
    9.01f,
    -9.01f,
    4f
  };

  private Samples() {}

  /// Normal numbers with the given scale.
  static float[] normal(long seed, int n, double scale) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (scale * Keys.normal(Keys.of(seed), i));
    }
    return x;
  }

  /// A mixture: a third normal numbers, a third special values, a third any bits at all.
  static float[] wild(long seed, int n) {
    long key = Keys.of(seed);
    float[] x = normal(seed + 1, n, 4);
    for (int i = 0; i < n; i++) {
      int bits = Keys.bits(key, 2L * i);
      int kind = Integer.remainderUnsigned(Keys.bits(key, 2L * i + 1), 3);
      if (kind == 1) {
        x[i] = SPECIAL[Integer.remainderUnsigned(bits, SPECIAL.length)];
      } else if (kind == 2) {
        x[i] = Float.intBitsToFloat(bits);
      }
    }
    return x;
  }

  /// Integers in [0, bound).
  static int[] indices(long seed, int n, int bound) {
    int[] x = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = (int) (Keys.uniform(Keys.of(seed), i) * bound);
    }
    return x;
  }

  /// The bits of every element, NaN in its canonical form.
  static int[] bits(float... x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToIntBits(x[i]);
    }
    return bits;
  }

  /// The sizes from 0 to four of the widest vectors and one, and a few large.
  static int[] sizes() {
    int[] sizes =
        java.util.stream.IntStream.concat(
                java.util.stream.IntStream.rangeClosed(0, 65),
                java.util.stream.IntStream.of(127, 500, 1023, 1024, 1025, 1040, 3333, 5120))
            .toArray();
    return sizes;
  }
}
