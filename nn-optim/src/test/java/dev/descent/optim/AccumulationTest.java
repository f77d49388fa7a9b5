package dev.descent.optim;

import static dev.descent.optim.SmallModel.build;
import static dev.descent.optim.SmallModel.gradient;
import static dev.descent.optim.SmallModel.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.engine.Window;
import dev.descent.optim.schedule.Schedules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
