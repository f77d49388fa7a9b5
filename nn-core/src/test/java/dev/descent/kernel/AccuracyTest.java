package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AccuracyTest {
  /// Thousands of floats of every binade; a prime, so that the last bits vary.
  private static final int STRIDE = 257;

  private static final float[] SPECIAL = {
    0f,
    Float.MIN_VALUE,
    3 * Float.MIN_VALUE,
    Math.nextDown(Float.MIN_NORMAL),
    Float.MIN_NORMAL,
    0x1p-25f,
    0x1p-24f,
    0.925f,
    Math.nextUp(0.925f),
    1f,
    87.33655f,
    88.72283f,
    Math.nextUp(88.72283f),
    103.97208f,
    104f,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY
  };

  static Stream<Accuracy.Case> cases() {
    return Accuracy.cases().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void function_denseSample_keepsTheBoundOfAllFloats(Accuracy.Case c) {
    Accuracy.Result result = c.measure(STRIDE);
    assertThat(result.error()).as("at %s", result.at()).isLessThanOrEqualTo(c.bound());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void function_worstArgument_hasTheRecordedError(Accuracy.Case c) {
    assertThat(c.errorAt(c.worst())).isLessThanOrEqualTo(c.bound()).isGreaterThan(c.bound() - 0.01);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void function_specialValues_keepTheBound(Accuracy.Case c) {
    for (float x : SPECIAL) {
      for (float y : new float[] {x, -x}) {
        if (y >= c.from() && y <= c.to()) {
          assertThat(c.errorAt(y)).as("at %s", y).isLessThanOrEqualTo(c.bound());
        }
      }
    }
    float[] y = new float[1];
    c.apply(new float[] {Float.NaN}, y, 1);
    assertThat(y[0]).isNaN();
  }

  @Test
  void functions_minusZero_haveTheirZeros() {
    assertThat(Samples.bits(Maths.tanh(-0f), Maths.erf(-0f), Maths.silu(-0f), Maths.geluTanh(-0f)))
        .isEqualTo(Samples.bits(-0f, -0f, -0f, -0f));
    assertThat(Samples.bits(Maths.gelu(-0f), Maths.gelu(0f), Maths.tanh(0f), Maths.erf(0f)))
        .isEqualTo(Samples.bits(0f, 0f, 0f, 0f));
    assertThat(Samples.bits(Maths.exp(-0f), Maths.sigmoid(-0f), Maths.log(-0f)))
        .isEqualTo(Samples.bits(1f, 0.5f, Float.NEGATIVE_INFINITY));
  }

  @Test
  void exp_beyondTheRange_isInfinityOrZero() {
    assertThat(Maths.exp(88.72283f)).isLessThan(Float.POSITIVE_INFINITY);
    assertThat(Maths.exp(Math.nextUp(88.72283f))).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Maths.exp(1e30f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Maths.exp(-103.97f)).isEqualTo(Float.MIN_VALUE);
    assertThat(Float.floatToIntBits(Maths.exp(-104f))).isZero();
    assertThat(Float.floatToIntBits(Maths.exp(-1e30f))).isZero();
  }

  @Test
  void expNegative_negativeArguments_hasTheBitsOfExp() {
    for (int bits = Float.floatToIntBits(-0f); bits < Float.floatToIntBits(-200f); bits += 9973) {
      float x = Float.intBitsToFloat(bits);
      assertThat(Float.floatToIntBits(Maths.expNegative(x)))
          .isEqualTo(Float.floatToIntBits(Maths.exp(x)));
    }
  }

  @Test
  void tinyArguments_areExact() {
    for (float x : new float[] {1e-40f, Float.MIN_NORMAL, 1e-20f, 0x1p-30f}) {
      for (float y : new float[] {x, -x}) {
        assertThat(Maths.tanh(y)).isEqualTo(y);
        assertThat(Maths.exp(y)).isEqualTo(1f);
        assertThat(Maths.sigmoid(y)).isEqualTo(0.5f);
        assertThat(Maths.gelu(y)).isEqualTo(y * 0.5f);
      }
    }
  }

  /// The reference for erf against its Taylor series with 80 digits.
  @Test
  void exactErf_againstManyDigits_isWithinAMillionthOfAFloat() {
    for (double x = 0x1p-13; x < 6; x += 0.0371) {
      double erfc = BigDecimal.ONE.subtract(erf(x)).doubleValue();
      assertThat(Exact.erf(x)).isCloseTo(erf(x).doubleValue(), within(0x1p-50 * Exact.erf(x)));
      assertThat(Exact.erfc(x)).isCloseTo(erfc, within(0x1p-38 * erfc));
    }
  }

  /// 2/√π Σ (-1)ⁿ x²ⁿ⁺¹/(n! (2n + 1)).
  private static BigDecimal erf(double x) {
    MathContext digits = new MathContext(80);
    BigDecimal square = new BigDecimal(x).pow(2);
    BigDecimal power = new BigDecimal(x); // x²ⁿ⁺¹/n!
    BigDecimal sum = power;
    for (int n = 1; n < 200; n++) {
      power = power.multiply(square).divide(BigDecimal.valueOf(n), digits).negate();
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
    }
    String pi =
        "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899";
    return sum.multiply(BigDecimal.TWO).divide(new BigDecimal(pi).sqrt(digits), digits);
  }
}
