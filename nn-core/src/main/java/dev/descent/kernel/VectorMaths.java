package dev.descent.kernel;

import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.INT;
import static dev.descent.kernel.VectorCoefficients.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The functions of [Maths], lane by lane with the same bits: the same expressions, with
/// comparisons and blends for the branches (a blend where less costs half of what `max` does).
final class VectorMaths {
  private VectorMaths() {}

  /// Math.max(x, 0).
  static FloatVector positive(FloatVector x) {
    return x.blend(ZERO, x.compare(VectorOperators.LE, ZERO));
  }

  /// Math.min(x, 0).
  static FloatVector negative(FloatVector x) {
    return x.blend(ZERO, x.compare(VectorOperators.GT, ZERO));
  }

  /// Math.max(x, bound) for a bound that is not a zero.
  static FloatVector atLeast(FloatVector x, FloatVector bound) {
    return x.blend(bound, x.compare(VectorOperators.LT, bound));
  }

  /// Math.min(x, bound) for a bound that is not a zero.
  static FloatVector atMost(FloatVector x, FloatVector bound) {
    return x.blend(bound, x.compare(VectorOperators.GT, bound));
  }

  private static FloatVector copySign(FloatVector magnitude, FloatVector sign) {
    IntVector bits = INT.cast(magnitude.reinterpretAsInts()).and(MAGNITUDE);
    return FLOAT.cast(bits.or(INT.cast(sign.reinterpretAsInts()).and(SIGN)).reinterpretAsFloats());
  }

  static FloatVector exp(FloatVector x) {
    FloatVector c = atMost(atLeast(x, EXP_MIN), EXP_MAX);
    FloatVector t = c.fma(LOG2_E, ROUND);
    FloatVector p = expm1OfRest(rest(c, t)).add(ONE);
    IntVector k = INT.cast(t.reinterpretAsInts()).sub(ROUND_BITS);
    IntVector half = k.lanewise(VectorOperators.ASHR, 1);
    return p.mul(power2(half)).mul(power2(k.sub(half)));
  }

  static FloatVector expNegative(FloatVector x) {
    FloatVector c = atLeast(x, EXP_MIN);
    FloatVector t = c.fma(LOG2_E, ROUND);
    FloatVector p = expm1OfRest(rest(c, t)).add(ONE);
    return p.mul(scale(t, ONE_BITS_64)).mul(INVERSE_64);
  }

  private static FloatVector rest(FloatVector x, FloatVector t) {
    FloatVector k = t.sub(ROUND);
    return k.fma(MINUS_LN_2_REST, k.fma(MINUS_LN_2, x));
  }

  private static FloatVector expm1OfRest(FloatVector r) {
    FloatVector p = r.fma(EXP_4, EXP_3);
    p = p.fma(r, EXP_2);
    p = p.fma(r, EXP_1);
    p = p.fma(r, EXP_0);
    return p.fma(r.mul(r), r);
  }

  /// The float whose exponent bits are the low bits of t, moved by `bias`.
  private static FloatVector scale(FloatVector t, IntVector bias) {
    IntVector bits = INT.cast(t.reinterpretAsInts());
    return FLOAT.cast(bits.lanewise(VectorOperators.LSHL, 23).add(bias).reinterpretAsFloats());
  }

  private static FloatVector power2(IntVector k) {
    return FLOAT.cast(k.add(BIAS).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
  }

  static FloatVector expm1Negative(FloatVector x) {
    FloatVector c = atLeast(x, MINUS_20);
    FloatVector t = c.fma(LOG2_E, ROUND);
    FloatVector q = expm1OfRest(rest(c, t));
    FloatVector s = scale(t, ONE_BITS);
    return s.fma(q, s.sub(ONE));
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(VectorOperators.LT, MIN_NORMAL);
    FloatVector m = x.blend(x.mul(TWO_23), denormal);
    IntVector bits = INT.cast(m.reinterpretAsInts()).sub(TWO_THIRDS);
    FloatVector exponent =
        FLOAT.cast(bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0));
    FloatVector e = exponent.add(ZERO.blend(MINUS_23, denormal));
    FloatVector f = FLOAT.cast(bits.and(MANTISSA).add(TWO_THIRDS).reinterpretAsFloats()).sub(ONE);
    return e.fma(LN_2, log1pOfRest(f))
        .blend(x, x.compare(VectorOperators.EQ, INFINITY))
        .blend(NAN, x.compare(VectorOperators.GE, ZERO).not())
        .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
  }

  private static FloatVector log1pOfRest(FloatVector f) {
    FloatVector p = f.fma(LOG_8, LOG_7);
    p = p.fma(f, LOG_6);
    p = p.fma(f, LOG_5);
    p = p.fma(f, LOG_4);
    p = p.fma(f, LOG_3);
    p = p.fma(f, LOG_2);
    p = p.fma(f, LOG_1);
    p = p.fma(f, LOG_0);
    return p.fma(f.mul(f), f);
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector c = atLeast(x.abs().mul(MINUS_2), MINUS_20);
    FloatVector t = c.fma(LOG2_E, ROUND);
    FloatVector q = expm1OfRest(rest(c, t));
    FloatVector s = scale(t, ONE_BITS);
    return copySign(s.fma(q, s.sub(ONE)).div(s.fma(q, s.add(ONE))), x);
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expNegative(x.abs().neg());
    FloatVector d = e.add(ONE);
    FloatVector y = ONE.blend(e, x.compare(VectorOperators.LT, ZERO)).div(d);
    return y.fma(d.sub(ONE).sub(e), y);
  }

