package dev.descent.kernel;

/// Elementary functions of one float, made of IEEE operations and fused multiply-add only, so that their bits are the
/// same on every machine. The vector kernels compute the same expressions lane by lane.
@SuppressWarnings("FloatingPointLiteralPrecision") // the coefficients stand as they were published
public final class Maths {
  private static final float LOG2E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUND = 0x1.8p23f; // adding it rounds to an integer in the low bits

  private Maths() {}

  /// Returns eˣ. Results below 2⁻¹²⁶ are rounded to the nearest denormal, above the largest float to infinity.
  public static float exp(float x) {
    float r = Math.min(Math.max(x, -104f), 89f);
    float t = Math.fma(r, LOG2E, ROUND);
    float p = expOfRest(r, t - ROUND);
    int k = Float.floatToRawIntBits(t) - Float.floatToRawIntBits(ROUND);
    int half = k >> 1;
    return p * power2(half) * power2(k - half);
  }

  private static float expOfRest(float x, float k) {
    float f = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
    float p = Math.fma(1.9875691500E-4f, f, 1.3981999507E-3f);
    p = Math.fma(p, f, 8.3334519073E-3f);
    p = Math.fma(p, f, 4.1665795894E-2f);
    p = Math.fma(p, f, 1.6666665459E-1f);
    p = Math.fma(p, f, 5.0000001201E-1f);
    return Math.fma(p * f, f, f) + 1f;
  }

  private static float power2(int k) {
    return Float.intBitsToFloat((k + 127) << 23);
  }

  /// Returns eˣ - 1 for x ≤ 0.
  static float expm1Negative(float x) {
    float e = exp(x);
    return x > -0.1f
        ? x * Math.fma(x, Math.fma(x, Math.fma(x, 1f / 24, 1f / 6), 0.5f), 1f)
        : e - 1f;
  }

  /// Returns the natural logarithm: NaN for x < 0, -infinity for a zero.
  public static float log(float x) {
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
    }
    int e = 0;
    float m = x;
    if (x < Float.MIN_NORMAL) {
      m = x * 0x1p23f;
      e = -23;
    }
    int bits = Float.floatToRawIntBits(m) - 0x3f3504f3; // mantissa from sqrt(1/2)
    e += bits >> 23;
    return logOf(Float.intBitsToFloat((bits & 0x7fffff) + 0x3f3504f3) - 1f, e);
  }

  private static float logOf(float f, float e) {
    float z = f * f;
    float p = Math.fma(7.0376836292E-2f, f, -1.1514610310E-1f);
    p = Math.fma(p, f, 1.1676998740E-1f);
    p = Math.fma(p, f, -1.2420140846E-1f);
    p = Math.fma(p, f, 1.4249322787E-1f);
    p = Math.fma(p, f, -1.6668057665E-1f);
    p = Math.fma(p, f, 2.0000714765E-1f);
    p = Math.fma(p, f, -2.4999993993E-1f);
    p = Math.fma(p, f, 3.3333331174E-1f);
    float y = Math.fma(e, LN2_LOW, p * f * z);
    y = Math.fma(-0.5f, z, y);
    return Math.fma(e, LN2_HIGH, f + y);
  }

  /// Returns tanh x.
  public static float tanh(float x) {
    float c = Math.min(Math.max(x, -7.90531110763549805f), 7.90531110763549805f);
    float x2 = c * c;
    float p = Math.fma(x2, -2.76076847742355e-16f, 2.00018790482477e-13f);
    p = Math.fma(x2, p, -8.60467152213735e-11f);
    p = Math.fma(x2, p, 5.12229709037114e-08f);
    p = Math.fma(x2, p, 1.48572235717979e-05f);
    p = Math.fma(x2, p, 6.37261928875436e-04f);
    p = Math.fma(x2, p, 4.89352455891786e-03f);
    float q = Math.fma(x2, 1.19825839466702e-06f, 1.18534705686654e-04f);
    q = Math.fma(x2, q, 2.26843463243900e-03f);
    q = Math.fma(x2, q, 4.89352518554385e-03f);
    return c * p / q;
  }

  /// Returns 1/(1 + e⁻ˣ).
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x < 0 ? e : 1f) / (1f + e);
  }

  /// Returns the error function.
  public static float erf(float x) {
    float t = Math.abs(x);
    float s = x * x;
    if (t > 0.927734375f) {
      float r = Math.fma(-1.72853470e-5f, t, 3.83197126e-4f);
      float u = Math.fma(-3.88396438e-3f, t, 2.42546219e-2f);
      r = Math.fma(r, s, u);
      r = Math.fma(r, t, -1.06777877e-1f);
      r = Math.fma(r, t, -6.34846687e-1f);
      r = Math.fma(r, t, -1.28717512e-1f);
      r = Math.fma(r, t, -t);
      return t > 4f ? Math.signum(x) : Math.copySign(1f - exp(r), x);
    }
    float r = Math.fma(-5.96761703e-4f, s, 4.99119423e-3f);
    r = Math.fma(r, s, -2.67681349e-2f);
    r = Math.fma(r, s, 1.12819925e-1f);
    r = Math.fma(r, s, -3.76125336e-1f);
    r = Math.fma(r, s, 1.28379166e-1f);
    return Math.fma(r, x, x);
  }

  /// Returns ln(1 + eˣ).
  public static float softplus(float x) {
    float e = exp(-Math.abs(x));
    boolean high = e > 0.41421356f;
    float f = high ? Math.fma(e, 0.5f, -0.5f) : e;
    return Math.max(x, 0f) + logOf(f, high ? 1f : 0f);
  }

  /// Returns x Φ(x).
  public static float gelu(float x) {
    float h = 0.5f * x;
    return Math.fma(h, erf(x * 0.70710678f), h);
  }

  /// Returns the derivative of gelu.
  public static float geluSlope(float x) {
    float phi = 0.39894228f * exp(-0.5f * (x * x));
    return Math.fma(phi, x, Math.fma(0.5f, erf(x * 0.70710678f), 0.5f));
  }

  /// Returns the tanh approximation of gelu.
  public static float geluTanh(float x) {
    return x * sigmoid(geluTanhInner(x));
  }

  /// Returns the derivative of geluTanh.
  public static float geluTanhSlope(float x) {
    float s = sigmoid(geluTanhInner(x));
    float slope = Math.fma(x * x, 0.21406806f, 1.59576912f);
    return Math.fma(x * slope, Math.fma(-s, s, s), s);
  }

  private static float geluTanhInner(float x) {
    return x * Math.fma(x * x, 0.071354816f, 1.59576912f);
  }

  /// Returns x σ(x).
  public static float silu(float x) {
    return x * sigmoid(x);
  }

  /// Returns the derivative of silu.
  public static float siluSlope(float x) {
    float s = sigmoid(x);
    return Math.fma(x, Math.fma(-s, s, s), s);
  }

  /// Returns p (eˣ - 1) for x < 0 and x otherwise.
  public static float elu(float x, float p) {
    return Math.fma(p, expm1Negative(Math.min(x, 0f)), Math.max(x, 0f));
  }

  /// Returns xⁿ by squaring.
  public static float power(float x, int n) {
    float y = 1f;
    float b = x;
    for (int k = Math.abs(n); k != 0; k >>>= 1) {
      if ((k & 1) != 0) {
        y *= b;
      }
      b *= b;
    }
    return n < 0 ? 1f / y : y;
  }
}
