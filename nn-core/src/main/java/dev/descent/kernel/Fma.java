package dev.descent.kernel;

/// The fused multiply-add a·b + c of floats, rounded once: the one multiplication that kernels use.
///
/// On a processor without the instruction `Math.fma` goes through `BigDecimal` and takes some
/// hundred nanoseconds. There [#fma] computes the same bits in `double`: the product of two floats
/// is exact, the sum's error is known exactly (TwoSum), and rounding the sum to odd makes the final
/// rounding to float correct.
public final class Fma {
  /// Whether the processor has the instruction, found by timing: the two ways differ a hundredfold.
  public static final boolean HARDWARE = measure();

  private Fma() {}

  /// Returns a·b + c rounded once, with the bits of `Math.fma`.
  public static float fma(float a, float b, float c) {
    return HARDWARE ? Math.fma(a, b, c) : software(a, b, c);
  }

  /// Computes a·b + c in double arithmetic, rounded once to float.
  static float software(float a, float b, float c) {
    double product = (double) a * b;
    double addend = c;
    double sum = product + addend;
    double t = sum - product;
    double error = (product - (sum - t)) + (addend - t);
    if (error != 0 && !Double.isNaN(error)) {
      long bits = Double.doubleToRawLongBits(sum);
      if ((bits & 1) == 0) {
        sum = Double.longBitsToDouble(bits + ((error > 0) == (sum > 0) ? 1 : -1));
      }
    }
    return (float) sum;
  }

  private static boolean measure() {
    long hardware = Long.MAX_VALUE;
    long software = Long.MAX_VALUE;
    float sink = 0;
    for (int round = 0; round < 8; round++) {
      long start = System.nanoTime();
      for (int i = 1; i <= 8; i++) {
        sink += Math.fma(i * 1.1f, 0.7f, 0.3f);
      }
      long middle = System.nanoTime();
      for (int i = 1; i <= 8; i++) {
        sink += software(i * 1.1f, 0.7f, 0.3f);
      }
      hardware = Math.min(hardware, middle - start);
      software = Math.min(software, System.nanoTime() - middle);
    }
    // The sum is never NaN; asking keeps the loops alive.
    return hardware < 3 * Math.max(software, 100) && !Float.isNaN(sink);
  }
}
