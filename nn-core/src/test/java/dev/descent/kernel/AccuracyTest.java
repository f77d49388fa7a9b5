package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AccuracyTest {
  @Test
  void functions_sampleOfFloats_keepTheirBounds() {
    for (Accuracy.Case c : Accuracy.cases()) {
      Accuracy.Result result = c.measure(9973);
      assertThat(result.ulps())
          .as("%s in [%s, %s] at %s", c.name(), c.from(), c.to(), result.at())
          .isLessThanOrEqualTo(c.ulps());
    }
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
}
