package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of rule does what it says.
final class RulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"default", "typical", "no_nesterov"})
  void perTensorRule_fixedGradients_followsTheReference(String name) {
    Map<String, Object> one = Trajectory.one("torch_muon", name);
    Map<String, Object> config = Trajectory.map(one.get("config"));
    Trajectory trajectory = new Trajectory();
    Orthogonal orthogonal =
        new Orthogonal(
            (Double) config.get("lr"),
            (Double) config.get("momentum"),
            (Boolean) config.get("nesterov"),
            (Double) config.get("weight_decay"),
            ((Double) config.get("ns_steps")).longValue(),
            "match_rms_adamw".equals(config.get("adjust_lr_fn")),
            new Moments());
    Optimizer optimizer =
        Optimizer.builder(orthogonal)
            .build(Map.of("weight", trajectory.shapes().get("weight")), Map.of());
    trajectory.check(optimizer, one);
  }

  /// The place of a whole parameter comes after that of the whole model.
  @Test
  void sums_ofAWrapperOfParameters_aroundARuleOfTheWholeModel_areThoseOfEachParameter() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new Summing(new LineSearch())));
    float[] weights = new float[optimizer.layout().size()];
    float[] ones = new float[weights.length];
    Arrays.fill(ones, 1);
    optimizer.step(weights, new Gradient(ones).loss(1).objective(Fixture.bowl()));
    Fixture.SMALL.forEach((path, shape) ->
        assertThat(Fixture.slice(optimizer, path, weights))
            .as(path)
            .containsOnly(2f * shape.size()));
  }

  @Test
  void fallback_forVectors_isWhatTheFallbackAloneDoes() {
    Orthogonal muon = new Orthogonal();
    Optimizer both = Fixture.small(Optimizer.builder(muon));
    Optimizer alone = Fixture.small(Optimizer.builder(muon.others()));
    float[] weights = Fixture.numbers(both.layout(), 1);
    float[] other = Fixture.numbers(alone.layout(), 1);
    Fixture.walk(both, weights, 5);
    Fixture.walk(alone, other, 5);
    for (String path : new String[] {"0.bias", "1.bias", "gain"}) {
      Fixture.assertSameBits(Fixture.slice(both, path, weights), Fixture.slice(alone, path, other));
    }
    assertThat(both.state().slots().keySet())
        .contains("0.weight/momentum", "0.bias/m", "0.bias/v")
        .doesNotContain("0.weight/m", "0.bias/momentum");
  }

  @Test
  void perTensorRule_shapeNotAcceptedAndNoFallback_namesParameter() {
    Map<String, Shape> one = Map.of("0.bias", Shape.of(4));
    assertThatThrownBy(() -> Optimizer.builder(new OnlyMatrices()).build(one, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "only-matrices cannot update '0.bias' [4] and has no fallback: give it a group of its"
                + " own");
  }

  @Test
  void twoSweepRule_oneStep_movesEachParameterByItsShareOfTheNorm() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new Trust(0.1, 0)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    Fixture.walk(optimizer, weights, 1);
    for (String path : Fixture.SMALL.keySet()) {
      float[] from = Fixture.slice(optimizer, path, before);
      float[] to = Fixture.slice(optimizer, path, weights);
      double moved = 0;
      double norm = 0;
      for (int i = 0; i < from.length; i++) {
        moved += Math.pow(to[i] - from[i], 2);
        norm += Math.pow(from[i], 2);
      }
      assertThat(Math.sqrt(moved)).isCloseTo(0.1 * Math.sqrt(norm), within(1e-6));
    }
    assertThat(optimizer.state().scalars()).containsKeys("group */path", "0.weight/ratio");
    assertThat(optimizer.state().scalars().get("group */path")).isGreaterThan(0);
  }

  @Test
  void twoSweepRule_withDecay_seesTheWeightsBeforeTheDecay() {
    Map<String, Shape> one = Map.of("w", Shape.of(2));
    Optimizer optimizer = Optimizer.builder(new Trust(0.5, 1)).build(one, Map.of());
    float[] weights = new float[optimizer.layout().size()];
    weights[0] = 3;
    weights[1] = 4;
    float[] gradient = new float[weights.length];
    gradient[0] = 2;
    optimizer.step(weights, new Gradient(gradient));
    // norm 5 before decay: ratio 5/2, step 0.5·2.5·2; decay 0.5
    assertThat(weights[0]).isEqualTo(3 - 1.5f - 2.5f);
    assertThat(weights[1]).isEqualTo(2);
  }

  @Test
  void wholeModelRule_bowl_descendsWithItsOwnEvaluations() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new LineSearch()));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.descend(optimizer, weights, 30);
    assertThat(Fixture.bowl().evaluate(weights, new float[weights.length])).isLessThan(1e-8);
    assertThat(optimizer.state().scalars().get("group */evaluations")).isGreaterThan(30);
    assertThat(optimizer.state().slots().keySet())
        .contains("0.weight/last_gradient")
        .doesNotContain("0.weight/point");
  }

  @Test
  void wholeModelRule_besideAnotherGroup_movesOnlyItsOwn() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new LineSearch()).group("*.bias", Momentum.plain(0)).freeze("gain"));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    Fixture.descend(optimizer, weights, 30);
    for (String path : Fixture.SMALL.keySet()) {
      float[] now = Fixture.slice(optimizer, path, weights);
      if (path.endsWith("weight")) {
        assertThat(now).usingComparatorWithPrecision(1e-3f).containsOnly(0f);
      } else {
        Fixture.assertSameBits(now, Fixture.slice(optimizer, path, before));
      }
    }
  }

  @Test
  void shapedSlots_matrix_haveOnePerAxis() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new Factored()));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 3);
    OptimizerState state = optimizer.state();
    assertThat(state.slots().keySet())
        .containsExactly(
            "0.bias/axis0",
            "0.weight/axis0",
            "0.weight/axis1",
            "1.bias/axis0",
            "1.weight/axis0",
            "1.weight/axis1");
    assertThat(state.slots().get("0.weight/axis1").type().shape()).isEqualTo(Shape.of(5));
  }

  @Test
  void hessianRule_diagonalBowl_isAtTheBottomAfterOneStep() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new Curvature()));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.descend(optimizer, weights, 1);
    assertThat(weights).usingComparatorWithPrecision(1e-6f).containsOnly(0f);
  }

  @Test
  void wrapper_maskedStep_dropsWhatGoesUpAndKeepsTheDecay() {
    OptimizerConfig inner = Moments.of(0.1).withWeightDecay(0.5);
    Optimizer masked = Fixture.small(Optimizer.builder(new Masked(inner)));
    Optimizer plain = Fixture.small(Optimizer.builder(inner));
    float[] weights = Fixture.numbers(masked.layout(), 1);
    float[] other = weights.clone();
    Fixture.walk(masked, weights, 1);
    Fixture.walk(plain, other, 1);
    // the first step of Adam goes down everywhere: nothing is dropped
    for (int i = 0; i < weights.length; i++) {
      assertThat(weights[i]).isCloseTo(other[i], within(1e-6f));
    }
    float[] before = weights.clone();
    Fixture.walk(masked, weights, 1);
    float[] gradient = Fixture.numbers(masked.layout(), 101);
    int dropped = 0;
    for (int i = 0; i < weights.length; i++) {
      float decayed = before[i] - (float) (0.1 * 0.5) * before[i];
      dropped += gradient[i] != 0 && Math.abs(weights[i] - decayed) < 1e-7 ? 1 : 0;
    }
    assertThat(dropped).isBetween(1, 40);
  }

  @Test
  void averages_whileTraining_changeNoBitOfIt() {
    Optimizer averaged = Fixture.small(Optimizer.builder(new Averaged(Momentum.plain(0.1), 0.5)));
    float[] weights = Fixture.numbers(averaged.layout(), 1);
    float[] other = weights.clone();
    Optimizer second = Fixture.small(Optimizer.builder(new Averaged(Momentum.plain(0.1), 0.5)));
    float[] out = new float[weights.length];
    averaged.evaluationWeights(weights, out);
    Fixture.assertSameBits(out, weights);
    float[] mean = weights.clone();
    for (int step = 0; step < 4; step++) {
      Fixture.walk(averaged, weights, 1);
      averaged.evaluationWeights(weights, out);
      averaged.evaluationWeights(weights, out);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += 0.5f * (weights[i] - mean[i]);
        assertThat(out[i]).isCloseTo(mean[i], within(1e-6f));
      }
    }
    Fixture.walk(second, other, 4);
    Fixture.assertSameBits(other, weights);
    assertThat(averaged.hasEvaluationWeights()).isTrue();
    assertThat(averaged.state().slots().keySet()).contains("0.weight/averaged.average");
  }

  @Test
  void averages_twoInOneChain_areRefusedByName() {
    OptimizerConfig two = new Averaged(new Averaged(), 0.5);
    assertThatThrownBy(() -> Fixture.small(Optimizer.builder(two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "averaged and averaged both have evaluation weights, of which a chain has one kind:"
                + " leave one out");
  }

  @Test
  void evaluationWeights_groupWithoutAverages_areItsTrainingWeights() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(0.1))
                .group("0.weight", new Averaged(Momentum.plain(0.1), 0.9)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 3);
    float[] out = new float[weights.length];
    optimizer.evaluationWeights(weights, out);
    Fixture.assertSameBits(
        Fixture.slice(optimizer, "0.bias", out), Fixture.slice(optimizer, "0.bias", weights));
    assertThat(
            Arrays.equals(
                Fixture.slice(optimizer, "0.weight", out),
                Fixture.slice(optimizer, "0.weight", weights)))
        .isFalse();
  }

  @Test
  void needs_ofAllParts_areReported() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new LineSearch())
                .group("*.bias", new Averaged(new Momentum(0.1, 0, false, 0.1), 0.9))
                .group("gain", new Curvature()));
    assertThat(optimizer.needs())
        .containsExactly(
            Need.WEIGHTS, Need.LOSS, Need.OBJECTIVE, Need.HESSIAN_VECTOR, Need.EVALUATION_WEIGHTS);
  }

  @Test
  void need_notProvided_isNamed() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new LineSearch()));
    float[] weights = new float[optimizer.layout().size()];
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(weights.clone())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line-search needs LOSS in every step: give the gradient its loss(...)");
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(weights.clone()).loss(1)))
        .hasMessage(
            "line-search needs OBJECTIVE in every step: give the gradient its objective(...)");
    Optimizer curved = Fixture.small(Optimizer.builder(new Curvature()));
    assertThatThrownBy(() -> curved.step(weights, new Gradient(weights.clone())))
        .hasMessage(
            "curvature needs HESSIAN_VECTOR in every step: give the gradient its objective(...)");
  }

  @Test
  void tiedParameter_twoNames_isUpdatedOnce() {
    Map<String, Shape> shapes = new LinkedHashMap<>(Map.of("embedding.weight", Shape.of(3, 2)));
    Map<String, String> aliases = Map.of("decoder.weight", "embedding.weight");
    Optimizer optimizer =
        Optimizer.builder(Momentum.plain(1))
            .group("decoder.*", Moments.of(1))
            .build(shapes, aliases);
    assertThat(optimizer.state().slots().keySet())
        .containsExactly("embedding.weight/m", "embedding.weight/v");
    assertThat(optimizer.layout().slice("decoder.weight").path()).isEqualTo("embedding.weight");
    assertThatThrownBy(() ->
            Optimizer.builder(Momentum.plain(1))
                .group("decoder.*", Moments.of(1))
                .group("embedding.*", Moments.of(2))
                .build(shapes, aliases))
        .hasMessage(
            "parameter 'embedding.weight' must be in one group pattern, was in 'decoder.*' and"
                + " 'embedding.*'");
  }
}
