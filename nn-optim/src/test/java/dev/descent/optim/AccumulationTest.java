package dev.descent.optim;

import static dev.descent.optim.SmallModel.build;
import static dev.descent.optim.SmallModel.gradient;
import static dev.descent.optim.SmallModel.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.optim.engine.Window;
import dev.descent.optim.schedule.Schedules;
import dev.descent.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Steps of several gradients.
final class AccumulationTest {
  @Test
  void accumulated_isTheMeanOverSamples() {
    Optimizer once = build(Optimizer.builder(SgdConfig.of(0.5)));
    Optimizer twice = build(Optimizer.builder(SgdConfig.of(0.5)).accumulate(2));
    float[] expected = start(once);
    float[] actual = start(twice);
    float[] mean = new float[expected.length];
    float[] first = gradient(once, 0);
    float[] second = gradient(once, 1);
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (3 * first[i] + second[i]) / 4;
    }
    once.step(expected, new Gradient(mean));
    assertThat(twice.step(actual, new Gradient(first).samples(3))).isTrue();
    assertThat(actual).as("weights within a window").isEqualTo(start(twice));
    assertThat(twice.steps()).isZero();
    twice.step(actual, new Gradient(second).samples(1));
    assertThat(actual).isEqualTo(expected);
    assertThat(twice.steps()).isOne();
  }

  /// Norms that a caller has are of one gradient, what is clipped is a mean.
  @Test
  void clippedAccumulation_wantsNoNormsOfAGradient() {
    OptimizerBuilder clipping = Optimizer.builder(SgdConfig.of(0.5)).clipByGlobalNorm(0.5);
    Optimizer once = build(clipping);
    assertThat(once.clips()).isTrue();
    Optimizer twice = build(clipping.accumulate(2));
    assertThat(twice.clips()).isFalse();
    float[] expected = start(once);
    float[] actual = start(twice);
    once.step(expected, new Gradient(gradient(once, 0)));
    for (int i = 0; i < 2; i++) {
      twice.step(actual, new Gradient(gradient(once, 0)));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void lastPartialWindow_isAppliedByFlush() {
    Optimizer one = build(Optimizer.builder(AdamConfig.of(0.1)));
    Optimizer window = build(Optimizer.builder(AdamConfig.of(0.1)).accumulate(8));
    float[] expected = start(one);
    float[] actual = start(window);
    one.step(expected, new Gradient(gradient(one, 0)));
    window.step(actual, new Gradient(gradient(one, 0)).samples(4));
    assertThat(window.flush(actual)).isTrue();
    assertThat(actual).isEqualTo(expected);
    assertThat(window.flush(actual)).as("nothing left").isTrue();
    assertThat(window.steps()).isOne();
  }

  @Test
  void accumulated_asAMeanOrASum_countsEachGradientOnce() {
    Map<Window, Float> shares = Map.of(Window.MEAN, 0.5f, Window.SUM, 1f);
    shares.forEach((taken, share) -> {
      Optimizer once = build(Optimizer.builder(SgdConfig.of(0.5)));
      Optimizer twice = build(Optimizer.builder(SgdConfig.of(0.5)).accumulate(2, taken));
      float[] expected = start(once);
      float[] actual = start(twice);
      float[] first = gradient(once, 0);
      float[] second = gradient(once, 1);
      float[] whole = new float[expected.length];
      for (int i = 0; i < whole.length; i++) {
        whole[i] = share * (first[i] + second[i]);
      }
      once.step(expected, new Gradient(whole));
      twice.step(actual, new Gradient(first).samples(3));
      twice.step(actual, new Gradient(second).samples(1));
      assertThat(actual).as("%s", taken).isEqualTo(expected);
    });
  }

  @Test
  void lastPartialWindow_asAMeanOrASum_isAppliedByFlush() {
    Map<Window, Float> shares = Map.of(Window.MEAN, 0.5f, Window.SUM, 1f);
    shares.forEach((taken, share) -> {
      Optimizer once = build(Optimizer.builder(PolyakSgdConfig.of(1000)));
      Optimizer window = build(Optimizer.builder(PolyakSgdConfig.of(1000)).accumulate(8, taken));
      float[] expected = start(once);
      float[] actual = start(window);
      float[] whole = gradient(once, 0);
      float[] second = gradient(once, 1);
      for (int i = 0; i < whole.length; i++) {
        whole[i] = share * (whole[i] + second[i]);
      }
      once.step(expected, new Gradient(whole).loss(share * 6));
      window.step(actual, new Gradient(gradient(once, 0)).samples(3).loss(2));
      window.step(actual, new Gradient(second).samples(1).loss(4));
      assertThat(window.flush(actual)).isTrue();
      assertThat(actual).as("%s", taken).isEqualTo(expected).isNotEqualTo(start(window));
      assertThat(window.flush(actual)).as("nothing left").isTrue();
      assertThat(window.steps()).isOne();
    });
  }

  /// The sum of an open window is of gradients that count as its kind has it.
  @ParameterizedTest
  @MethodSource("pairs")
  void openWindow_ofAnotherKind_isRefused(Window saved, Window wanted) {
    Optimizer first = build(Optimizer.builder(AdamConfig.of(0.5)).accumulate(4, saved));
    float[] expected = start(first);
    SmallModel.run(first, expected, 0, 2);
    OptimizerState state = first.state();
    Optimizer second = build(Optimizer.builder(AdamConfig.of(0.5)).accumulate(4, wanted));
    if (saved == wanted) {
      float[] actual = expected.clone();
      second.restore(state);
      SmallModel.run(first, expected, 2, 4);
      SmallModel.run(second, actual, 2, 4);
      assertThat(actual).isEqualTo(expected).isNotEqualTo(start(first));
      assertThat(second.state()).hasToString(first.state().toString());
    } else {
      OptimizerState before = second.state();
      assertThatThrownBy(() -> second.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "\n  open window of 2 gradients must be taken for %s, was begun for %s: accumulate for %s, or flush before the state is saved\n"
                  .formatted(wanted, saved, saved));
      assertThat(second.state()).hasToString(before.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void kindOfWindow_betweenWindows_mayChange(Window saved, Window wanted) {
    Optimizer first = build(Optimizer.builder(AdamConfig.of(0.5)).accumulate(2, saved));
    float[] expected = start(first);
    SmallModel.run(first, expected, 0, 2);
    OptimizerState state = first.state();
    float[] actual = expected.clone();
    Optimizer second = build(Optimizer.builder(AdamConfig.of(0.5)).accumulate(2, wanted));
    second.restore(state);
    SmallModel.run(second, actual, 2, 4);
    Optimizer plain = build(Optimizer.builder(AdamConfig.of(0.5)));
    plain.restore(withoutWindow(state));
    plain.step(expected, new Gradient(together(plain, wanted)));
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f));
    }
  }

  /// Files from before there were kinds say nothing of one.
  @Test
  void openWindow_overSamples_savesNoKind() {
    Optimizer optimizer = build(Optimizer.builder(SgdConfig.of(0.5)).accumulate(3));
    SmallModel.run(optimizer, start(optimizer), 0, 2);
    assertThat(optimizer.state().scalars())
        .containsOnlyKeys("optimizer/gradients", "optimizer/samples", "optimizer/losses");
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Window.values())
        .flatMap(a -> Stream.of(Window.values()).map(b -> Arguments.of(a, b)));
  }

  /// Returns what the gradients of steps 2 and 3, of 3 and 4 samples, are taken for.
  private static float[] together(Optimizer optimizer, Window kind) {
    float[] first = gradient(optimizer, 2);
    float[] second = gradient(optimizer, 3);
    float[] whole = new float[first.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] =
          switch (kind) {
            case SAMPLE_MEAN -> (3 * first[i] + 4 * second[i]) / 7;
            case MEAN -> (first[i] + second[i]) / 2;
            case SUM -> first[i] + second[i];
          };
    }
    return whole;
  }

  private static OptimizerState withoutWindow(OptimizerState state) {
    TreeMap<String, Tensor> slots = new TreeMap<>(state.slots());
    slots.keySet().removeIf(name -> name.endsWith("/accumulated"));
    return new OptimizerState(
        state.step(), slots, new TreeMap<>(), state.updates(), state.config());
  }

  /// What a rule sees of losses is what the gradients are taken for.
  @Test
  void lossesOfAWindow_areTakenAsItsGradients() {
    Map<Window, Double> losses = Map.of(Window.SAMPLE_MEAN, 2.5, Window.MEAN, 3.0, Window.SUM, 6.0);
    losses.forEach((taken, loss) -> {
      OptimizerBuilder builder = Optimizer.builder(PolyakSgdConfig.of(1000));
      Optimizer once = build(builder);
      Optimizer twice = build(builder.accumulate(2, taken));
      float[] expected = start(once);
      float[] actual = start(twice);
      float[] part = gradient(once, 0);
      float[] whole = part.clone();
      for (int i = 0; i < whole.length; i++) {
        whole[i] *= taken == Window.SUM ? 2 : 1;
      }
      once.step(expected, new Gradient(whole).loss(loss));
      twice.step(actual, new Gradient(part).samples(3).loss(2));
      twice.step(actual, new Gradient(part).samples(1).loss(4));
      assertThat(actual).as("%s", taken).isEqualTo(expected).isNotEqualTo(start(twice));
    });
  }

  @Test
  void windowThatIsNone_isRefused() {
    OptimizerRegistry all = OptimizerRegistry.discover();
    for (Object wrong :
        List.of(
            Map.of("gradients", 2, "taken", "MEDIAN"),
            Map.of("gradients", 2),
            Map.of("gradients", 0.5, "taken", "SUM"),
            Map.of("gradient", 2, "taken", "SUM"))) {
      assertThatThrownBy(() ->
              all.read(
                  Map.of("optimizer", Map.of("name", "sgd"), "accumulate", wrong),
                  Schedules::parse))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("accumulate ");
    }
  }
}
