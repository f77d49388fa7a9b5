package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.tensor.Layout;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Parameters that are not trained, for good or for some steps.
final class FrozenParametersTest {
  @Test
  void frozenParameter_manySteps_staysAndHasNoState() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)).freeze("0.*"));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    Fixture.walk(optimizer, weights, 3);
    Fixture.assertSameBits(
        Fixture.slice(optimizer, "0.weight", weights),
        Fixture.slice(optimizer, "0.weight", before));
    assertThat(optimizer.state().updates().keySet()).containsExactly("1.bias", "1.weight", "gain");
    assertThat(optimizer.state().slots().keySet()).noneMatch(name -> name.startsWith("0."));
  }

  @Test
  void frozenParameter_gradientNotFinite_isNotLookedAt() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)).freeze("0.bias"));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] gradient = new float[weights.length];
    gradient[optimizer.layout().slice("0.bias").offset()] = Float.NaN;
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
  }

  @Test
  void frozenParameter_gradientNotFinite_countsInNoNormAndAsNoNan() {
    float[] expected = Fixture.numbers(layoutOfFrozen(), 1);
    float[] weights = expected.clone();
    for (float frozen : new float[] {0, Float.NaN}) {
      Optimizer optimizer =
          Fixture.small(
              Optimizer.builder(Momentum.plain(1))
                  .freeze("0.*")
                  .clipByGlobalNorm(0.5)
                  .nonFinite(NonFinite.fail().withZeroedNans()));
      float[] gradient = Fixture.numbers(optimizer.layout(), 2);
      gradient[optimizer.layout().slice("1.bias").offset()] = Float.NaN;
      Layout.Slice slice = optimizer.layout().slice("0.weight");
      Arrays.fill(gradient, slice.offset(), slice.end(), frozen);
      optimizer.step(frozen == 0 ? expected : weights, new Gradient(gradient));
      assertThat(optimizer.zeroedNans()).isEqualTo(1);
    }
    Fixture.assertSameBits(weights, expected);
  }

  @Test
  void parameterFrozenUntilAStep_countsInTheNormFromThenOn() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(1)).freeze("0.weight", 2).clipByGlobalNorm(0.5));
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    int late = optimizer.layout().slice("0.weight").offset();
    int early = optimizer.layout().slice("gain").offset();
    gradient[early] = 3;
    for (float frozen : new float[] {Float.NaN, 4}) {
      gradient[late] = frozen;
      optimizer.step(weights, new Gradient(gradient));
    }
    assertThat(weights[early]).isEqualTo(-1); // twice 3 of a norm of 3
    assertThat(weights[late]).isZero();
    weights[early] = 0;
    optimizer.step(weights, new Gradient(gradient));
    assertThat(weights[early]).isEqualTo(-0.3f); // 3 and 4 of a norm of 5
    assertThat(weights[late]).isEqualTo(-0.4f);
    gradient[late] = Float.NaN;
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageStartingWith("gradient of '0.weight' must be finite, was NaN at index 0");
  }

  /// A program of other parameters brings its own gradient, and both need not fit into the heap.
  @Test
  void gradient_ofTheLastStepBeforeOthersAreTrained_isLetGo() {
    for (OptimizerBuilder builder :
        List.of(
            Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3),
            Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3).clipByGlobalNorm(1),
            Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3).group("1.*", Moments.of(0.1)))) {
      Optimizer optimizer = Fixture.small(builder);
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      for (int step = 0; step < 3; step++) {
        WeakReference<float[]> values = step(optimizer, weights);
        if (step == 2) {
          for (int i = 0; i < 10 && values.get() != null; i++) {
            System.gc(); // one that found another under way does nothing
          }
          assertThat(values.get()).isNull();
        }
      }
    }
  }

  private static WeakReference<float[]> step(Optimizer optimizer, float[] weights) {
    float[] values = Fixture.numbers(optimizer.layout(), 2);
    optimizer.step(weights, new Gradient(values).loss(1));
    return new WeakReference<>(values);
  }

  private static Layout layoutOfFrozen() {
    return Fixture.small(Optimizer.builder(Momentum.plain(1)).freeze("0.*")).layout();
  }

  @Test
  void trained_growsWhereFreezingEnds() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Moments.of(0.1))
                .freeze("0.weight")
                .freeze("0.bias", 2)
                .freeze("1.*", 3));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    assertThat(optimizer.trained()).containsExactlyInAnyOrder("gain");
    assertThat(optimizer.trainedUntil()).isEqualTo(2);
    Fixture.walk(optimizer, weights, 2);
    assertThat(optimizer.trained()).containsExactlyInAnyOrder("gain", "0.bias");
    assertThat(optimizer.trainedUntil()).isEqualTo(3);
    Fixture.walk(optimizer, weights, 1);
    assertThat(optimizer.trained())
        .containsExactlyInAnyOrder("gain", "0.bias", "1.weight", "1.bias");
    assertThat(optimizer.trainedUntil()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void lateUnfreezing_ownCount_isWhatAFreshOptimizerDoes() {
    Optimizer late = Fixture.small(Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3));
    float[] weights = Fixture.numbers(late.layout(), 1);
    float[] start = weights.clone();
    Fixture.walk(late, weights, 3);
    Fixture.assertSameBits(
        Fixture.slice(late, "0.weight", weights), Fixture.slice(late, "0.weight", start));
    assertThat(late.state().updates()).containsEntry("0.weight", 0L).containsEntry("gain", 3L);
    Fixture.walk(late, weights, 2);
    assertThat(late.state().updates()).containsEntry("0.weight", 2L).containsEntry("gain", 5L);
    Optimizer fresh = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] other = Fixture.numbers(fresh.layout(), 1);
    for (int step = 3; step < 5; step++) {
      fresh.step(other, new Gradient(Fixture.numbers(fresh.layout(), 100 + step)));
    }
    Fixture.assertSameBits(
        Fixture.slice(late, "0.weight", weights), Fixture.slice(fresh, "0.weight", other));
    Optimizer always = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] third = Fixture.numbers(always.layout(), 1);
    Fixture.walk(always, third, 5);
    Fixture.assertSameBits(
        Fixture.slice(late, "1.weight", weights), Fixture.slice(always, "1.weight", third));
  }

  @Test
  void lateUnfreezing_slotThatStartsAsTheWeights_startsThen() {
    Optimizer late =
        Fixture.small(Optimizer.builder(new Averaged(Momentum.plain(0.1), 0.5)).freeze("gain", 2));
    float[] weights = Fixture.numbers(late.layout(), 1);
    Fixture.walk(late, weights, 2);
    int gain = late.layout().slice("gain").offset();
    weights[gain] = 10; // set by somebody else while frozen
    Fixture.walk(late, weights, 1);
    float[] out = new float[weights.length];
    late.evaluationWeights(weights, out);
    assertThat(out[gain]).isBetween(9f, 11f);
  }

  @Test
  void wholeModelRule_lateUnfreezing_isRefused() {
    assertThatThrownBy(() -> Fixture.small(Optimizer.builder(new LineSearch()).freeze("0.*", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "line-search updates its group as one vector: all of '*' must be trained from the"
                + " start");
  }
}
