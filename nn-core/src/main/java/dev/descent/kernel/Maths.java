package dev.descent.kernel;

import static dev.descent.kernel.Coefficients.*;
import static dev.descent.kernel.Fma.fma;

/// Elementary functions of one float, made of IEEE operations and fused multiply-add only, so that
/// their bits are the same on every machine. The vector kernels compute the same expressions lane
/// by lane.
///
/// **Accuracy**, the largest error over all floats in units of the last place
/// (docs/benchmarks/accuracy.md): exp 1.02, log 0.94, tanh 1.94, sigmoid 1.98, erf 1.06, softplus
/// 1.87; gelu 1.94 for x > 0, 2.87 down to -1, 9.5 down to -4, 38.5 beyond; silu 3.4 down to -87,
/// 52.1 denormal units beyond; the tanh form of gelu 3.2 for x > 0, 14.5 down to -3, 214 beyond.
///
/// Denormal results are gradual: they are rounded once, from an exact product with a power of two.
/// NaN gives NaN. A clamp is a comparison that is never true in most runs, and so one instruction;
/// Math.max is five.
public final class Maths {
  private Maths() {}

  /// Returns eˣ: +0 below -104, infinity above 89, clamped before the computation.
  public static float exp(float x) {
    float c = x < EXP_MIN ? EXP_MIN : x > EXP_MAX ? EXP_MAX : x;
    float t = fma(c, LOG2_E, ROUND);
    float p = expm1OfRest(rest(c, t)) + 1f;
    int k = Float.floatToRawIntBits(t) - Float.floatToRawIntBits(ROUND);
    int half = k >> 1;
    return p * power2(half) * power2(k - half);
  }

  /// Returns exp(x) for x ≤ 0, with its bits, at less cost in vectors.
  static float expNegative(float x) {
    float c = x < EXP_MIN ? EXP_MIN : x;
    float t = fma(c, LOG2_E, ROUND);
    float p = expm1OfRest(rest(c, t)) + 1f;
    int bits = (Float.floatToRawIntBits(t) << 23) + (ONE + EXPONENT_64);
    return p * Float.intBitsToFloat(bits) * INVERSE_64;
  }

  /// x - k ln 2, where t = ROUND + k.
  private static float rest(float x, float t) {
    float k = t - ROUND;
    return fma(k, -LN_2_REST, fma(k, -LN_2, x));
  }

  /// e^r - 1 for |r| ≤ ln 2/2.
  private static float expm1OfRest(float r) {
    float p = fma(EXP_4, r, EXP_3);
    p = fma(p, r, EXP_2);
    p = fma(p, r, EXP_1);
    p = fma(p, r, EXP_0);
    return fma(p, r * r, r);
  }

  private static float power2(int k) {
    return Float.intBitsToFloat((k + 127) << 23);
  }

