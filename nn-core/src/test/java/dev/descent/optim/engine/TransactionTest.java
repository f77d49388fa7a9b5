package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A step happens as a whole or not at all.
final class TransactionTest {
  private static final String WAY_OUT =
      ": lower the learning rate, clip the gradient, look for bad data, or skip such batches by"
          + " nonFinite(NonFinite.skip(limit))";

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void gradient_notFinite_changesNothingAndIsNamed(float bad) {
    for (OptimizerConfig config : configs()) {
      Optimizer optimizer = Fixture.small(Optimizer.builder(config));
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      Fixture.walk(optimizer, weights, 2);
      float[] before = weights.clone();
      OptimizerState state = optimizer.state();
      float[] gradient = Fixture.numbers(optimizer.layout(), 7);
      gradient[optimizer.layout().slice("1.weight").offset() + 4] = bad;
      Gradient step = new Gradient(gradient).loss(1).objective(Fixture.bowl());
      assertThatThrownBy(() -> optimizer.step(weights, step))
          .isInstanceOf(NonFiniteException.class)
          .hasMessage(
              "gradient of '1.weight' must be finite, was %s at index 4 in step 2; no weight, slot"
                  + " or counter has changed"
                  + WAY_OUT,
              bad);
      Fixture.assertSameBits(weights, before);
      Fixture.assertSameState(optimizer.state(), state);
    }
  }

  static OptimizerConfig[] configs() {
    return new OptimizerConfig[] {
      Momentum.plain(0.1),
      new Momentum(0.1, 0.9, true, 0.1),
      Descending.of(0.1, 0, false),
      Descending.of(0.1, 0.1, false),
      Descending.of(0.1, 0.1, true),
      new Averaged(Descending.of(0.1, 0.1, true), 0.9),
      Moments.of(0.1).withWeightDecay(0.1),
      new Trust(0.1, 0.1),
      new Orthogonal(),
      new LineSearch(),
      new Averaged(new Trust(0.1, 0.1), 0.9),
      new Masked(Moments.of(0.1).withWeightDecay(0.1)),
      new Averaged(new Masked(new Orthogonal()), 0.9),
      new Factored(),
      new Curvature()
    };
  }