  /// Returns e^(-|x|), the part of [#softplus] that comes first.
  static FloatVector expOfMinusMagnitude(FloatVector x) {
    return expNegative(x.abs().neg());
  }

  /// Returns erfc(|x|) for large |x|, the part of [#erf] that comes first.
  static FloatVector erfc(FloatVector x) {
    FloatVector t = atMost(x.abs(), FOUR);
    FloatVector p = t.fma(ERFC_5, ERFC_4);
    p = p.fma(t, ERFC_3);
    p = p.fma(t, ERFC_2);
    p = p.fma(t, ERFC_1);
    p = p.fma(t, ERFC_0);
    return expNegative(p.fma(t, t.neg()));
  }

  /// @param erfc [#erfc]
  static FloatVector erf(FloatVector x, FloatVector erfc) {
    FloatVector t = atMost(x.abs(), FOUR);
    FloatVector outside = copySign(ONE.sub(erfc), x);
    FloatVector s = x.mul(x);
    FloatVector p = s.fma(ERF_5, ERF_4);
    p = p.fma(s, ERF_3);
    p = p.fma(s, ERF_2);
    p = p.fma(s, ERF_1);
    p = p.fma(s, ERF_0);
    return p.fma(x, x).blend(outside, t.compare(VectorOperators.GT, ERF_BEND));
  }

  /// @param e [#expOfMinusMagnitude]
  static FloatVector softplus(FloatVector x, FloatVector e) {
    VectorMask<Float> high = e.compare(VectorOperators.GT, THIRD);
    FloatVector f = e.blend(e.fma(HALF, MINUS_HALF), high);
    FloatVector k = ZERO.blend(ONE, high);
    return positive(x).add(k.fma(LN_2, log1pOfRest(f)));
  }

  /// @param e [#gauss]
  static FloatVector gelu(FloatVector x, FloatVector e) {
    FloatVector t = atMost(x.abs(), FIFTEEN);
    return positive(x).sub(t.mul(e.mul(mills(t))));
  }

  /// @param e [#gauss]
  static FloatVector geluSlope(FloatVector x, FloatVector e) {
    FloatVector t = atMost(x.abs(), FIFTEEN);
    FloatVector above = e.mul(mills(t));
    VectorMask<Float> left = x.compare(VectorOperators.LT, ZERO);
    FloatVector c = t.blend(t.neg(), left).mul(DENSITY);
    return c.fma(e, ONE.sub(above).blend(above, left));
  }

  /// Returns e^(-x²/2), the part of [#gelu] and [#geluSlope] that comes first.
  static FloatVector gauss(FloatVector x) {
    FloatVector t = atMost(x.abs(), FIFTEEN);
    FloatVector t2 = t.mul(t);
    FloatVector e = expNegative(t2.mul(MINUS_HALF));
    return e.mul(MINUS_HALF).fma(t.fma(t, t2.neg()), e);
  }

  private static FloatVector mills(FloatVector t) {
    FloatVector v = t.div(t.add(THREE));
    FloatVector p = v.fma(MILLS_9, MILLS_8);
    p = p.fma(v, MILLS_7);
    p = p.fma(v, MILLS_6);
    p = p.fma(v, MILLS_5);
    p = p.fma(v, MILLS_4);
    p = p.fma(v, MILLS_3);
    p = p.fma(v, MILLS_2);
    p = p.fma(v, MILLS_1);
    return p.fma(v, MILLS_0);
  }

  static FloatVector geluTanh(FloatVector x) {
    FloatVector c = atLeast(x, EXP_MIN);
    return c.mul(sigmoid(c.mul(c.mul(c).fma(GELU_CUBIC, GELU_LINEAR))));
  }

  /// Returns e^(-|u|) of the sigmoid's argument, the part of [#geluTanhSlope] that comes first.
  static FloatVector geluTanhExp(FloatVector x) {
    FloatVector c = within(x);
    return expOfMinusMagnitude(c.mul(c.mul(c).fma(GELU_CUBIC, GELU_LINEAR)));
  }

  /// @param e [#geluTanhExp]
  static FloatVector geluTanhSlope(FloatVector x, FloatVector e) {
    FloatVector c = within(x);
    FloatVector square = c.mul(c);
    FloatVector u = c.mul(square.fma(GELU_CUBIC, GELU_LINEAR));
    return gatedSlope(u, c.mul(square.fma(GELU_CUBIC_3, GELU_LINEAR)), e);
  }

  private static FloatVector within(FloatVector x) {
    return atMost(atLeast(x, EXP_MIN), MINUS_EXP_MIN);
  }

  private static FloatVector gatedSlope(FloatVector u, FloatVector factor, FloatVector e) {
    FloatVector d = e.add(ONE);
    FloatVector y = ONE.div(d);
    FloatVector high = y.fma(d.sub(ONE).sub(e), y);
    FloatVector low = e.mul(high);
    return factor.fma(high.mul(low), high.blend(low, u.compare(VectorOperators.LT, ZERO)));
  }

  static FloatVector silu(FloatVector x) {
    FloatVector c = atLeast(x, EXP_MIN);
    return c.mul(sigmoid(c));
  }

  /// Returns e^(-|x|), the part of [#siluSlope] that comes first.
  static FloatVector siluExp(FloatVector x) {
    return expOfMinusMagnitude(within(x));
  }

  /// @param e [#siluExp]
  static FloatVector siluSlope(FloatVector x, FloatVector e) {
    FloatVector c = within(x);
    return gatedSlope(c, c, e);
  }

  static FloatVector elu(FloatVector x, FloatVector p) {
    return expm1Negative(negative(x)).fma(p, positive(x));
  }
}