  /// Returns eˣ - 1 for x ≤ 0, clamped to x ≥ -20.
  static float expm1Negative(float x) {
    float c = x < -20f ? -20f : x;
    float t = fma(c, LOG2_E, ROUND);
    float q = expm1OfRest(rest(c, t));
    float s = Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + ONE);
    return fma(s, q, s - 1f);
  }

  /// Returns the natural logarithm: NaN for x < 0, -infinity for a zero.
  public static float log(float x) {
    boolean denormal = x < Float.MIN_NORMAL;
    float m = denormal ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(m) - TWO_THIRDS;
    float e = (bits >> 23) + (denormal ? -23f : 0f);
    float f = Float.intBitsToFloat((bits & 0x7fffff) + TWO_THIRDS) - 1f;
    float y = fma(e, LN_2, log1pOfRest(f));
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
    }
    return y;
  }

  /// ln(1 + f) for |f| ≤ 1/3.
  private static float log1pOfRest(float f) {
    float p = fma(LOG_8, f, LOG_7);
    p = fma(p, f, LOG_6);
    p = fma(p, f, LOG_5);
    p = fma(p, f, LOG_4);
    p = fma(p, f, LOG_3);
    p = fma(p, f, LOG_2);
    p = fma(p, f, LOG_1);
    p = fma(p, f, LOG_0);
    return fma(p, f * f, f);
  }

  /// Returns tanh x = -m/(2 + m), m = e^(-2|x|) - 1, with the sign of x.
  public static float tanh(float x) {
    float z = -2f * Math.abs(x);
    float c = z < -20f ? -20f : z;
    float t = fma(c, LOG2_E, ROUND);
    float q = expm1OfRest(rest(c, t));
    float s = Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + ONE);
    return Math.copySign(fma(s, q, s - 1f) / fma(s, q, s + 1f), x);
  }

  /// Returns 1/(1 + e⁻ˣ): with e = e^-|x|, 1/(1 + e) or e/(1 + e), corrected for the rounding of 1
  /// + e.
  public static float sigmoid(float x) {
    float e = expNegative(-Math.abs(x));
    float d = 1f + e;
    float y = (x < 0 ? e : 1f) / d;
    return fma(y, (d - 1f) - e, y);
  }

  /// Returns the error function: a polynomial up to 0.925, from there 1 - e^(a polynomial), clamped
  /// to |x| ≤ 4.
  public static float erf(float x) {
    float t = Math.min(Math.abs(x), 4f);
    if (t > ERF_BEND) {
      float p = fma(ERFC_5, t, ERFC_4);
      p = fma(p, t, ERFC_3);
      p = fma(p, t, ERFC_2);
      p = fma(p, t, ERFC_1);
      p = fma(p, t, ERFC_0);
      return Math.copySign(1f - expNegative(fma(p, t, -t)), x);
    }
    float s = x * x;
    float p = fma(ERF_5, s, ERF_4);
    p = fma(p, s, ERF_3);
    p = fma(p, s, ERF_2);
    p = fma(p, s, ERF_1);
    p = fma(p, s, ERF_0);
    return fma(p, x, x);
  }

  /// Returns ln(1 + eˣ) = max(x, 0) + ln(1 + e^-|x|).
  public static float softplus(float x) {
    float e = expNegative(-Math.abs(x));
    boolean high = e > 1f / 3;
    float f = high ? fma(e, 0.5f, -0.5f) : e;
    return Math.max(x, 0f) + fma(high ? 1f : 0f, LN_2, log1pOfRest(f));
  }

  /// Returns x Φ(x) = max(x, 0) - t (1 - Φ(t)), t = min(|x|, 15): no cancellation on either side.
  public static float gelu(float x) {
    float t = Math.min(Math.abs(x), 15f);
    return Math.max(x, 0f) - t * (gauss(t) * mills(t));
  }

  /// Returns the derivative of gelu, Φ(x) + x φ(x).
  public static float geluSlope(float x) {
    float t = Math.min(Math.abs(x), 15f);
    float e = gauss(t);
    float above = e * mills(t);
    return fma((x < 0 ? -t : t) * DENSITY, e, x < 0 ? above : 1f - above);
  }

  /// e^(-t²/2), corrected for the rounding of t².
  private static float gauss(float t) {
    float t2 = t * t;
    float e = expNegative(-0.5f * t2);
    return fma(e * -0.5f, fma(t, t, -t2), e);
  }

  /// (1 - Φ(t)) e^(t²/2).
  private static float mills(float t) {
    float v = t / (t + 3f);
    float p = fma(MILLS_9, v, MILLS_8);
    p = fma(p, v, MILLS_7);
    p = fma(p, v, MILLS_6);
    p = fma(p, v, MILLS_5);
    p = fma(p, v, MILLS_4);
    p = fma(p, v, MILLS_3);
    p = fma(p, v, MILLS_2);
    p = fma(p, v, MILLS_1);
    return fma(p, v, MILLS_0);
  }

  /// Returns the tanh approximation of gelu, x σ(1.5957691 x + 0.0713548 x³), x clamped to x ≥
  /// -104.
  public static float geluTanh(float x) {
    float c = Math.max(x, EXP_MIN);
    return c * sigmoid(c * fma(c * c, GELU_CUBIC, GELU_LINEAR));
  }

  /// Returns the derivative of geluTanh, x clamped to |x| ≤ 104.
  public static float geluTanhSlope(float x) {
    float c = Math.min(Math.max(x, EXP_MIN), -EXP_MIN);
    float u = c * fma(c * c, GELU_CUBIC, GELU_LINEAR);
    return gatedSlope(u, c * fma(c * c, GELU_CUBIC_3, GELU_LINEAR));
  }

  /// σ(u) + factor · σ(u) σ(-u).
  private static float gatedSlope(float u, float factor) {
    float e = expNegative(-Math.abs(u));
    float d = 1f + e;
    float y = 1f / d;
    float high = fma(y, (d - 1f) - e, y);
    float low = e * high;
    return fma(factor, high * low, u < 0 ? low : high);
  }

  /// Returns x σ(x), x clamped to x ≥ -104.
  public static float silu(float x) {
    float c = Math.max(x, EXP_MIN);
    return c * sigmoid(c);
  }

  /// Returns the derivative of silu, σ(x) + x σ(x) σ(-x), x clamped to |x| ≤ 104.
  public static float siluSlope(float x) {
    float c = Math.min(Math.max(x, EXP_MIN), -EXP_MIN);
    return gatedSlope(c, c);
  }

  /// Returns fma(p, e^min(x, 0) - 1, max(x, 0)).
  public static float elu(float x, float p) {
    return fma(p, expm1Negative(Math.min(x, 0f)), Math.max(x, 0f));
  }

  /// Returns xⁿ by squaring, from the lowest bit of |n|; for n < 0 the reciprocal of the positive
  /// power.
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
