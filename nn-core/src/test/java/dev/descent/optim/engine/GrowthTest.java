package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.Slot;
import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Slots that promise how much they grow need no look after each step, and nothing else changes.
final class GrowthTest {
  private static final float RATE = 0x1p-10f;

  @Test
  void steps_whoseGradientsBringTheBoundToItsEnd_haveTheBitsOfALoop() {
    for (float size : new float[] {1e-3f, 3, 1e6f, 1e9f, 1e15f, 0x1p57f}) {
      for (boolean brief : new boolean[] {false, true}) {
        Optimizer optimizer = optimizer();
        float[] weights = new float[optimizer.layout().size()];
        float[] gradient = new float[weights.length];
        float sum = 0;
        float weight = 0;
        for (int step = 0; step < 100; step++) {
          gradient[1] = size;
          Gradient next = new Gradient(gradient);
          assertThat(optimizer.step(weights, brief ? next : known(next, size))).isTrue();
          sum += size;
          weight -= RATE * sum;
          assertThat(weights[1]).isEqualTo(weight);
        }
      }
    }
  }

  @Test
  void overflow_ofASlotThatNobodyLooksAt_isPutBackAndNamed() {
    Optimizer optimizer = optimizer();
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    gradient[1] = 0x1p127f;
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
    float[] before = weights.clone();
    OptimizerState state = optimizer.state();
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("was -Infinity at index 1 in step 1; no weight, slot or counter has");
    Fixture.assertSameBits(weights, before);
    Fixture.assertSameState(optimizer.state(), state);
    gradient[1] = 1;
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
  }

