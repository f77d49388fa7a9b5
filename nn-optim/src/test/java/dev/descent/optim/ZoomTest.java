package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the zoom search looks, on functions of one weight that begin at 0 with slope −1: there a
/// length is the weight.
final class ZoomTest {
  private static final GradientDescentConfig ZOOM =
      new GradientDescentConfig().withSearch(GradientDescentConfig.Search.ZOOM);

  private final List<Double> tried = new ArrayList<>();
  private float[] weights = {};

  @Test
  void line_thatGoesDownForEver_isDoubledAndTakenToTheLast() {
    step(build(ZOOM.withMaxEvaluations(4)), ZoomTest::down);
    assertThat(tried).containsExactly(1.0, 2.0, 4.0, 8.0);
    assertThat(weights[0]).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void lossThatIsNotFinite_isHalved(double nothing) {
    Objective edge = (x, slope) -> x[0] > 0.3 ? nothing : down(x, slope);
    step(build(ZOOM.withMaxEvaluations(3)), edge);
    assertThat(tried).containsExactly(1.0, 0.5, 0.25);
    assertThat(weights[0]).isEqualTo(0.25f);
  }

  /// The parabola through f(0) = 0, f′(0) = −1 and f(1) = 1.5 is 2.5·t² − t, which is this f.
  @Test
  void parabola_isLeftForItsMinimum() {
    Objective parabola =
        (x, slope) -> {
          slope[0] = 5 * x[0] - 1;
          return 2.5 * x[0] * x[0] - x[0];
        };
    step(build(ZOOM), parabola);
    assertThat(tried).hasSize(2);
    assertThat(weights[0]).isCloseTo(0.2f, within(1e-7f));
  }

  /// Two of three losses are those of a cubic, and the parabola through the first two has its
  /// minimum too near the end: 0.5 is tried between.
  @Test
  void cubic_isLeftForItsMinimum() {
    Objective cubic =
        (x, slope) -> {
          double t = x[0];
          slope[0] = (float) (30 * t * t - 1);
          return 10 * t * t * t - t;
        };
    step(build(ZOOM.withCurvature(1e-3)), cubic);
    assertThat(tried.subList(0, 2)).containsExactly(1.0, 0.5);
    assertThat(tried).hasSize(3);
    assertThat(weights[0]).isCloseTo((float) Math.sqrt(1.0 / 30), within(1e-6f));
  }

  /// 3·t² − t³ − t rises at 0.25, where the parabola ends: the interval turns around, and its cubic
  /// still goes through the losses at 0.25, 0 and 1.
  @Test
  void cubic_thatRisesWhereTheParabolaEnds_isLeftForItsMinimum() {
    Objective cubic =
        (x, slope) -> {
          double t = x[0];
          slope[0] = (float) ((6 - 3 * t) * t - 1);
          return ((3 - t) * t - 1) * t;
        };
    step(build(ZOOM.withCurvature(1e-3)), cubic);
    assertThat(tried.subList(0, 2)).containsExactly(1.0, 0.25);
    assertThat(tried).hasSize(3);
    assertThat(weights[0]).isCloseTo((float) (1 - Math.sqrt(2.0 / 3)), within(1e-6f));
  }

  /// Parabola (0.92) and cubic (0.98) have their minima too near the right end: the middle is
  /// tried.
  @Test
  void minimumNearTheRightEnd_isNotTried() {
    Objective table = table(new double[][] {{1, -0.5, 0.1}, {0.5, -0.2, 0.1}, {0.75, -0.5, 0}});
    step(build(ZOOM.withCurvature(0.05)), table);
    assertThat(tried).containsExactly(1.0, 0.5, 0.75);
  }

  /// The loss at 2 is higher than at 1: between them the parabola ends at 1 + 0.95/2.7, and what is
  /// there is no better than 2, the last length that has been doubled to.
  @Test
  void doubledLengthThatRises_endsTheDoubling() {
    Objective table =
        table(new double[][] {{1, -0.9, -0.95}, {2, -0.5, -0.95}, {1.35, -0.4, -0.95}});
    step(build(ZOOM.withMaxEvaluations(3)), table);
    assertThat(tried.subList(0, 2)).containsExactly(1.0, 2.0);
    assertThat(tried.get(2)).isCloseTo(1 + 0.95 / 2.7, within(1e-6));
    assertThat(weights[0]).isEqualTo(2);
  }

  /// The length that decreases is taken also where another one was tried after it.
  @Test
  void lengthThatDecreases_isTaken_whereNoneFlattens() {
    for (OptimizerConfig config :
        List.of(
            ZOOM.withMaxEvaluations(2),
            new ConjugateGradientConfig()
                .withSearch(ConjugateGradientConfig.Search.ZOOM)
                .withMaxEvaluations(2),
            LbfgsConfig.optax().withMaxEvaluations(3 /* with that of the step */))) {
      tried.clear();
      step(build(config), (x, slope) -> x[0] > 1.5 ? Double.NaN : down(x, slope));
      assertThat(tried).as("lengths of %s", config).startsWith(1.0, 2.0);
      assertThat(weights[0]).as("weight of %s", config).isEqualTo(1);
    }
  }

  /// What is lost to rounding shows in the slope: Hager and Zhang's condition takes the length.
  @Test
  void lossThatIsRounded_isTakenByItsSlope() {
    Objective rounded =
        (x, slope) -> {
          slope[0] = 0.75f * x[0] - 1;
          return 1;
        };
    step(build(ZOOM), rounded);
    assertThat(tried).containsExactly(1.0);
    assertThat(weights[0]).isEqualTo(1);
  }

  @Test
  void slopeThatNeverFlattens_endsWithAShortInterval() {
    Objective kink =
        (x, slope) -> {
          slope[0] = x[0] < 0.3 ? -1 : 1;
          return Math.abs(x[0] - 0.3);
        };
    step(build(ZOOM.withMaxEvaluations(100)), kink);
    assertThat(tried).hasSizeLessThan(20);
    assertThat(weights[0]).isCloseTo(0.3f, within(1e-5f));
  }

  @Test
  void flatFunction_isNotAskedAgain_andMovesNothing() {
    Optimizer optimizer = build(ZOOM.withMaxEvaluations(1));
    step(optimizer, ZoomTest::flat);
    assertThat(tried).isEmpty();
    assertThat(weights).containsOnly(0);
    step(optimizer, ZoomTest::down);
    assertThat(tried).as("the length is kept").containsExactly(1.0);
  }

  /// After a search in vain the next begins below it; after a length was found, with the guess.
  @ParameterizedTest
  @EnumSource(GradientDescentConfig.Guess.class)
  void lengthAfterFailureAndSuccess_isHalved_thenTheGuess(GradientDescentConfig.Guess guess) {
    Optimizer optimizer = build(ZOOM.withGuess(guess).withLearningRate(4).withMaxEvaluations(1));
    step(optimizer, (x, slope) -> Double.NaN);
    step(optimizer, ZoomTest::down);
    step(optimizer, ZoomTest::down);
    boolean last = guess == GradientDescentConfig.Guess.LAST;
    assertThat(tried).containsExactly(4.0, 2.0, 2.0 + (last ? 2 : 4));
  }

  /// Returns the loss and slope of the row whose length is nearest; 0 and −1 at 0.
  private static Objective table(double[][] rows) {
    return (x, slope) -> {
      double[] nearest = {0, 0, -1};
      for (double[] row : rows) {
        nearest = Math.abs(row[0] - x[0]) < Math.abs(nearest[0] - x[0]) ? row : nearest;
      }
      slope[0] = (float) nearest[2];
      return nearest[1];
    };
  }

  private static double down(float[] x, float[] slope) {
    slope[0] = -1;
    return -x[0];
  }

  private static double flat(float[] x, float[] slope) {
    slope[0] = 0;
    return 1;
  }

  private Optimizer build(OptimizerConfig config) {
    Optimizer optimizer = Optimizer.builder(config).build(Map.of("x", Shape.of(1)), Map.of());
    weights = new float[optimizer.layout().size()];
    return optimizer;
  }

  private void step(Optimizer optimizer, Objective objective) {
    float[] slope = new float[weights.length];
    slope[0] = -1;
    double loss = objective.evaluate(weights, slope);
    optimizer.step(
        weights,
        new Gradient(slope)
            .loss(Double.isFinite(loss) ? loss : 0)
            .objective((x, into) -> {
              tried.add((double) x[0]);
              return objective.evaluate(x, into);
            }));
  }
}