  @Test
  void loss_notFinite_changesNothing() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    Gradient gradient = new Gradient(weights.clone()).loss(Double.NaN);
    assertThatThrownBy(() -> optimizer.step(weights, gradient))
        .hasMessage(
            "loss must be finite, was NaN in step 0; no weight, slot or counter has changed"
                + WAY_OUT);
    Fixture.assertSameBits(weights, before);
  }

  @Test
  void gradientSaidToBeBad_byItsMagnitudes_isRefusedWithoutReading() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] largest = new float[optimizer.layout().slices().size()];
    largest[2] = Float.NaN;
    Gradient gradient = new Gradient(weights.clone()).norms(null, largest);
    assertThatThrownBy(() -> optimizer.step(weights, gradient))
        .isInstanceOf(NonFiniteException.class);
  }

  @Test
  void overflow_insideTheUpdate_isPutBack() {
    for (OptimizerConfig config : configs()) {
      Optimizer optimizer = Fixture.small(Optimizer.builder(config));
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      Fixture.walk(optimizer, weights, 2);
      float[] before = weights.clone();
      OptimizerState state = optimizer.state();
      float[] gradient = Fixture.numbers(optimizer.layout(), 7);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= 1e38f;
      }
      Gradient step = new Gradient(gradient).loss(1).objective(Fixture.bowl());
      try {
        optimizer.step(weights, step);
        continue; // some rules live with that: they normalize
      } catch (NonFiniteException e) {
        assertThat(e).hasMessageContaining("in step 2; no weight, slot or counter has changed");
      }
      Fixture.assertSameBits(weights, before);
      Fixture.assertSameState(optimizer.state(), state);
    }
  }

  @Test
  void overflow_ofAdamsSecondMoment_isPutBackAndNamed() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    float[] gradient = new float[weights.length];
    gradient[optimizer.layout().slice("0.bias").offset() + 2] = 1e30f;
    OptimizerState state = optimizer.state();
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessage(
            "update of '0.bias' slot v by moments must be finite, was Infinity at index 2 in step"
                + " 0; no weight, slot or counter has changed"
                + WAY_OUT);
    Fixture.assertSameBits(weights, before);
    Fixture.assertSameState(optimizer.state(), state);
    Fixture.walk(optimizer, weights, 1);
    Optimizer fresh = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    Fixture.walk(fresh, before, 1);
    Fixture.assertSameBits(weights, before);
  }

  @Test
  void largeNumbers_beyondTheModerateRange_giveTheSameBitsAsInPlace() {
    Map<String, dev.descent.tensor.Shape> one = Map.of("w", dev.descent.tensor.Shape.of(2));
    Optimizer optimizer = Optimizer.builder(new Momentum(0.5, 0.5, false, 0)).build(one, Map.of());
    float[] weights = new float[optimizer.layout().size()];
    weights[0] = 1e25f;
    float[] gradient = new float[weights.length];
    gradient[0] = 2e20f;
    gradient[1] = 3;
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
    assertThat(weights[0]).isEqualTo(1e25f - 0.5f * 2e20f - 0.5f * (0.5f * 2e20f + 2e20f));
    assertThat(weights[1]).isEqualTo(-0.5f * 3 - 0.5f * 4.5f);
  }

  @Test
  void skipPolicy_badBatches_areLeftOutUpToTheLimit() {
    Optimizer optimizer =
        Fixture.small(Optimizer.builder(Moments.of(0.1)).nonFinite(NonFinite.skip(2)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    Gradient bad = new Gradient(weights.clone()).loss(Double.POSITIVE_INFINITY);
    assertThat(optimizer.step(weights, bad)).isFalse();
    assertThat(optimizer.step(weights, bad)).isFalse();
    assertThat(optimizer.steps()).isZero();
    Fixture.walk(optimizer, weights, 1);
    Optimizer fresh = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    Fixture.walk(fresh, before, 1);
    Fixture.assertSameBits(weights, before);
    assertThat(optimizer.step(weights, bad)).isFalse();
    assertThat(optimizer.step(weights, bad)).isFalse();
    assertThatThrownBy(() -> optimizer.step(weights, bad))
        .hasMessage(
            "loss must be finite, was Infinity in step 1 after 2 skipped batches; no weight, slot"
                + " or counter has changed: lower the learning rate, clip the gradient, look for"
                + " bad data");
  }

  @Test
  void mistakeOfARule_moderateNumbers_stopsTheOptimizerForGood() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new Ratio()));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] gradient = Fixture.numbers(optimizer.layout(), 2);
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
    OptimizerState saved = optimizer.state();
    float[] kept = weights.clone();
    gradient[optimizer.layout().slice("0.weight").offset() + 3] = 0;
    String message =
        "optimizer has stopped in step 1, which cannot be undone: update of '0.weight' by ratio"
            + " must be finite, was NaN at index 3; continue from the last checkpoint";
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient))).hasMessage(message);
    assertThatThrownBy(optimizer::state).hasMessage(message);
    assertThatThrownBy(() -> optimizer.evaluationWeights(weights, kept)).hasMessage(message);
    optimizer.restore(saved);
    assertThat(optimizer.steps()).isEqualTo(1);
    assertThat(optimizer.step(kept, new Gradient(Fixture.numbers(optimizer.layout(), 2)))).isTrue();
  }

  @Test
  void exceptionOfARule_beforeAnythingIsWritten_changesNothing() {
    Optimizer optimizer =
        Fixture.small(Optimizer.builder(Moments.of(0.1)).group("gain", new Ratio(true, false)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    OptimizerState state = optimizer.state();
    assertThatThrownBy(() -> Fixture.walk(optimizer, weights, 1))
        .isInstanceOf(UnsupportedOperationException.class);
    Fixture.assertSameBits(weights, before);
    Fixture.assertSameState(optimizer.state(), state);
  }

  @Test
  void exceptionOfARule_inTheMiddle_stopsTheOptimizer() {
    Optimizer optimizer =
        Fixture.small(Optimizer.builder(Moments.of(0.1)).group("gain", new Ratio(false, true)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    assertThatThrownBy(() -> Fixture.walk(optimizer, weights, 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(optimizer::state)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("optimizer has stopped in step 0");
  }

  @Test
  void exceptionOfTheObjective_wholeModel_changesNothing() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new LineSearch()));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.descend(optimizer, weights, 1);
    float[] before = weights.clone();
    OptimizerState state = optimizer.state();
    Gradient gradient =
        new Gradient(Fixture.numbers(optimizer.layout(), 3))
            .loss(1)
            .objective((w, g) -> {
              throw new UnsupportedOperationException("objective");
            });
    assertThatThrownBy(() -> optimizer.step(weights, gradient))
        .isInstanceOf(UnsupportedOperationException.class);
    Fixture.assertSameBits(weights, before);
    Fixture.assertSameState(optimizer.state(), state);
  }

  @Test
  void arrays_ofAnotherLength_areRefused() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    assertThatThrownBy(() -> optimizer.step(new float[3], new Gradient(new float[256])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "weights must have 256 elements, the size of the optimizer's layout (padded to a"
                + " multiple of 256), was 3");
    assertThatThrownBy(() -> optimizer.step(new float[256], new Gradient(new float[3])))
        .hasMessage(
            "gradient must have 256 elements, the size of the optimizer's layout (padded to a"
                + " multiple of 256), was 3");
  }

  @Test
  void lossScale_ofABadLossOrUpdate_stays() {
    Optimizer optimizer =
        Fixture.small(Optimizer.builder(Moments.of(0.1)).lossScale(new LossScale(8, 2, 0.5, 9)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Gradient lost = new Gradient(weights.clone()).loss(Double.NaN);
    assertThatThrownBy(() -> optimizer.step(weights, lost)).isInstanceOf(NonFiniteException.class);
    float[] large = new float[weights.length];
    large[optimizer.layout().slice("0.bias").offset()] = 1e30f;
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(large)))
        .isInstanceOf(NonFiniteException.class);
    assertThat(optimizer.lossScale()).isEqualTo(8);
    large[optimizer.layout().slice("0.bias").offset()] = Float.POSITIVE_INFINITY;
    assertThat(optimizer.step(weights, new Gradient(large))).isFalse();
    assertThat(optimizer.lossScale()).isEqualTo(4);
  }

  @Test
  void flush_refusedBeforeItBegins_keepsTheWindow() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(1)).accumulate(3));
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    gradient[optimizer.layout().slice("gain").offset()] = 1;
    optimizer.step(weights, new Gradient(gradient));
    assertThatThrownBy(() -> optimizer.flush(new float[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(optimizer.flush(weights)).isTrue();
    assertThat(weights[optimizer.layout().slice("gain").offset()]).isEqualTo(-1);
  }
}
