package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.random.Keys;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Parameters that are frozen for some steps or for good, beside everything that remembers
/// something: transforms, wrappers, windows of accumulated gradients.
final class FreezingTest {
  private static final Map<String, Shape> SHAPES =
      Map.of(
          "0.weight", Shape.of(3, 2),
          "0.bias", Shape.of(3),
          "1.weight", Shape.of(2, 3),
          "1.bias", Shape.of(2));

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
        new Setting("slow weights", () -> new LookaheadConfig(adam.get(), 2, 0.5, false), none, 1),
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
    Run late = new Run(setting, setting.builder().freeze("0.*", FROZEN));
    Run fresh = new Run(setting, setting.builder());
    Run never = new Run(setting, setting.builder().freeze("0.*"));
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
      Run whole = new Run(setting, freezing.apply(setting.builder()));
      whole.gradients(0, at);
      Run restored = new Run(setting, freezing.apply(setting.builder()));
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
    Run late =
        new Run(
            setting,
            setting
                .builder()
                .group("0.*", own)
                .schedule("0.*", name, step -> step < FROZEN ? 0.1 : 0));
    Run always = new Run(setting, setting.builder());
    List<Float> weights = List.of();
    for (int step = 0; step < STEPS; step++) {
      late.step(step, "none");
      always.step(step, "none");
      assertThat(late.of("1.")).isEqualTo(always.of("1."));
      if (step < FROZEN) {
        weights = Run.part(late.optimizer, late.weights, "0.weight");
        assertThat(late.of("0.")).isEqualTo(always.of("0."));
      } else if (own.inner().isEmpty()) { // slow weights come back once more
        assertThat(Run.part(late.optimizer, late.weights, "0.weight")).isEqualTo(weights);
      }
    }
  }

  @Test
  void wholeGroupFrozen_trainsTheOthersAsIfItWereNotThere() {
    Setting plain = settings().getFirst();
    for (long until : new long[] {FROZEN, Long.MAX_VALUE}) {
      Run group =
          new Run(
              plain,
              plain
                  .builder()
                  .group("0.*", SgdConfig.of(0.1).withMomentum(0.9))
                  .schedule("0.*", "learningRate", step -> 0.1 / (1 + step))
                  .freeze("0.*", until)
                  .clipByGlobalNorm(0.5));
      Run others = new Run(plain, plain.builder().freeze("0.*").clipByGlobalNorm(0.5));
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
    Run given = new Run(plain, freezing.apply(plain.builder()));
    Run measured = new Run(plain, freezing.apply(plain.builder()));
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
    Optimizer late = plain.builder().freeze("2.*", 1).build(SHAPES, ties);
    assertThat(late.trained()).containsExactlyInAnyOrder("0.bias", "1.weight", "1.bias");
    assertThat(late.trainedUntil()).isOne();
    late.step(new float[late.layout().size()], new Gradient(new float[late.layout().size()]));
    assertThat(late.trained()).contains("0.weight");
    assertThat(plain.builder().freeze("2.weight").build(SHAPES, ties).state().updates().keySet())
        .containsExactly("0.bias", "1.bias", "1.weight");
    assertThatThrownBy(() -> plain.builder().freeze("0.*").freeze("2.*").build(SHAPES, ties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter '0.weight' must be in one freeze pattern, was in '0.*' and '2.*'");
  }

  @Test
  void everythingFrozen_forGood_isRefused_forSomeSteps_isNot() {
    Setting plain = settings().getFirst();
    for (String[] patterns : new String[][] {{"*"}, {"0.*", "1.*"}}) {
      OptimizerBuilder builder = plain.builder();
      Arrays.stream(patterns).forEach(builder::freeze);
      assertThatThrownBy(() -> builder.build(SHAPES, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "freeze patterns must leave a parameter to train, %s leave none: give freeze a number"
                  + " of steps, or train a part",
              Arrays.toString(patterns));
      assertThatThrownBy(() -> builder.estimate(SHAPES, Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Run run = new Run(plain, plain.builder().freeze("*", 2));
    float[] start = run.weights.clone();
    run.step(0, "");
    run.step(1, "");
    assertThat(run.weights).isEqualTo(start);
    Run fresh = new Run(plain, plain.builder());
    run.step(2, "none");
    fresh.step(2, "none");
    assertThat(run.of("")).isEqualTo(fresh.of(""));
    assertThat(Optimizer.builder(AdamConfig.of(0.1)).build(Map.of(), Map.of()).trained()).isEmpty();
  }

  /// An optimizer, its weights, and gradients that are functions of path, element and number.
  private static final class Run {
    private final Optimizer optimizer;
    private final float[] weights;
    private final int window;

    Run(Setting setting, OptimizerBuilder builder) {
      optimizer = builder.build(SHAPES, Map.of());
      window = setting.window;
      weights = numbers(optimizer.layout(), -1);
    }

    private static float[] numbers(Layout layout, int seed) {
      float[] numbers = new float[layout.size()];
      for (Layout.Slice slice : layout.slices()) {
        long key = Keys.fold(Keys.of(seed), slice.path());
        for (int i = slice.offset(); i < slice.end(); i++) {
          numbers[i] = 2 * Keys.uniform(key, i - slice.offset()) - 1;
        }
      }
      return numbers;
    }

    /// Makes a step, with NaNs where paths start so: nobody may look.
    void step(int step, String frozen) {
      for (int i = step * window; i < (step + 1) * window; i++) {
        optimizer.step(weights, new Gradient(values(i, frozen)).samples(1 + i % 3));
      }
    }

    void gradients(int from, int to) {
      for (int i = from; i < to; i++) {
        optimizer.step(weights, new Gradient(values(i, "none")).samples(1 + i % 3));
      }
    }

    float[] values(int number, String frozen) {
      float[] values = numbers(optimizer.layout(), number);
      for (Layout.Slice slice : optimizer.layout().slices()) {
        if (slice.path().startsWith(frozen)) {
          Arrays.fill(values, slice.offset(), slice.end(), Float.NaN);
        }
      }
      return values;
    }

    static List<Float> part(Optimizer optimizer, float[] vector, String path) {
      Layout.Slice slice = optimizer.layout().slice(path);
      List<Float> part = new ArrayList<>();
      for (int i = slice.offset(); i < slice.end(); i++) {
        part.add(vector[i]);
      }
      return part;
    }

    /// Weights, evaluation weights, slots and update counts of the parameters whose paths start so.
    Map<String, Object> of(String prefix) {
      Map<String, Object> all = new TreeMap<>();
      float[] evaluated = new float[weights.length];
      optimizer.evaluationWeights(weights, evaluated);
      OptimizerState state = optimizer.state();
      for (String path : SHAPES.keySet()) {
        if (path.startsWith(prefix)) {
          all.put(path, part(optimizer, weights, path));
          all.put(path + " evaluated", part(optimizer, evaluated, path));
          all.put(path + " updates", state.updates().getOrDefault(path, 0L));
        }
      }
      state
          .slots()
          .forEach((name, slot) -> {
            if (name.startsWith(prefix)) {
              all.put(name, Arrays.toString(slot.toFloats()));
            }
          });
      return all;
    }
  }
}
