package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ε inside the root of Adam, AdamW and AMSGrad, with all that they can have beside it, against
/// their formulas in `double`. The references of optax have it alone.
final class EpsilonRootTest {
  private static final double RATE = 0.1;
  private static final double BETA1 = 0.75;
  private static final double BETA2 = 0.9;
  private static final double EPSILON = 0.25;
  private static final double INSIDE = 0.5;
  private static final int STEPS = 6;

  /// Some twenty roundings of numbers around 1, of 2⁻²⁴ each.
  private static final float TOLERANCE = 2e-6f;

  /// What an optimizer of the family has.
  ///
  /// @param penalty λ of the L2 penalty
  /// @param decay λ′ of the decoupled decay
  /// @param hat whether ε is added before the root is corrected
  private record Family(double penalty, double decay, boolean hat) {}

  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "0.125, false", "0.125, true"})
  void adam_agreesWithItsFormula(double penalty, boolean hat) {
    require(
        new AdamConfig(RATE, BETA1, BETA2, EPSILON, penalty, hat).withEpsilonRoot(INSIDE),
        new Family(penalty, 0, hat),
        (x, v, correction) -> v / correction,
        true);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "0.125, false", "0.125, true"})
  void adamW_agreesWithItsFormula(double decay, boolean hat) {
    require(
        new AdamWConfig(RATE, BETA1, BETA2, EPSILON, decay, hat).withEpsilonRoot(INSIDE),
        new Family(0, decay, hat),
        (x, v, correction) -> v / correction,
        true);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 0, true",
    "0.125, 0, false",
    "0, 0.125, true",
    "0.125, 0.25, true"
  })
  void amsGrad_agreesWithItsFormula(double penalty, double decay, boolean hat) {
    AmsGradConfig config =
        new AmsGradConfig(RATE, BETA1, BETA2, EPSILON, false, penalty, decay, hat)
            .withEpsilonRoot(INSIDE);
    Family family = new Family(penalty, decay, hat);
    require(
        config,
        family,
        (x, v, correction) -> {
          x[0] = Math.max(x[0], v);
          return x[0] / correction;
        },
        true);
    require(
        config.withMaximumOfCorrected(true),
        family,
        (x, v, correction) -> x[0] = Math.max(x[0], v / correction),
        true);
    require(
        config.withBiasCorrection(false),
        family,
        (x, v, correction) -> x[0] = Math.max(x[0], v),
        false);
  }

  /// What stands under the root, but for the ε.
  @FunctionalInterface
  private interface Second {
    /// Returns it.
    ///
    /// @param maximum one number that is kept
    /// @param v the raw second moment
    /// @param correction 1 − β₂ᵗ
    double of(double[] maximum, double v, double correction);
  }

  private static void require(
      OptimizerConfig config, Family family, Second second, boolean corrected) {
    Optimizer optimizer = SmallModel.build(Optimizer.builder(config));
    float[] actual = SmallModel.start(optimizer);
    float[] start = actual.clone();
    float[][] gradients = new float[STEPS][];
    for (int step = 0; step < STEPS; step++) {
      gradients[step] = SmallModel.gradient(optimizer, step);
      optimizer.step(actual, new Gradient(gradients[step].clone()));
    }
    optimizer
        .layout()
        .slices()
        .forEach(slice -> {
          for (int i = slice.offset(); i < slice.end(); i++) {
            double[] of = new double[STEPS];
            for (int step = 0; step < STEPS; step++) {
              of[step] = gradients[step][i];
            }
            double expected = walk(start[i], of, family, second, corrected, INSIDE);
            assertThat(actual[i])
                .as("%s, %s[%d]", config, slice.path(), i - slice.offset())
                .isCloseTo((float) expected, within(TOLERANCE));
            assertThat(Math.abs(expected - walk(start[i], of, family, second, corrected, 0)))
                .as("what the epsilon inside the root makes of %s", config)
                .isGreaterThan(100 * TOLERANCE);
          }
        });
  }

  /// Returns one weight after all steps.
  private static double walk(
      double start,
      double[] gradients,
      Family family,
      Second second,
      boolean corrected,
      double inside) {
    double w = start;
    double m = 0;
    double v = 0;
    double[] maximum = new double[1];
    double power1 = 1;
    double power2 = 1;
    for (double gradient : gradients) {
      power1 *= BETA1;
      power2 *= BETA2;
      double correction1 = corrected ? 1 - power1 : 1;
      double correction2 = corrected ? 1 - power2 : 1;
      double g = gradient + family.penalty() * w;
      m = BETA1 * m + (1 - BETA1) * g;
      v = BETA2 * v + (1 - BETA2) * g * g;
      double epsilon = family.hat() ? EPSILON / Math.sqrt(correction2) : EPSILON;
      double below = Math.sqrt(second.of(maximum, v, correction2) + inside) + epsilon;
      w -= RATE * family.decay() * w + RATE * m / correction1 / below;
    }
    return w;
  }
}
