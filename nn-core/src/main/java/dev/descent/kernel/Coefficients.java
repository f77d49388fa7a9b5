package dev.descent.kernel;

/// The constants of [Maths], shared by its scalar and its vector form.
///
/// The polynomials are minimax fits of the relative error of the whole function (Lawson's iteration
/// in double on 3000 Chebyshev nodes); their coefficients were rounded to float one after another,
/// the others fitted again each time.
final class Coefficients {
  /// 1.5 · 2²³: adding it to a float rounds that to an integer, which then stands in the low bits.
  static final float ROUND = 0x1.8p23f;

  static final float LOG2_E = 0x1.715476p0f;

  /// ln 2 to 24 bits, and the rest.
  static final float LN_2 = 0x1.62e430p-1f;

  static final float LN_2_REST = -0x1.05c610p-29f;

  /// Below this, e^x rounds to 0.
  static final float EXP_MIN = -104f;

  /// Above this, e^x is infinite.
  static final float EXP_MAX = 89f;

  /// 2⁶⁴ as an addend to the exponent bits, and its inverse: powers far below 2⁻¹²⁶ are made in two
  /// steps.
  static final int EXPONENT_64 = 64 << 23;

  static final float INVERSE_64 = 0x1p-64f;

  static final int ONE = 0x3f800000;

  /// The bits of 2/3: mantissas are taken from [2/3, 4/3).
  static final int TWO_THIRDS = 0x3f2aaaab;

  /// Where erf changes its form.
  static final float ERF_BEND = 0.925f;

  /// φ(0) = 1/√(2π).
  static final float DENSITY = 0.3989423f;

  /// 2 √(2/π), and 0.044715 times it: the inner function of the tanh approximation of gelu; and
  /// three times the latter.
  static final float GELU_LINEAR = 1.5957692f;

  static final float GELU_CUBIC = 0.071354814f;
  static final float GELU_CUBIC_3 = 0.21406445f;

  /// (e^r - 1 - r)/r² for |r| ≤ ln 2/2, from r⁰ upwards.
  static final float EXP_0 = 0.49999994f;

  static final float EXP_1 = 0.16666521f;
  static final float EXP_2 = 0.04166829f;
  static final float EXP_3 = 0.008368704f;
  static final float EXP_4 = 0.0013818939f;

  /// (ln(1 + f) - f)/f² for |f| ≤ 1/3, from f⁰ upwards.
  static final float LOG_0 = -0.5f;

  static final float LOG_1 = 0.33333215f;
  static final float LOG_2 = -0.24999802f;
  static final float LOG_3 = 0.20010446f;
  static final float LOG_4 = -0.16680339f;
  static final float LOG_5 = 0.14005269f;
  static final float LOG_6 = -0.12185962f;
  static final float LOG_7 = 0.13987303f;
  static final float LOG_8 = -0.12885408f;

  /// erf(x)/x - 1 in x² for |x| ≤ 0.925.
  static final float ERF_0 = 0.12837915f;

  static final float ERF_1 = -0.3761249f;
  static final float ERF_2 = 0.11281731f;
  static final float ERF_3 = -0.026762966f;
  static final float ERF_4 = 0.0049873525f;
  static final float ERF_5 = -0.0005959584f;

  /// (ln(1 - erf(t)) + t)/t for 0.925 ≤ t ≤ 4.
  static final float ERFC_0 = -0.12851436f;

  static final float ERFC_1 = -0.6357183f;
  static final float ERFC_2 = -0.105261914f;
  static final float ERFC_3 = 0.022890039f;
  static final float ERFC_4 = -0.003214991f;
  static final float ERFC_5 = 0.00021399117f;

  /// (1 - Φ(t))·e^(t²/2) in v = t/(t + 3) for 0 ≤ t ≤ 14.5.
  static final float MILLS_0 = 0.5f;

  static final float MILLS_1 = -1.1968266f;
  static final float MILLS_2 = 1.0531557f;
  static final float MILLS_3 = -0.28697392f;
  static final float MILLS_4 = -0.15873864f;
  static final float MILLS_5 = 0.06213152f;
  static final float MILLS_6 = 0.009323605f;
  static final float MILLS_7 = 0.08371674f;
  static final float MILLS_8 = -0.09298907f;
  static final float MILLS_9 = 0.027205998f;

  private Coefficients() {}
}
