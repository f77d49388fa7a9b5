package dev.descent.optim;

import static dev.descent.optim.SmallModel.build;
import static dev.descent.optim.SmallModel.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Rules that update a group as one vector, in chains with others.
final class WholeGroupTest {
  private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

  /// A wrapper that adds up by parameter cuts the group in pieces, not the vector.
  @Test
  void cautious_aroundASearch_movesEveryParameter() {
    for (OptimizerConfig search :
        List.of(new GradientDescentConfig(), new ConjugateGradientConfig(), new LbfgsConfig())) {
      float[] plain = step(search);
      assertThat(step(CautiousConfig.of(search))).as("%s", search).isEqualTo(plain);
    }
  }

  /// So does a rule inside: what is taken is the whole step, each parameter's.
  @Test
  void lineSearch_takesTheWholeStep_ofARuleThatAddsUpByParameter() {
    OptimizerConfig lamb = LambConfig.of(0.01);
    assertThat(step(LineSearchConfig.of(lamb))).isEqualTo(step(lamb));
  }

  @Test
  void lineSearch_takesDecayAsAPartOfTheStep() {
    OptimizerConfig decayed = AdamWConfig.of(0.01).withWeightDecay(0.1);
    float[] half = step(LineSearchConfig.of(decayed).withLongest(0.5));
    float[] whole = step(decayed);
    float[] before = start(build(Optimizer.builder(decayed)));
    for (int i = 0; i < half.length; i++) {
      assertThat(half[i]).isEqualTo(before[i] + 0.5f * (whole[i] - before[i]), CLOSE);
    }
  }

  /// A step that goes up is not taken, and what is wrong with it is not its length; the optimizer
  /// inside goes on.
  @Test
  void lineSearch_whereMomentumGoesUp_takesNothing_andTriesTheSameLengthAgain() {
    LineSearchConfig config =
        LineSearchConfig.of(SgdConfig.of(1).withMomentum(0.9)).withMaxEvaluations(2);
    Optimizer optimizer = Optimizer.builder(config).build(Map.of("x", Shape.of(1)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    float[] slope = new float[weights.length];
    slope[0] = -1;
    optimizer.step(weights, new Gradient(slope).loss(0).objective(WholeGroupTest::down));
    assertThat(weights[0]).isEqualTo(1);
    slope[0] = 0.1f; // momentum −0.9 + 0.1
    optimizer.step(weights, new Gradient(slope).loss(0).objective((at, into) -> 1));
    assertThat(weights[0]).isEqualTo(1);
    assertThat(optimizer.state().scalars().toString()).contains("line-search.length=1.0");
    slope[0] = -1;
    optimizer.step(weights, new Gradient(slope).loss(0).objective(WholeGroupTest::down));
    assertThat(weights[0]).as("momentum of three gradients").isEqualTo(1 + 0.72f + 1, CLOSE);
  }

  @Test
  void parametersWithOtherSlots_areRefused() {
    OptimizerConfig config = LineSearchConfig.of(new AdafactorConfig().withMinFactored(2));
    assertThatThrownBy(() -> build(Optimizer.builder(config)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "line-search updates its group as one vector: adafactor must keep the same for all of"
                + " '*', was other slots for '0.bias'; give those parameters a group");
    build(Optimizer.builder(config).group("*.bias", config));
  }

  private static double down(float[] at, float[] slope) {
    slope[0] = -1;
    return -at[0];
  }

  /// Returns the weights after a step down a bowl.
  private static float[] step(OptimizerConfig config) {
    Optimizer optimizer = build(Optimizer.builder(config));
    float[] weights = start(optimizer);
    float[] slope = new float[weights.length];
    double loss = bowl(weights, slope);
    optimizer.step(weights, new Gradient(slope).loss(loss).objective(WholeGroupTest::bowl));
    return weights;
  }

  private static double bowl(float[] at, float[] slope) {
    double loss = 0;
    for (int i = 0; i < 15; i++) { // all but the padding
      double d = at[i] + 1.0;
      slope[i] = (float) (0.3 * d);
      loss += 0.15 * d * d;
    }
    return loss;
  }
}
