package dev.descent.optim;

import static dev.descent.optim.SmallModel.build;
import static dev.descent.optim.SmallModel.gradient;
import static dev.descent.optim.SmallModel.run;
import static dev.descent.optim.SmallModel.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.LossScale;
import dev.descent.optim.engine.NonFinite;
import dev.descent.optim.engine.NonFiniteException;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.HyperParameter;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Transforms, wrappers, loss scaling and groups together.
final class CompositionTest {
  @Test
  void everything_restoredWithinAWindow_goesOnBitForBit() {
    OptimizerBuilder builder =
        Optimizer.builder(EmaConfig.of(CautiousConfig.of(AdamWConfig.of(0.1)), 0.9))
            .group(
                "1.*",
                new LookaheadConfig(SgdConfig.of(0.1).withMomentum(0.5), 2, 0.5, false, false))
            .schedule("base.base.learningRate", step -> 0.1 / (1 + step))
            .schedule("1.*", "slowStepSize", step -> step < 2 ? 0.5 : 0.25)
            .transform(new AverageGradientsConfig())
            .transform(new AverageGradientsConfig(0.5, true))
            .transform("*.bias", new AddNoiseConfig(0.1, 0.5, 1))
            .withoutDecayOnBiasesAndNorms()
            .clipByGlobalNorm(2)
            .lossScale(new LossScale(4, 2, 0.5, 2))
            .accumulate(3);
    for (int at = 0; at < 12; at++) {
      Optimizer whole = build(builder);
      float[] expected = start(whole);
      run(whole, expected, 0, at);
      Optimizer restored = build(builder);
      restored.restore(whole.state());
      float[] actual = expected.clone();
      run(whole, expected, at, 15);
      run(restored, actual, at, 15);
      assertThat(actual).as("restored after %d gradients", at).isEqualTo(expected);
      assertThat(evaluated(restored, actual))
          .as("evaluation weights, restored after %d gradients", at)
          .isEqualTo(evaluated(whole, expected))
          .isNotEqualTo(expected);
      assertThat(slots(restored)).isEqualTo(slots(whole));
      assertThat(restored.state().scalars()).isEqualTo(whole.state().scalars());
      assertThat(restored.state().updates()).isEqualTo(whole.state().updates());
    }
  }

  private static float[] evaluated(Optimizer optimizer, float[] weights) {
    float[] out = new float[weights.length];
    optimizer.evaluationWeights(weights, out);
    return out;
  }

  private static Map<String, List<Float>> slots(Optimizer optimizer) {
    Map<String, List<Float>> slots = new TreeMap<>();
    optimizer
        .state()
        .slots()
        .forEach((name, slot) -> {
          List<Float> values = new ArrayList<>();
          for (float value : slot.toFloats()) {
            values.add(value);
          }
          slots.put(name, values);
        });
    return slots;
  }

