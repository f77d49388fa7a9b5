package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class ElementwiseTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private static float unary(int opcode, float p, float q, float x) {
    float[] y = new float[1];
    Elementwise.unary(opcode, p, q, new float[] {x}, 0, y, 0, 1);
    return y[0];
  }

  private static float[] unary(int opcode, float... x) {
    float[] y = new float[x.length];
    Elementwise.unary(opcode, 0, 0, x, 0, y, 0, x.length);
    return y;
  }

  private static float binary(int opcode, float a, float b) {
    float[] y = new float[1];
    Elementwise.binary(opcode, new float[] {a}, 0, new float[] {b}, 0, y, 0, 1);
    return y[0];
  }

  private static void assertBits(float[] actual, float... expected) {
    assertThat(Samples.bits(actual)).isEqualTo(Samples.bits(expected));
  }

  @Test
  void unary_exactFunctions_keepSignsOfZeroAndNan() {
    float[] x = {2f, -2f, 0f, -0f, INF, -INF, NAN};
    assertBits(unary(Elementwise.IDENTITY, x), 2, -2, 0, -0f, INF, -INF, NAN);
    assertBits(unary(Elementwise.NEGATE, x), -2, 2, -0f, 0, -INF, INF, NAN);
    assertBits(unary(Elementwise.ABS, x), 2, 2, 0, 0, INF, INF, NAN);
    assertBits(unary(Elementwise.SIGN, x), 1, -1, 0, -0f, 1, -1, NAN);
    assertBits(unary(Elementwise.SQUARE, x), 4, 4, 0, 0, INF, INF, NAN);
    assertBits(unary(Elementwise.RECIPROCAL, x), 0.5f, -0.5f, INF, -INF, 0, -0f, NAN);
    assertBits(unary(Elementwise.RELU, x), 2, 0, 0, 0, INF, 0, NAN);
    assertBits(unary(Elementwise.STEP, x), 1, 0, 0, 0, 1, 0, 0);
    assertBits(unary(Elementwise.SQRT, 4, 2, -0f, -1), 2, (float) Math.sqrt(2), -0f, NAN);
  }

  @Test
  void unary_limits_areTheLimitsOfTheFunction() {
    float[] x = {0f, -0f, INF, -INF, NAN};
    assertBits(unary(Elementwise.EXP, x), 1, 1, INF, 0, NAN);
    assertBits(unary(Elementwise.LOG, x), -INF, -INF, INF, NAN, NAN);
    assertBits(unary(Elementwise.TANH, x), 0, -0f, 1, -1, NAN);
    assertBits(unary(Elementwise.SIGMOID, x), 0.5f, 0.5f, 1, 0, NAN);
    assertBits(unary(Elementwise.ERF, x), 0, -0f, 1, -1, NAN);
  }

  @Test
  void unary_parameters_areUsed() {
    assertThat(unary(Elementwise.LEAKY_RELU, 0.1f, 0, -2)).isEqualTo(-0.2f);
    assertThat(unary(Elementwise.LEAKY_RELU, 0.1f, 0, 3)).isEqualTo(3);
    assertThat(unary(Elementwise.ELU, 2f, 0, -200)).isEqualTo(-2);
    assertThat(unary(Elementwise.ELU, 2f, 0, 3)).isEqualTo(3);
    assertThat(unary(Elementwise.AFFINE, 3, 1, 2)).isEqualTo(7);
    assertThat(unary(Elementwise.CLAMP, -1, 4, 5)).isEqualTo(4);
    assertThat(unary(Elementwise.CLAMP, -1, 4, -5)).isEqualTo(-1);
    assertThat(unary(Elementwise.CLAMP, -1, 4, NAN)).isNaN();
    assertThat(unary(Elementwise.POWER_INT, 5, 0, -3)).isEqualTo(-243);
    assertThat(unary(Elementwise.POWER_INT, 0, 0, 9)).isEqualTo(1);
    assertThat(unary(Elementwise.POWER_INT, -2, 0, 4)).isEqualTo(0.0625f);
  }

  @Test
  void binary_comparisons_giveOneOrZero() {
    float[][] expected = {
      // <, =, >, NaN
      {0, 1, 0, 0},
      {1, 0, 1, 1},
      {1, 0, 0, 0},
      {1, 1, 0, 0},
      {0, 0, 1, 0},
      {0, 1, 1, 0}
    };
    for (int k = 0; k < 6; k++) {
      int opcode = Elementwise.EQUAL + k;
      assertThat(binary(opcode, 1, 2)).isEqualTo(expected[k][0]);
      assertThat(binary(opcode, 0, -0f)).isEqualTo(expected[k][1]);
      assertThat(binary(opcode, 3, 2)).isEqualTo(expected[k][2]);
      assertThat(binary(opcode, 3, NAN)).isEqualTo(expected[k][3]);
    }
  }

  @Test
  void binary_arithmetic_isIeee() {
    assertThat(binary(Elementwise.ADD, 1, 2)).isEqualTo(3);
    assertThat(binary(Elementwise.SUBTRACT, 1, 2)).isEqualTo(-1);
    assertThat(binary(Elementwise.MULTIPLY, 3, 2)).isEqualTo(6);
    assertThat(binary(Elementwise.DIVIDE, 1, 3)).isEqualTo(1f / 3f);
    assertBits(new float[] {binary(Elementwise.MIN, 0, -0f)}, -0f);
    assertBits(new float[] {binary(Elementwise.MAX, -0f, 0)}, 0f);
    assertThat(binary(Elementwise.MAX, NAN, 0)).isNaN();
  }

  @Test
  void reluGradient_closedGate_blocksEvenNan() {
    assertBits(new float[] {binary(Elementwise.RELU_GRADIENT, -1, NAN)}, 0f);
    assertBits(new float[] {binary(Elementwise.RELU_GRADIENT, 0, -3)}, 0f);
    assertBits(new float[] {binary(Elementwise.RELU_GRADIENT, 2, -3)}, -3f);
  }

  @Test
  void where_nanCondition_countsAsTrue() {
    float[] y = new float[4];
    Elementwise.where(
        new float[] {0, -0f, 2, NAN},
        0,
        new float[] {1, 2, 3, 4},
        0,
        new float[] {5, 6, 7, 8},
        0,
        y,
        0,
        4);
    assertBits(y, 5, 6, 3, 4);
  }

  @Test
  void fusedGradients_agreeWithCentralDifferences() {
    check(Elementwise.GELU_GRADIENT, ElementwiseTest::gelu);
    check(
        Elementwise.GELU_TANH_GRADIENT,
        x -> 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
    check(Elementwise.SILU_GRADIENT, x -> x / (1 + StrictMath.exp(-x)));
    check(Elementwise.SOFTPLUS_GRADIENT, x -> StrictMath.log1p(StrictMath.exp(x)));
  }

  /// Central differences with h = 1e-4 are wrong by h²/6 times the third derivative: below 1e-8;
  /// the float kernel by a few units of 2⁻²⁴, which the inner function of gelu's tanh form
  /// multiplies by up to 5.
  private static void check(int opcode, DoubleUnaryOperator f) {
    double h = 1e-4;
    for (float x = -9; x <= 9; x += 0.0625f) {
      double slope = (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
      assertThat(Math.abs(binary(opcode, x, 1) - slope)).isLessThan(1e-6);
    }
  }

  /// x Φ(x), the distribution function integrated by Simpson's rule.
  private static double gelu(double x) {
    int n = 400;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double t = x * i / n;
      sum += (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * StrictMath.exp(-t * t / 2);
    }
    return x * (0.5 + sum * x / n / 3 / Math.sqrt(2 * Math.PI));
  }

  @Test
  void opcode_unknown_isRefused() {
    assertThatThrownBy(() -> unary(-1, 1f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no unary function has opcode -1");
    assertThatThrownBy(() -> binary(99, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no binary function has opcode 99");
  }
}
