package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Parameters that are frozen for some steps or for good, beside everything that remembers
/// something: transforms, wrappers, windows of accumulated gradients.
final class FreezingTest {
  private static final int FROZEN = 3; // steps
  private static final int STEPS = 7;

  /// An optimizer in which no parameter's step depends on another's.
  record Setting(
      String name,
      Supplier<OptimizerConfig> config,
      UnaryOperator<OptimizerBuilder> more,
      int window) {
    OptimizerBuilder builder() {
      return more.apply(Optimizer.builder(config.get()).accumulate(window));
    }

    KeyedRun run(OptimizerBuilder builder) {
      return new KeyedRun(builder, window);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Setting> settings() {
    Supplier<OptimizerConfig> adam = () -> AdamWConfig.of(0.1);
    UnaryOperator<OptimizerBuilder> none = builder -> builder;
    return List.of(
        new Setting("plain", adam, none, 1),
        new Setting("running mean", adam, b -> b.transform(new AverageGradientsConfig()), 1),
        new Setting("noise", adam, b -> b.transform(new AddNoiseConfig(0.1, 0.5, 1)), 1),
        new Setting(
            "adaptive clipping", adam, b -> b.transform("*.weight", new ClipAdaptivelyConfig()), 1),
        new Setting("window", adam, none, 3),
        new Setting("averaged weights", () -> EmaConfig.of(adam.get(), 0.5), none, 1),
        new Setting(
            "slow weights", () -> new LookaheadConfig(adam.get(), 2, 0.5, false, false), none, 1),
        new Setting(
            "all",
            () -> EmaConfig.of(CautiousConfig.of(adam.get()), 0.5),
            b ->
                b.transform(new AverageGradientsConfig())
                    .transform(new AddNoiseConfig(0.1, 0.5, 1))
                    .transform(new ClipAdaptivelyConfig()),
            2));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void parameterFrozenForSomeSteps_isThatOfAFreshOptimizer_andOthersDoNotSeeIt(Setting setting) {
    KeyedRun late = setting.run(setting.builder().freeze("0.*", FROZEN));
    KeyedRun fresh = setting.run(setting.builder());
    KeyedRun never = setting.run(setting.builder().freeze("0.*"));
    for (int step = 0; step < STEPS; step++) {
      assertThat(late.optimizer.trained().contains("0.weight")).isEqualTo(step >= FROZEN);
      late.step(step, step < FROZEN ? "0." : "none");
      never.step(step, "0.");
      if (step >= FROZEN) {
        fresh.step(step, "none");
      }
      assertThat(late.of("0.")).as("late, step %d", step).isEqualTo(fresh.of("0."));
      assertThat(late.of("1.")).as("others, step %d", step).isEqualTo(never.of("1."));
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void stateSavedAtAnyGradient_goesOnWithTheSameBits(Setting setting) {
    UnaryOperator<OptimizerBuilder> freezing =
        builder -> builder.freeze("0.*", FROZEN).freeze("1.bias").clipByGlobalNorm(0.5);
    int gradients = STEPS * setting.window;
    for (int at = 0; at < gradients; at++) {
      KeyedRun whole = setting.run(freezing.apply(setting.builder()));
      whole.gradients(0, at);
      KeyedRun restored = setting.run(freezing.apply(setting.builder()));
      restored.optimizer.restore(whole.optimizer.state());
      System.arraycopy(whole.weights, 0, restored.weights, 0, whole.weights.length);
      whole.gradients(at, gradients);
      restored.gradients(at, gradients);
      assertThat(restored.of("")).as("saved after %d gradients", at).isEqualTo(whole.of(""));
    }
  }

  /// The way to stop training something late: its state goes on, the others do not see it.
  @ParameterizedTest
  @MethodSource("settings")
  void learningRateThatFallsToZero_leavesWeightsAsTheyAre(Setting setting) {
    OptimizerConfig own = setting.config.get();
    String rate = own.inner().isEmpty() ? "" : "base.";
    String name =
        own.inner().flatMap(OptimizerConfig::inner).isPresent()
            ? rate + "base.learningRate"
            : rate + "learningRate";
    KeyedRun late =
        setting.run(
            setting
                .builder()
                .group("0.*", own)
                .schedule("0.*", name, step -> step < FROZEN ? 0.1 : 0));
    KeyedRun always = setting.run(setting.builder());
    List<Float> weights = List.of();
    for (int step = 0; step < STEPS; step++) {
      late.step(step, "none");
      always.step(step, "none");
      assertThat(late.of("1.")).isEqualTo(always.of("1."));
      if (step < FROZEN) {
        weights = KeyedRun.part(late.optimizer, late.weights, "0.weight");
        assertThat(late.of("0.")).isEqualTo(always.of("0."));
      } else if (own.inner().isEmpty()) { // slow weights come back once more
        assertThat(KeyedRun.part(late.optimizer, late.weights, "0.weight")).isEqualTo(weights);
      }
    }
  }

  @Test
  void wholeGroupFrozen_trainsTheOthersAsIfItWereNotThere() {
    Setting plain = settings().getFirst();
    for (long until : new long[] {FROZEN, Long.MAX_VALUE}) {
      KeyedRun group =
          plain.run(
              plain
                  .builder()
                  .group("0.*", SgdConfig.of(0.1).withMomentum(0.9))
                  .schedule("0.*", "learningRate", step -> 0.1 / (1 + step))
                  .freeze("0.*", until)
                  .clipByGlobalNorm(0.5));
      KeyedRun others = plain.run(plain.builder().freeze("0.*").clipByGlobalNorm(0.5));
      for (int step = 0; step < Math.min(until, STEPS); step++) {
        group.step(step, "0.");
        others.step(step, "0.");
        assertThat(group.of("1.")).isEqualTo(others.of("1."));
      }
      assertThat(group.optimizer.state().updates().containsKey("0.weight"))
          .isEqualTo(until == FROZEN);
    }
  }

  /// The norms that a caller has are of whatever its gradient holds.
  @Test
  void clipping_withNormsOfAllParameters_countsThoseThatAreTrained() {
    Setting plain = settings().getFirst();
    UnaryOperator<OptimizerBuilder> freezing =
        builder -> builder.freeze("0.weight", FROZEN).freeze("0.bias").clipByGlobalNorm(0.5);
    KeyedRun given = plain.run(freezing.apply(plain.builder()));
    KeyedRun measured = plain.run(freezing.apply(plain.builder()));
    Layout layout = given.optimizer.layout();
    for (int step = 0; step < STEPS; step++) {
      float[] values = given.values(step, "none");
      double[] squares = new double[layout.slices().size()];
      float[] magnitudes = new float[squares.length];
      for (int i = 0; i < squares.length; i++) {
        Layout.Slice slice = layout.slices().get(i);
        for (int j = slice.offset(); j < slice.end(); j++) {
          squares[i] += (float) ((double) values[j] * values[j]);
          magnitudes[i] = Math.max(magnitudes[i], Math.abs(values[j]));
        }
      }
      given.optimizer.step(given.weights, new Gradient(values).norms(squares, magnitudes));
      measured.optimizer.step(measured.weights, new Gradient(values));
    }
    for (int i = 0; i < given.weights.length; i++) {
      assertThat(given.weights[i])
          .isCloseTo(measured.weights[i], org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  @Test
  void tiedParameter_isFrozenUnderAnyOfItsNames() {
    Map<String, String> ties = Map.of("2.weight", "0.weight");
    Setting plain = settings().getFirst();
    Optimizer late = plain.builder().freeze("2.*", 1).build(KeyedRun.SHAPES, ties);
    assertThat(late.trained()).containsExactlyInAnyOrder("0.bias", "1.weight", "1.bias");
    assertThat(late.trainedUntil()).isOne();
    late.step(new float[late.layout().size()], new Gradient(new float[late.layout().size()]));
    assertThat(late.trained()).contains("0.weight");
    assertThat(
            plain
                .builder()
                .freeze("2.weight")
                .build(KeyedRun.SHAPES, ties)
                .state()
                .updates()
                .keySet())
        .containsExactly("0.bias", "1.bias", "1.weight");
    assertThatThrownBy(
            () -> plain.builder().freeze("0.*").freeze("2.*").build(KeyedRun.SHAPES, ties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter '0.weight' must be in one freeze pattern, was in '0.*' and '2.*'");
  }

  @Test
  void everythingFrozen_forGood_isRefused_forSomeSteps_isNot() {
    Setting plain = settings().getFirst();
    for (String[] patterns : new String[][] {{"*"}, {"0.*", "1.*"}}) {
      OptimizerBuilder builder = plain.builder();
      Arrays.stream(patterns).forEach(builder::freeze);
      assertThatThrownBy(() -> builder.build(KeyedRun.SHAPES, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "freeze patterns must leave a parameter to train, %s leave none: give freeze a number"
                  + " of steps, or train a part",
              Arrays.toString(patterns));
      assertThatThrownBy(() -> builder.estimate(KeyedRun.SHAPES, Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    KeyedRun run = plain.run(plain.builder().freeze("*", 2));
    float[] start = run.weights.clone();
    run.step(0, "");
    run.step(1, "");
    assertThat(run.weights).isEqualTo(start);
    KeyedRun fresh = plain.run(plain.builder());
    run.step(2, "none");
    fresh.step(2, "none");
    assertThat(run.of("")).isEqualTo(fresh.of(""));
  }
}
