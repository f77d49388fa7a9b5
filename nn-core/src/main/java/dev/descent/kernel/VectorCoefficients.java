package dev.descent.kernel;

import static dev.descent.kernel.Lanes.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The constants of [Coefficients] (and small numbers) as vectors.
///
/// They are fields and not broadcasts at the place of use because C2 spends some hundred nodes on a
/// broadcast and stops to inline at 18000: gelu would not compile to vector code.
final class VectorCoefficients {
  static final FloatVector ZERO = all(0f);
  static final FloatVector ONE = all(1f);
  static final FloatVector HALF = all(0.5f);
  static final FloatVector MINUS_HALF = all(-0.5f);
  static final FloatVector MINUS_2 = all(-2f);
  static final FloatVector THREE = all(3f);
  static final FloatVector THIRD = all(1f / 3);
  static final FloatVector FOUR = all(4f);
  static final FloatVector FIFTEEN = all(15f);
  static final FloatVector MINUS_20 = all(-20f);
  static final FloatVector MINUS_23 = all(-23f);
  static final FloatVector TWO_23 = all(0x1p23f);
  static final FloatVector MIN_NORMAL = all(Float.MIN_NORMAL);
  static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
  static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
  static final FloatVector NAN = all(Float.NaN);
  static final FloatVector MINUS_EXP_MIN = all(-Coefficients.EXP_MIN);
  static final FloatVector MINUS_LN_2 = all(-Coefficients.LN_2);
  static final FloatVector MINUS_LN_2_REST = all(-Coefficients.LN_2_REST);

  static final IntVector ONE_BITS = all(Coefficients.ONE);
  static final IntVector ONE_BITS_64 = all(Coefficients.ONE + Coefficients.EXPONENT_64);
  static final IntVector ROUND_BITS = all(Float.floatToRawIntBits(Coefficients.ROUND));
  static final IntVector BIAS = all(127);
  static final IntVector MANTISSA = all(0x7fffff);
  static final IntVector MAGNITUDE = all(Integer.MAX_VALUE);
  static final IntVector SIGN = all(Integer.MIN_VALUE);
  static final IntVector TWO_THIRDS = all(Coefficients.TWO_THIRDS);

  static final FloatVector ROUND = all(Coefficients.ROUND);
  static final FloatVector LOG2_E = all(Coefficients.LOG2_E);
  static final FloatVector LN_2 = all(Coefficients.LN_2);
  static final FloatVector EXP_MIN = all(Coefficients.EXP_MIN);
  static final FloatVector EXP_MAX = all(Coefficients.EXP_MAX);
  static final FloatVector INVERSE_64 = all(Coefficients.INVERSE_64);
  static final FloatVector ERF_BEND = all(Coefficients.ERF_BEND);
  static final FloatVector DENSITY = all(Coefficients.DENSITY);
  static final FloatVector GELU_LINEAR = all(Coefficients.GELU_LINEAR);
  static final FloatVector GELU_CUBIC = all(Coefficients.GELU_CUBIC);
  static final FloatVector GELU_CUBIC_3 = all(Coefficients.GELU_CUBIC_3);
  static final FloatVector EXP_0 = all(Coefficients.EXP_0);
  static final FloatVector EXP_1 = all(Coefficients.EXP_1);
  static final FloatVector EXP_2 = all(Coefficients.EXP_2);
  static final FloatVector EXP_3 = all(Coefficients.EXP_3);
  static final FloatVector EXP_4 = all(Coefficients.EXP_4);
  static final FloatVector LOG_0 = all(Coefficients.LOG_0);
  static final FloatVector LOG_1 = all(Coefficients.LOG_1);
  static final FloatVector LOG_2 = all(Coefficients.LOG_2);
  static final FloatVector LOG_3 = all(Coefficients.LOG_3);
  static final FloatVector LOG_4 = all(Coefficients.LOG_4);
  static final FloatVector LOG_5 = all(Coefficients.LOG_5);
  static final FloatVector LOG_6 = all(Coefficients.LOG_6);
  static final FloatVector LOG_7 = all(Coefficients.LOG_7);
  static final FloatVector LOG_8 = all(Coefficients.LOG_8);
  static final FloatVector ERF_0 = all(Coefficients.ERF_0);
  static final FloatVector ERF_1 = all(Coefficients.ERF_1);
  static final FloatVector ERF_2 = all(Coefficients.ERF_2);
  static final FloatVector ERF_3 = all(Coefficients.ERF_3);
  static final FloatVector ERF_4 = all(Coefficients.ERF_4);
  static final FloatVector ERF_5 = all(Coefficients.ERF_5);
  static final FloatVector ERFC_0 = all(Coefficients.ERFC_0);
  static final FloatVector ERFC_1 = all(Coefficients.ERFC_1);
  static final FloatVector ERFC_2 = all(Coefficients.ERFC_2);
  static final FloatVector ERFC_3 = all(Coefficients.ERFC_3);
  static final FloatVector ERFC_4 = all(Coefficients.ERFC_4);
  static final FloatVector ERFC_5 = all(Coefficients.ERFC_5);
  static final FloatVector MILLS_0 = all(Coefficients.MILLS_0);
  static final FloatVector MILLS_1 = all(Coefficients.MILLS_1);
  static final FloatVector MILLS_2 = all(Coefficients.MILLS_2);
  static final FloatVector MILLS_3 = all(Coefficients.MILLS_3);
  static final FloatVector MILLS_4 = all(Coefficients.MILLS_4);
  static final FloatVector MILLS_5 = all(Coefficients.MILLS_5);
  static final FloatVector MILLS_6 = all(Coefficients.MILLS_6);
  static final FloatVector MILLS_7 = all(Coefficients.MILLS_7);
  static final FloatVector MILLS_8 = all(Coefficients.MILLS_8);
  static final FloatVector MILLS_9 = all(Coefficients.MILLS_9);

  private VectorCoefficients() {}
}
