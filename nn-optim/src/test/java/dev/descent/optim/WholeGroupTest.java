package dev.descent.optim;

import static dev.descent.optim.SmallModel.build;
import static dev.descent.optim.SmallModel.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /// Nothing of it is tried, however the loss goes on: a rise that the slope allows is none to
  /// take.
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-3, Double.NaN})
  void lineSearch_whereMomentumGoesUp_evaluatesNothing(double rise) {
    LineSearchConfig config = LineSearchConfig.of(SgdConfig.of(1).withMomentum(0.9));
    Optimizer optimizer = Optimizer.builder(config).build(Map.of("x", Shape.of(1)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    float[] slope = new float[weights.length];
    slope[0] = -1;
    optimizer.step(weights, new Gradient(slope).loss(0).objective(WholeGroupTest::down));
    slope[0] = 0.1f; // momentum −0.9 + 0.1: the slope along the step is 0.08
    int[] evaluations = new int[1];
    Objective objective =
        (at, into) -> {
          evaluations[0]++;
          into[0] = (float) rise;
          return 2 + rise * (at[0] - 1) * 1e-3;
        };
    optimizer.step(weights, new Gradient(slope).loss(2).objective(objective));
    assertThat(weights[0]).isEqualTo(1);
    assertThat(evaluations[0]).isZero();
  }

  /// With a tolerance it is tried, and taken where the loss rises by no more than that.
  @ParameterizedTest
  @CsvSource({"0.0099, 1.0", "0.010005, 0.5", "NaN, 0"})
  void lineSearch_whereMomentumGoesUp_takesWhatTheToleranceAllows(double rise, float taken) {
    LineSearchConfig config =
        LineSearchConfig.of(SgdConfig.of(1).withMomentum(0.9))
            .withTolerance(0.01)
            .withArmijo(0.4)
            .withShrink(0.5);
    Optimizer optimizer = Optimizer.builder(config).build(Map.of("x", Shape.of(1)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    float[] slope = new float[weights.length];
    slope[0] = -1;
    optimizer.step(weights, new Gradient(slope).loss(0).objective(WholeGroupTest::down));
    slope[0] = 0.1f;
    Objective objective = (at, into) -> 1 + rise * (at[0] - 1) / 0.8;
    optimizer.step(weights, new Gradient(slope).loss(1).objective(objective));
    assertThat(weights[0]).isEqualTo(1 + 0.8f * taken, CLOSE);
  }

  /// What callers leave in padding, of weights and of gradients, is no part of a group's vector;
  /// what is saved has none of it either.
  @ParameterizedTest
  @ValueSource(floats = {3, 1e30f, Float.NaN})
  void padding_isNoPartOfTheVector(float padding) {
    for (OptimizerConfig config :
        List.of(
            new ConjugateGradientConfig(),
            CautiousConfig.of(new ConjugateGradientConfig()),
            new LbfgsConfig(),
            CautiousConfig.of(new LbfgsConfig()),
            LineSearchConfig.of(LambConfig.of(0.1)),
            LineSearchConfig.of(AdamWConfig.of(0.1).withWeightDecay(0.1)))) {
      Optimizer clean = build(Optimizer.builder(config).group("*.bias", config));
      float[] expected = walk(clean, start(clean), 0, 6, 0);
      Optimizer first = build(Optimizer.builder(config).group("*.bias", config));
      float[] weights = start(first);
      pad(first, weights, padding);
      walk(first, weights, 0, 3, padding);
      Optimizer resumed = build(Optimizer.builder(config).group("*.bias", config));
      resumed.restore(first.state());
      float[] later = walk(resumed, weights.clone(), 3, 6, -padding);
      walk(first, weights, 3, 6, padding);
      for (float[] vector : List.of(expected, weights, later)) {
        pad(first, vector, 0);
      }
      assertThat(weights).as("%s", config).isEqualTo(expected);
      assertThat(later).as("%s, resumed", config).isEqualTo(expected);
    }
  }

  @Test
  void parametersWithOtherSlots_areRefused() {
    OptimizerConfig config = LineSearchConfig.of(new AdafactorConfig().withMinFactored(2));
    assertThatThrownBy(() -> build(Optimizer.builder(config)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "line-search updates its group as one vector: adafactor must have the same slots"
                + " for all of '*', was others for '0.bias'; give those parameters a group");
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

  /// Steps down a steeper bowl, whose gradients have something in the padding.
  private static float[] walk(
      Optimizer optimizer, float[] weights, int from, int to, float padding) {
    Objective bowl =
        (at, into) -> {
          double loss = 0;
          Arrays.fill(into, padding);
          for (Layout.Slice slice : optimizer.layout().slices()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
              double d = at[i] + 0.1 * (i - slice.offset());
              into[i] = (float) (2 * d + 4 * d * d * d);
              loss += d * d + d * d * d * d;
            }
          }
          return loss;
        };
    float[] slope = new float[weights.length];
    for (int step = from; step < to; step++) {
      double loss = bowl.evaluate(weights, slope);
      assertThat(optimizer.step(weights, new Gradient(slope).loss(loss).objective(bowl))).isTrue();
    }
    return weights;
  }

  private static void pad(Optimizer optimizer, float[] vector, float padding) {
    int end = 0;
    for (Layout.Slice slice : optimizer.layout().slices()) {
      Arrays.fill(vector, end, slice.offset(), padding);
      end = slice.end();
    }
    Arrays.fill(vector, end, vector.length, padding);
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