  @Test
  void needsOfWhatIsInsideAndBefore_arePassedOn() {
    Optimizer optimizer =
        build(
            Optimizer.builder(EmaConfig.of(new MomoConfig(), 0.9))
                .group("*.bias", SophiaConfig.of(0.1))
                .transform(new SamConfig()));
    assertThat(optimizer.needs())
        .contains(
            Need.LOSS, Need.OBJECTIVE, Need.HESSIAN_VECTOR, Need.EVALUATION_WEIGHTS, Need.GRADIENT);
    float[] weights = start(optimizer);
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(weights.clone())))
        .hasMessage("sam needs OBJECTIVE in every step: give the gradient its objective(...)");
    assertThat(weights).isEqualTo(start(optimizer));
  }

  @Test
  void stateOfTransforms_isNamedByThem() {
    Optimizer optimizer =
        build(
            Optimizer.builder(SgdConfig.of(0.1))
                .transform(new AverageGradientsConfig())
                .transform(new AverageGradientsConfig())
                .transform(ClipByNormConfig.of(1)));
    float[] weights = start(optimizer);
    run(optimizer, weights, 0, 2);
    assertThat(optimizer.state().slots().keySet())
        .contains("0.weight/average-gradients.m", "0.bias/average-gradients-2.m");
    assertThat(optimizer.state().scalars()).containsOnlyKeys("transforms/clip-by-norm.factor");
  }

  @Test
  void biasesAndNorms_canBeSparedOfDecay() {
    Optimizer optimizer =
        build(
            Optimizer.builder(EmaConfig.of(AdamWConfig.of(0.1).withWeightDecay(0.5), 0.9))
                .withoutDecayOnBiasesAndNorms());
    float[] weights = start(optimizer);
    float[] before = weights.clone();
    optimizer.step(weights, new Gradient(new float[weights.length]));
    for (Layout.Slice slice : optimizer.layout().slices()) {
      float[] was = Arrays.copyOfRange(before, slice.offset(), slice.end());
      float[] is = Arrays.copyOfRange(weights, slice.offset(), slice.end());
      if (slice.path().endsWith("bias")) {
        assertThat(is).as(slice.path()).isEqualTo(was);
      } else {
        assertThat(is[0]).as(slice.path()).isEqualTo(was[0] * 0.95f);
      }
    }
    assertThat(optimizer.toString())
        .startsWith("* without decay = ema(base=adamw(learningRate=0.1")
        .contains("weightDecay=0.0");
  }

  /// Under whatever name, in a wrapper and in the optimizer inside GaLore too.
  @ParameterizedTest
  @MethodSource("decaying")
  void biasesAndNorms_areSparedOfEveryDecay(OptimizerConfig config) {
    Map<String, float[]> all = decayed(Optimizer.builder(config));
    decayed(Optimizer.builder(config).withoutDecayOnBiasesAndNorms())
        .forEach((path, change) -> {
          assertThat(all.get(path)).as("change of %s, not spared", path).doesNotContain(0f);
          if (path.endsWith("bias")) {
            assertThat(change).as("change of %s", path).containsOnly(0f);
          } else {
            assertThat(change).as("change of %s", path).isEqualTo(all.get(path));
          }
        });
  }

  /// Returns how two steps without gradient change each parameter, at its first two numbers. (The
  /// first of ADOPT makes none.)
  private static Map<String, float[]> decayed(OptimizerBuilder builder) {
    Optimizer optimizer = build(builder);
    float[] weights = start(optimizer);
    float[] before = weights.clone();
    optimizer.step(weights, new Gradient(new float[weights.length]));
    optimizer.step(weights, new Gradient(new float[weights.length]));
    Map<String, float[]> changes = new TreeMap<>();
    for (Layout.Slice slice : optimizer.layout().slices()) {
      int at = slice.offset();
      changes.put(
          slice.path(), new float[] {weights[at] - before[at], weights[at + 1] - before[at + 1]});
    }
    return changes;
  }

  static Stream<OptimizerConfig> decaying() {
    return Stream.of(
        SgdConfig.of(0.1).withDecoupledDecay(0.5),
        RmsPropConfig.of(0.1).withDecays(0, 0.5),
        NAdamConfig.of(0.1).withDecoupledDecay(0.5),
        RAdamConfig.of(0.1).withDecoupledDecay(0.5),
        AmsGradConfig.of(0.1).withDecoupledDecay(0.5),
        AdaBeliefConfig.of(0.1).withDecoupledDecay(0.5),
        AdoptConfig.of(0.1).withDecoupledDecay(0.5),
        MadgradConfig.of(0.1).withDecoupledDecay(0.5),
        LambConfig.of(0.1).withDecoupledDecay(0.5).withWeightDecay(0),
        EmaConfig.of(new CautiousDecayConfig(SgdConfig.of(0.1).withDecoupledDecay(0.5)), 0.9),
        GaLoreConfig.of(RmsPropConfig.of(0.1).withDecays(0, 0.5)));
  }

  /// λ of ASGD makes the rate fall, FTRL's penalties are what it follows: PyTorch and Keras have
  /// them for all parameters, and a group of its own is the way to leave them out.
  @Test
  void penaltiesThatAreNoDecay_holdForBiasesAndNormsToo() {
    for (OptimizerConfig config :
        List.of(
            AsgdConfig.of(0.1).withLambda(0.5),
            FtrlConfig.of(0.1).withL1(0.01),
            FtrlConfig.of(0.1).withL2(0.5),
            FtrlConfig.of(0.1).withL2Shrinkage(0.5))) {
      Map<String, float[]> spared =
          decayed(Optimizer.builder(config).withoutDecayOnBiasesAndNorms());
      decayed(Optimizer.builder(config))
          .forEach((path, change) ->
              assertThat(spared.get(path))
                  .as("change of %s by %s", path, config)
                  .doesNotContain(0f)
                  .isEqualTo(change));
    }
  }

  @Test
  void scheduleOfADecay_leavesBiasesAndNormsSpared() {
    decayed(
            Optimizer.builder(EmaConfig.of(SgdConfig.of(0.1).withDecoupledDecay(0.5), 0.9))
                .schedule("base.decoupledDecay", _ -> 0.25)
                .schedule("*", "inner.weightDecay", _ -> 0.125)
                .withoutDecayOnBiasesAndNorms())
        .forEach((path, change) -> {
          if (path.endsWith("bias")) {
            assertThat(change).as("change of %s", path).containsOnly(0f);
          } else {
            assertThat(change).as("change of %s", path).doesNotContain(0f);
          }
        });
  }

  /// What has the name of a decay must be declared as one.
  @Test
  void decaysOfAllOptimizers_areDeclaredAsSuch() {
    Set<String> named = new TreeSet<>();
    Set<String> declared = new TreeSet<>();
    for (OptimizerEntry entry : OptimizerRegistry.discover().entries()) {
      for (HyperParameter one : entry.defaults().hyperParameters().list()) {
        String label = entry.name() + " " + one.name();
        if (one.name().matches("(weight|decoupled)Decay")) {
          named.add(label);
        }
        if (one.decay()) {
          declared.add(label);
        }
      }
    }
    assertThat(declared).isEqualTo(named).contains("lamb decoupledDecay");
  }

  @Test
  void lossScale_isLoweredByBadGradients_andRaisedByGoodOnes() {
    Optimizer optimizer =
        build(Optimizer.builder(SgdConfig.of(0.5)).lossScale(new LossScale(8, 2, 0.25, 2)));
    float[] weights = start(optimizer);
    float[] bad = gradient(optimizer, 0);
    bad[optimizer.layout().slice("0.bias").offset()] = Float.POSITIVE_INFINITY;
    assertThat(optimizer.step(weights, new Gradient(bad))).isFalse();
    assertThat(weights).isEqualTo(start(optimizer));
    assertThat(optimizer.lossScale()).isEqualTo(2);
    float[] scaled = gradient(optimizer, 0);
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= 2;
    }
    Optimizer plain = build(Optimizer.builder(SgdConfig.of(0.5)));
    float[] expected = start(plain);
    plain.step(expected, new Gradient(gradient(plain, 0)));
    optimizer.step(weights, new Gradient(scaled));
    assertThat(weights).isEqualTo(expected);
    optimizer.step(weights, new Gradient(scaled));
    assertThat(optimizer.lossScale()).as("after two good steps").isEqualTo(4);
    optimizer.step(weights, new Gradient(bad));
    assertThat(optimizer.lossScale()).isEqualTo(1);
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(bad)))
        .as("no scale is left to lower")
        .isInstanceOf(NonFiniteException.class);
  }

  @Test
  void transformThatFails_changesNothing() {
    OptimizerBuilder builder =
        Optimizer.builder(AdamConfig.of(0.1))
            .transform(new AverageGradientsConfig())
            .nonFinite(NonFinite.skip(1));
    Optimizer optimizer = build(builder);
    Optimizer twin = build(builder);
    float[] weights = start(optimizer);
    float[] expected = start(twin);
    run(optimizer, weights, 0, 2);
    run(twin, expected, 0, 2);
    assertThat(optimizer.step(weights, new Gradient(gradient(optimizer, 2)).scale(1e300)))
        .isFalse();
    run(optimizer, weights, 2, 5);
    run(twin, expected, 2, 5);
    assertThat(weights).isEqualTo(expected);
  }

  @Test
  void samOfSeveralGroups_seesThemAsOneVector() {
    Optimizer optimizer =
        build(
            Optimizer.builder(SgdConfig.of(0.1))
                .group("*.bias", SgdConfig.of(0.2).withMomentum(0.5))
                .transform(new SamConfig().withRadius(0.5)));
    float[] weights = start(optimizer);
    float[] before = weights.clone();
    float[] g = gradient(optimizer, 1);
    double norm = 0;
    for (float x : g) {
      norm += (double) x * x;
    }
    double size = 0.5 / Math.sqrt(norm);
    optimizer.step(
        weights,
        new Gradient(g)
            .objective((at, into) -> {
              System.arraycopy(at, 0, into, 0, at.length);
              return 0;
            }));
    for (Layout.Slice slice : optimizer.layout().slices()) {
      float rate = slice.path().endsWith("bias") ? 0.2f : 0.1f;
      for (int i = slice.offset(); i < slice.end(); i++) {
        double point = before[i] + size * g[i];
        assertThat(weights[i]).isCloseTo((float) (before[i] - rate * point), within());
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.api.Assertions.within(1e-6f);
  }

  /// An estimate allocates nothing, and is refused by the same words.
  @Test
  void estimateOfWhatDoesNotFit_isRefusedAsItIsBuilt() {
    OptimizerBuilder plain = Optimizer.builder(new SgdConfig());
    for (OptimizerBuilder wrong :
        List.of(
            Optimizer.builder(new SgdConfig()).transform(new SamConfig()).accumulate(2),
            Optimizer.builder(new LbfgsConfig()).accumulate(2),
            Optimizer.builder(new SgdConfig()).transform("0.*", new SamConfig()),
            Optimizer.builder(new SgdConfig()).transform(new SamConfig()).freeze("0.*", 2),
            Optimizer.builder(new LbfgsConfig()).freeze("0.*", 2),
            Optimizer.builder(new SgdConfig())
                .transform("1.*", new ClipByValueConfig(1))
                .freeze("1.*"))) {
      Throwable built = catchThrowable(() -> build(wrong));
      assertThat(built).as("%s", wrong.describe()).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SmallModel.estimate(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(built.getMessage());
    }
    assertThat(SmallModel.estimate(plain).layout()).isEqualTo(build(plain).layout());
  }

  /// Evaluation weights follow from the steps that their part has seen.
  @Test
  void whatChangesSteps_aroundEvaluationWeights_isRefused() {
    OptimizerRegistry registry = OptimizerRegistry.discover();
    List<String> rules = List.of("asgd", "schedule-free-sgd", "schedule-free-adamw");
    List<String> wrappers = List.of("ema", "swa", "lookahead", "schedule-free");
    for (String outer :
        List.of(
            "apply-every",
            "cautious",
            "cautious-decay",
            "clamp",
            "corrected-decay",
            "line-search",
            "mechanic",
            "project")) {
      for (String inner : rules) {
        OptimizerConfig config = registry.create(outer, Map.of("base", inner));
        assertThatThrownBy(() -> build(Optimizer.builder(config)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "%s changes the steps of which %s makes evaluation weights, which would be wrong:"
                        .formatted(outer, inner)
                    + " leave it out, or take a wrapper that makes them, around it");
      }
      for (String inner : wrappers) {
        OptimizerConfig config = registry.create(outer, Map.of("base", inner));
        assertThatThrownBy(() -> build(Optimizer.builder(config)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "%s changes the steps of which %s makes evaluation weights, which would be wrong:"
                        .formatted(outer, inner)
                    + " put it inside, %s around %s".formatted(inner, outer));
      }
    }
    for (String inner : List.of("mechanic", "clamp", "cautious")) {
      for (String outer : wrappers) {
        assertThat(build(Optimizer.builder(registry.create(outer, Map.of("base", inner)))))
            .isNotNull();
      }
    }
  }

  @Test
  void whatDoesNotFit_isRefused() {
    assertThatThrownBy(() -> build(Optimizer.builder(new ClipByValueConfig(1))))
        .hasMessage("clip-by-value changes gradients and is no optimizer: add it as a transform");
    assertThatThrownBy(() -> build(Optimizer.builder(new SgdConfig()).transform(new AdamConfig())))
        .hasMessage(
            "adam must change gradients to be a transform: make it an optimizer of a group");
    assertThatThrownBy(() ->
            build(Optimizer.builder(new SgdConfig()).transform("2.*", new ClipByValueConfig(1))))
        .hasMessageStartingWith("transform pattern '2.*' must match a parameter; found ");
    assertThatThrownBy(
            () -> build(Optimizer.builder(new SgdConfig()).transform("0.*", new SamConfig())))
        .hasMessage("sam takes all gradients as one vector: add it without a pattern");
    assertThatThrownBy(() ->
            build(Optimizer.builder(new SgdConfig()).transform(new SamConfig()).accumulate(2)))
        .hasMessage("sam evaluates a step's batch again: accumulate must be 1, was 2");
    assertThatThrownBy(
            () -> build(Optimizer.builder(EmaConfig.of(SwaConfig.of(new SgdConfig(), 0, 1), 0.9))))
        .hasMessage(
            "ema and swa both have evaluation weights, of which a chain has one kind: leave one"
                + " out");
    assertThatThrownBy(() -> new ClampConfig(new SgdConfig(), 1, 0))
        .hasMessage("clamp high must be >= low, which is 1.0, was 0.0");
    assertThatThrownBy(() -> new Gradient(new float[1]).samples(0))
        .hasMessage("samples of a gradient must be finite and > 0, was 0.0");
    assertThatThrownBy(() -> new LossScale(0, 2, 0.5, 1))
        .hasMessage("loss scale initial must be finite and >= 1, was 0.0");
  }

  @Test
  void evaluationWeights_ofAverages_areMeansOfTrainingWeights() {
    Optimizer optimizer = build(Optimizer.builder(new SwaConfig(SgdConfig.of(0.5), 1, 2)));
    float[] weights = start(optimizer);
    float[] out = new float[weights.length];
    run(optimizer, weights, 0, 2);
    optimizer.evaluationWeights(weights, out);
    assertThat(out).as("before the first that counts").isEqualTo(weights);
    run(optimizer, weights, 2, 3);
    float[] first = weights.clone();
    optimizer.evaluationWeights(weights, out);
    assertThat(out).as("the first").isEqualTo(weights);
    run(optimizer, weights, 3, 5);
    optimizer.evaluationWeights(weights, out);
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isCloseTo((first[i] + weights[i]) / 2, within());
    }
  }
}
