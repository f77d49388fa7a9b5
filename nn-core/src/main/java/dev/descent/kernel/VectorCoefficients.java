package dev.descent.kernel;

import static dev.descent.kernel.Lanes.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The constants of [Coefficients] (and small numbers) as vectors.
///
/// They are fields and not broadcasts at the place of use because C2 spends some hundred nodes on a
/// broadcast, of the 18,000 that a kernel may have; see docs/adr/0071.
public final class VectorCoefficients {
  public static final FloatVector ZERO = all(0f);
  public static final FloatVector ONE = all(1f);
  public static final FloatVector HALF = all(0.5f);
  public static final FloatVector MINUS_HALF = all(-0.5f);
  public static final FloatVector MINUS_2 = all(-2f);
  public static final FloatVector THREE = all(3f);
  public static final FloatVector THIRD = all(1f / 3);
  public static final FloatVector FOUR = all(4f);
  public static final FloatVector FIFTEEN = all(15f);
  public static final FloatVector MINUS_20 = all(-20f);
  public static final FloatVector MINUS_23 = all(-23f);
  public static final FloatVector TWO_23 = all(0x1p23f);
  public static final FloatVector MIN_NORMAL = all(Float.MIN_NORMAL);
  public static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
  public static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
  public static final FloatVector NAN = all(Float.NaN);
  public static final FloatVector MINUS_EXP_MIN = all(-Coefficients.EXP_MIN);
  public static final FloatVector MINUS_LN_2 = all(-Coefficients.LN_2);
  public static final FloatVector MINUS_LN_2_REST = all(-Coefficients.LN_2_REST);

  public static final IntVector ONE_BITS = all(Coefficients.ONE);
  public static final IntVector ONE_BITS_64 = all(Coefficients.ONE + Coefficients.EXPONENT_64);
  public static final IntVector ROUND_BITS = all(Float.floatToRawIntBits(Coefficients.ROUND));
  public static final IntVector BIAS = all(127);
  public static final IntVector MANTISSA = all(0x7fffff);
  public static final IntVector MAGNITUDE = all(Integer.MAX_VALUE);
  public static final IntVector SIGN = all(Integer.MIN_VALUE);
  public static final IntVector TWO_THIRDS = all(Coefficients.TWO_THIRDS);

  public static final FloatVector ROUND = all(Coefficients.ROUND);
  public static final FloatVector LOG2_E = all(Coefficients.LOG2_E);
  public static final FloatVector LN_2 = all(Coefficients.LN_2);
  public static final FloatVector EXP_MIN = all(Coefficients.EXP_MIN);
  public static final FloatVector EXP_MAX = all(Coefficients.EXP_MAX);
  public static final FloatVector INVERSE_64 = all(Coefficients.INVERSE_64);
  public static final FloatVector ERF_BEND = all(Coefficients.ERF_BEND);
  public static final FloatVector DENSITY = all(Coefficients.DENSITY);
  public static final FloatVector GELU_LINEAR = all(Coefficients.GELU_LINEAR);
  public static final FloatVector GELU_CUBIC = all(Coefficients.GELU_CUBIC);
  public static final FloatVector GELU_CUBIC_3 = all(Coefficients.GELU_CUBIC_3);
  public static final FloatVector EXP_0 = all(Coefficients.EXP_0);
  public static final FloatVector EXP_1 = all(Coefficients.EXP_1);
  public static final FloatVector EXP_2 = all(Coefficients.EXP_2);
  public static final FloatVector EXP_3 = all(Coefficients.EXP_3);
  public static final FloatVector EXP_4 = all(Coefficients.EXP_4);
  public static final FloatVector LOG_0 = all(Coefficients.LOG_0);
  public static final FloatVector LOG_1 = all(Coefficients.LOG_1);
  public static final FloatVector LOG_2 = all(Coefficients.LOG_2);
  public static final FloatVector LOG_3 = all(Coefficients.LOG_3);
  public static final FloatVector LOG_4 = all(Coefficients.LOG_4);
  public static final FloatVector LOG_5 = all(Coefficients.LOG_5);
  public static final FloatVector LOG_6 = all(Coefficients.LOG_6);
  public static final FloatVector LOG_7 = all(Coefficients.LOG_7);
  public static final FloatVector LOG_8 = all(Coefficients.LOG_8);
  public static final FloatVector ERF_0 = all(Coefficients.ERF_0);
  public static final FloatVector ERF_1 = all(Coefficients.ERF_1);
  public static final FloatVector ERF_2 = all(Coefficients.ERF_2);
  public static final FloatVector ERF_3 = all(Coefficients.ERF_3);
  public static final FloatVector ERF_4 = all(Coefficients.ERF_4);
  public static final FloatVector ERF_5 = all(Coefficients.ERF_5);
  public static final FloatVector ERFC_0 = all(Coefficients.ERFC_0);
  public static final FloatVector ERFC_1 = all(Coefficients.ERFC_1);
  public static final FloatVector ERFC_2 = all(Coefficients.ERFC_2);
  public static final FloatVector ERFC_3 = all(Coefficients.ERFC_3);
  public static final FloatVector ERFC_4 = all(Coefficients.ERFC_4);
  public static final FloatVector ERFC_5 = all(Coefficients.ERFC_5);
  public static final FloatVector MILLS_0 = all(Coefficients.MILLS_0);
  public static final FloatVector MILLS_1 = all(Coefficients.MILLS_1);
  public static final FloatVector MILLS_2 = all(Coefficients.MILLS_2);
  public static final FloatVector MILLS_3 = all(Coefficients.MILLS_3);
  public static final FloatVector MILLS_4 = all(Coefficients.MILLS_4);
  public static final FloatVector MILLS_5 = all(Coefficients.MILLS_5);
  public static final FloatVector MILLS_6 = all(Coefficients.MILLS_6);
  public static final FloatVector MILLS_7 = all(Coefficients.MILLS_7);
  public static final FloatVector MILLS_8 = all(Coefficients.MILLS_8);
  public static final FloatVector MILLS_9 = all(Coefficients.MILLS_9);

  private VectorCoefficients() {}
}
