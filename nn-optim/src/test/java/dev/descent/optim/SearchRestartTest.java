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

/// After a search in vain along a direction with a past, the next one goes along the gradient. On a
/// bowl of two weights, where one evaluation fails.
final class SearchRestartTest {
  private final List<float[]> tried = new ArrayList<>();
  private final float[] gradient = new float[2];
  private Optimizer optimizer = build(new ConjugateGradientConfig());
  private float[] weights = {};

  @Test
  void conjugateGradient_restartsAlongTheGradient_andPredictsTheSameDecrease() {
    for (ConjugateGradientConfig.Search search : ConjugateGradientConfig.Search.values()) {
      start(new ConjugateGradientConfig().withSearch(search));
      step(SearchRestartTest::bowl);
      float[] before = weights.clone();
      step((at, slope) -> Double.NaN);
      assertThat(weights).as("weights after a search in vain").isEqualTo(before);
      assertThat(sine()).as("direction of %s", search).isGreaterThan(0.01);
      double predicted = decrease();
      step(SearchRestartTest::bowl);
      assertThat(sine()).as("direction after a search in vain").isLessThan(1e-5);
      assertThat(decrease()).isCloseTo(predicted, within(1e-5 * predicted));
      assertThat(bowl(weights, gradient)).isLessThan(bowl(before, gradient));
    }
  }

  @Test
  void lbfgs_restartsAlongTheGradient_withLengthOne() {
    start(new LbfgsConfig().withMaxIterations(1));
    step(SearchRestartTest::bowl);
    step(SearchRestartTest::bowl);
    float[] before = weights.clone();
    step((at, slope) -> Double.NaN);
    assertThat(weights).as("weights after a search in vain").isEqualTo(before);
    assertThat(sine()).as("direction").isGreaterThan(0.01);
    step(SearchRestartTest::bowl);
    assertThat(sine()).as("direction after a search in vain").isLessThan(1e-5);
    double sum = Math.abs(gradient[0]) + Math.abs(gradient[1]);
    double length = Math.hypot(tried.getFirst()[0], tried.getFirst()[1]);
    double norm = Math.hypot(gradient[0], gradient[1]);
    assertThat(length).isCloseTo(Math.min(1, 1 / sum) * norm, within(1e-5));
  }

  /// Returns the sine of the angle between the first move tried and the gradient.
  private double sine() {
    float[] d = tried.getFirst();
    return Math.abs(d[0] * gradient[1] - d[1] * gradient[0])
        / (Math.hypot(d[0], d[1]) * Math.hypot(gradient[0], gradient[1]));
  }

  /// Returns by how much the first move tried lowers the loss, if the slope stays.
  private double decrease() {
    float[] d = tried.getFirst();
    return -(d[0] * gradient[0] + d[1] * gradient[1]);
  }

  private void start(OptimizerConfig config) {
    optimizer = build(config);
    weights = new float[optimizer.layout().size()];
    weights[0] = 3;
    weights[1] = 1;
  }

  private static Optimizer build(OptimizerConfig config) {
    return Optimizer.builder(config).build(Map.of("x", Shape.of(2)), Map.of());
  }

  /// Makes a step, and notes the moves from the weights that it tries, and the gradient there.
  private void step(Objective objective) {
    float[] slope = new float[weights.length];
    double loss = bowl(weights, slope);
    System.arraycopy(slope, 0, gradient, 0, 2);
    float[] from = weights.clone();
    tried.clear();
    optimizer.step(
        weights,
        new Gradient(slope)
            .loss(loss)
            .objective((at, into) -> {
              tried.add(new float[] {at[0] - from[0], at[1] - from[1]});
              return objective.evaluate(at, into);
            }));
  }

  private static double bowl(float[] at, float[] slope) {
    slope[0] = at[0];
    slope[1] = 10 * at[1];
    double x = at[0];
    double y = at[1];
    return 0.5 * x * x + 5 * y * y;
  }
}
