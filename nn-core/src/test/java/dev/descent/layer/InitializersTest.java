package dev.descent.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bounds exactly as the formulas say, moments within five standard errors of 12000 draws.
final class InitializersTest {
  private static final Shape WEIGHT = Shape.of(100, 120);
  private static final long KEY = Keys.fold(Keys.of(1), "0.weight");

  private static float[] fill(Initializer initializer, Shape shape) {
    float[] values = new float[shape.size() + 2];
    values[0] = 77;
    values[shape.size() + 1] = 77;
    initializer.fill(KEY, shape, values, 1);
    assertThat(values[0]).isEqualTo(77);
    assertThat(values[shape.size() + 1]).isEqualTo(77);
    return java.util.Arrays.copyOfRange(values, 1, shape.size() + 1);
  }

  private static double mean(float[] values, DoubleUnaryOperator f) {
    double sum = 0;
    for (float value : values) {
      sum += f.applyAsDouble(value);
    }
    return sum / values.length;
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void constants_fillTheSlice() {
    assertThat(fill(Initializers.zeros(), Shape.of(3))).containsExactly(0, 0, 0);
    assertThat(fill(Initializers.ones(), Shape.of(2))).containsExactly(1, 1);
    assertThat(fill(Initializers.constant(0.1), Shape.of(1))).containsExactly(0.1f);
  }

  static List<Object[]> uniforms() {
    return List.of(
        new Object[] {Initializers.uniform(-0.5, 0.5), 0.5},
        new Object[] {Initializers.xavierUniform(2), 2 * Math.sqrt(6.0 / 220)},
        new Object[] {
          Initializers.kaimingUniform(Fan.IN, Gain.RELU), Math.sqrt(2) * Math.sqrt(3.0 / 120)
        },
        new Object[] {
          Initializers.kaimingUniform(Fan.OUT, Gain.TANH), 5.0 / 3 * Math.sqrt(3.0 / 100)
        },
        new Object[] {
          Initializers.kaimingUniform(Fan.IN, Gain.leakyRelu(Math.sqrt(5))), 1 / Math.sqrt(120)
        },
        new Object[] {Initializers.lecunUniform(), Math.sqrt(3.0 / 120)});
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("uniforms")
  void uniform_fillsItsIntervalEvenly(Initializer initializer, double bound) {
    float[] values = fill(initializer, WEIGHT);
    double deviation = bound / Math.sqrt(3);
    assertThat(largest(values)).isLessThanOrEqualTo(Math.nextUp((float) bound));
    assertThat(largest(values)).isGreaterThan(0.998 * bound);
    assertThat(mean(values, v -> v)).isCloseTo(0, within(5 * deviation / Math.sqrt(12000)));
    // the variance of v² is 4/45 of the fourth power of the bound
    assertThat(mean(values, v -> v * v))
        .isCloseTo(deviation * deviation, within(5 * 0.2982 * bound * bound / Math.sqrt(12000)));
  }

  static List<Object[]> normals() {
    return List.of(
        new Object[] {Initializers.normal(3, 0.5), 3, 0.5},
        new Object[] {Initializers.xavierNormal(1), 0, Math.sqrt(2.0 / 220)},
        new Object[] {Initializers.kaimingNormal(Fan.IN, Gain.RELU), 0, Math.sqrt(2.0 / 120)},
        new Object[] {Initializers.kaimingNormal(Fan.OUT, Gain.LINEAR), 0, Math.sqrt(1.0 / 100)},
        new Object[] {Initializers.lecunNormal(), 0, Math.sqrt(1.0 / 120)});
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("normals")
  void normal_hasItsMeanAndDeviation(Initializer initializer, double mean, double deviation) {
    float[] values = fill(initializer, WEIGHT);
    assertThat(mean(values, v -> v)).isCloseTo(mean, within(5 * deviation / Math.sqrt(12000)));
    assertThat(Math.sqrt(mean(values, v -> (v - mean) * (v - mean))))
        .isCloseTo(deviation, within(5 * deviation / Math.sqrt(24000)));
  }

  @Test
  void lecunNormal_isCutAtTwoDeviationsOfTheUncutOne() {
    double limit = 2 / Math.sqrt(120) / 0.8796256610342398;
    float[] values = fill(Initializers.lecunNormal(), WEIGHT);
    assertThat(largest(values)).isLessThanOrEqualTo((float) limit).isGreaterThan(0.99 * limit);
  }

  @Test
  void truncatedNormal_staysInItsInterval() {
    float[] values = fill(Initializers.truncatedNormal(1, 2, 0, 1.5), WEIGHT);
    for (float value : values) {
      assertThat(value).isBetween(0f, 1.5f);
    }
    // E = μ + σ · (φ(a) − φ(b)) / (Φ(b) − Φ(a)) with a = −½ and b = ¼
    double expected = 1 + 2 * (0.3520653268 - 0.3866681168) / (0.5987063257 - 0.3085375387);
    assertThat(mean(values, v -> v)).isCloseTo(expected, within(5 * 0.44 / Math.sqrt(12000)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.975, 1.959963984540054",
    "0.001, -3.090232306167813",
    "0.9999, 3.719016485455709"
  })
  void quantile_invertsTheDistribution(double probability, double expected) {
    assertThat(NormalDistribution.quantile(probability)).isCloseTo(expected, within(5e-9));
    assertThat(NormalDistribution.cumulative(expected)).isCloseTo(probability, within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({"7, 5", "5, 7", "6, 6", "1, 4"})
  void orthogonal_hasOrthonormalVectorsOnTheShorterSide(int rows, int columns) {
    float[] q = fill(Initializers.orthogonal(2), Shape.of(rows, columns));
    boolean wide = rows <= columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double dot = 0;
        for (int i = 0; i < length; i++) {
          double left = wide ? q[a * columns + i] : q[i * columns + a];
          double right = wide ? q[b * columns + i] : q[i * columns + b];
          dot += left * right;
        }
        assertThat(dot).isCloseTo(a == b ? 4 : 0, within(2e-6));
      }
    }
  }

  @Test
  void values_dependOnTheKeyAndTheIndexAlone() {
    Initializer initializer = Initializers.xavierUniform(1);
    assertThat(fill(initializer, WEIGHT)).isEqualTo(fill(initializer, WEIGHT));
    float[] other = new float[WEIGHT.size()];
    initializer.fill(Keys.fold(Keys.of(2), "0.weight"), WEIGHT, other, 0);
    assertThat(other).isNotEqualTo(fill(initializer, WEIGHT));
  }

  @Test
  void fan_countsTheWindowOfAConvolution() {
    Shape kernel = Shape.of(8, 4, 3, 3);
    assertThat(Fan.IN.of(kernel)).isEqualTo(36);
    assertThat(Fan.OUT.of(kernel)).isEqualTo(72);
    assertThat(Fan.AVERAGE.of(kernel)).isEqualTo(54);
  }

  @Test
  void fan_ofAVector_isRefused() {
    assertThatThrownBy(() -> Initializers.lecunUniform().fill(KEY, Shape.of(3), new float[3], 0))
        .hasMessage("fan-in and fan-out need a weight [outputs, inputs, ...], was [3]");
    assertThatThrownBy(() -> Initializers.orthogonal(1).fill(KEY, Shape.of(3), new float[3], 0))
        .hasMessage("orthogonal needs a weight [outputs, inputs, ...], was [3]");
    assertThatThrownBy(() -> Initializers.uniform(1, 0))
        .hasMessage("uniform needs finite low <= high, was 1.0 and 0.0");
    assertThatThrownBy(() -> Initializers.normal(0, -1))
        .hasMessage("normal needs a finite mean and a finite deviation >= 0, was 0.0 and -1.0");
  }
}