  @Test
  void overflow_ofWeightsThatTheStepBeforeHasMadeLarge_isPutBack() {
    Optimizer optimizer =
        Optimizer.builder(new Momentum(1e5, 0, false, 1)).build(Map.of("w", Shape.of(2)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    weights[1] = 1e30f;
    Gradient gradient = new Gradient(new float[weights.length]);
    assertThat(optimizer.step(weights, gradient)).isTrue();
    float[] before = weights.clone();
    assertThatThrownBy(() -> optimizer.step(weights, gradient))
        .isInstanceOf(NonFiniteException.class);
    Fixture.assertSameBits(weights, before);
  }

  @Test
  void overflow_ofASlotThatNoWeightDependsOn_isFoundByTheBound() {
    float size = 0x1p58f;
    for (boolean brief : new boolean[] {false, true}) {
      Optimizer optimizer = squares(0x1p-40, 2);
      float[] weights = new float[optimizer.layout().size()];
      float[] gradient = new float[weights.length];
      Arrays.fill(gradient, 0, 2, size);
      Supplier<Gradient> next =
          () -> brief ? new Gradient(gradient) : known(new Gradient(gradient), size);
      for (int step = 0; step < 4095; step++) {
        assertThat(optimizer.step(weights, next.get())).isTrue();
      }
      float[] before = weights.clone();
      OptimizerState state = optimizer.state();
      assertThatThrownBy(() -> optimizer.step(weights, next.get()))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("slot sum by squares must be finite, was Infinity at index 0");
      Fixture.assertSameBits(weights, before);
      Fixture.assertSameState(optimizer.state(), state);
    }
  }

  @Test
  void nan_thatARuleWritesAfterItHasDescended_stopsTheOptimizer() {
    for (int size : new int[] {2, 40_000}) {
      for (boolean brief : new boolean[] {false, true}) {
        Optimizer optimizer = squares(0.1, size);
        float[] weights = new float[optimizer.layout().size()];
        float[] gradient = new float[weights.length];
        Arrays.fill(gradient, 0, size, 1);
        assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
        gradient[1] = 0;
        Gradient next = new Gradient(gradient);
        assertThatThrownBy(() -> optimizer.step(weights, brief ? next : known(next, 1)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("optimizer has stopped in step 1")
            .hasMessageContaining("update of 'w' by squares must be finite, was NaN at index 1");
      }
    }
  }

  /// A NaN that the caller has written tells whether weights are looked at: the step is refused if
  /// they are, and stops the optimizer if not.
  @Test
  void steps_whoseGradientsAreLargeOnlyBeforeScaling_lookAtNothingBefore() {
    float size = 0x1p40f;
    for (boolean brief : new boolean[] {false, true}) {
      Optimizer optimizer = optimizer();
      float[] weights = new float[optimizer.layout().size()];
      float[] gradient = new float[weights.length];
      gradient[1] = size;
      Supplier<Gradient> next =
          () -> {
            Gradient one = new Gradient(gradient).scale(0x1p-40);
            return brief ? one : known(one, size);
          };
      for (int step = 0; step < 3; step++) {
        assertThat(optimizer.step(weights, next.get())).isTrue();
      }
      weights[0] = Float.NaN;
      assertThatThrownBy(() -> optimizer.step(weights, next.get()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("optimizer has stopped in step 3");
    }
  }

  /// As above: slots that gain the gradient are bounded by it, and a gradient of 2⁴⁰ leaves them
  /// below 2⁵⁸; slots that gain its square are looked at.
  @Test
  void steps_whoseSlotsGainNoSquares_lookAtNothingBefore() {
    float size = 0x1p40f;
    for (boolean brief : new boolean[] {false, true}) {
      assertThatThrownBy(() -> stepOnNan(optimizer(), size, brief))
          .hasMessageContaining("optimizer has stopped in step 3");
      assertThatThrownBy(() -> stepOnNan(squares(RATE, 2), size, brief))
          .isInstanceOf(NonFiniteException.class);
    }
  }

  private static void stepOnNan(Optimizer optimizer, float size, boolean brief) {
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    Arrays.fill(gradient, 0, 2, size);
    for (int step = 0; step < 4; step++) {
      weights[0] = step == 3 ? Float.NaN : weights[0];
      Gradient next = new Gradient(gradient);
      assertThat(optimizer.step(weights, brief ? next : known(next, size))).isTrue();
    }
  }

  @Test
  void blocks_areLongWhereSlotsNeedNoLook_andShortWhereTheirPromisesDoNotCount() {
    assertThat(length(new Lengths(false), 20_000)).isEqualTo(16 * 1024f);
    assertThat(length(new Lengths(true), 20_000)).isEqualTo(2048f);
  }

  @Test
  void blocks_ofManyWeights_areLongestWhereSlotsNeedNoLook() {
    int many = 4 * 1024 * 1024;
    assertThat(length(new Lengths(false), many)).isEqualTo(64 * 1024f);
    assertThat(length(new Lengths(false), many - 1)).isEqualTo(16 * 1024f);
    assertThat(length(new Lengths(true), many)).isEqualTo(2048f);
  }

  @Test
  void weights_inLongestBlocks_haveTheBitsOfAnyTeamAndOfShorterOnes() {
    int many = 4 * 1024 * 1024 + 3;
    float[] gradient = new float[many];
    for (int i = 0; i < many; i++) {
      gradient[i] = Keys.uniform(3, i) - 0.5f;
    }
    float[] expected = weights(Team.single(), gradient);
    try (Team team = Team.of(3)) {
      Fixture.assertSameBits(weights(team, gradient), expected);
    }
    int from = 64 * 1024 - 500;
    int to = from + 1000;
    float[] some = weights(Team.single(), Arrays.copyOfRange(gradient, from, to));
    Fixture.assertSameBits(some, Arrays.copyOfRange(expected, from, to));
  }

  private static float[] weights(Team team, float[] gradient) {
    Optimizer optimizer =
        Optimizer.builder(new Gathering(RATE))
            .team(team)
            .build(Map.of("w", Shape.of(gradient.length)), Map.of());
    float[] values = new float[optimizer.layout().size()];
    float[] padded = Arrays.copyOf(gradient, values.length);
    for (int step = 0; step < 3; step++) {
      assertThat(optimizer.step(values, new Gradient(padded))).isTrue();
    }
    return Arrays.copyOf(values, gradient.length);
  }

  private static float length(Lengths config, int weights) {
    Optimizer optimizer = Optimizer.builder(config).build(Map.of("w", Shape.of(weights)), Map.of());
    float[] values = new float[optimizer.layout().size()];
    optimizer.step(values, new Gradient(new float[values.length]));
    return optimizer.state().slots().get("w/length").toFloats()[0];
  }

  @Test
  void nan_inWeightsThatTheCallerChanged_stopsTheOptimizer() {
    Optimizer optimizer = optimizer();
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    optimizer.step(weights, new Gradient(gradient));
    weights[0] = Float.NaN;
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("optimizer has stopped in step 1");
  }

  @Test
  void promise_ofAThirdPower_isRefused() {
    assertThatThrownBy(() -> Slot.zeros("m").gains(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slot 'm' must gain the first or second power of the gradient, was 3");
  }

  private static Optimizer optimizer() {
    return Optimizer.builder(new Gathering(RATE)).build(Map.of("w", Shape.of(2)), Map.of());
  }

  private static Optimizer squares(double rate, int size) {
    return Optimizer.builder(new Squares(rate)).build(Map.of("w", Shape.of(size)), Map.of());
  }

  /// The general way: a given norm closes the short one.
  private static Gradient known(Gradient gradient, float size) {
    return gradient.norms(new double[] {(double) size * size}, new float[] {size});
  }
}
