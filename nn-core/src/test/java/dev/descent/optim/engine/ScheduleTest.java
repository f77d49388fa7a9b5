package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.EpochSchedule;
import dev.descent.optim.spi.MetricSchedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hyper-parameters that follow schedules.
final class ScheduleTest {
  @Test
  void schedule_onMomentum_isWhatChangingTheConfigByHandDoes() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new Momentum(0.1, 0.5, false, 0))
                .schedule("momentum", step -> 0.5 + step / 100.0));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] expected = weights.clone();
    float[] m = new float[weights.length];
    for (int step = 0; step < 5; step++) {
      float[] gradient = Fixture.numbers(optimizer.layout(), 100 + step);
      float mu = (float) (0.5 + step / 100.0);
      for (int i = 0; i < m.length; i++) {
        m[i] = mu * m[i] + gradient[i];
        expected[i] -= 0.1f * m[i];
      }
    }
    Fixture.walk(optimizer, weights, 5);
    Fixture.assertSameBits(weights, expected);
    assertThat(optimizer.config()).isEqualTo(new Momentum(0.1, 0.54, false, 0));
  }

  @Test
  void schedule_constantValue_keepsTheRecord() {
    Optimizer optimizer =
        Fixture.small(Optimizer.builder(Momentum.plain(0.1)).schedule("learningRate", _ -> 0.1));
    Object before = optimizer.config();
    Fixture.walk(optimizer, Fixture.numbers(optimizer.layout(), 1), 3);
    assertThat(optimizer.config()).isSameAs(before);
  }

  @Test
  void schedule_insideConfigs_moveByDottedNames() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new Averaged(new Orthogonal(), 0.9))
                .schedule("inner.learningRate", step -> 0.01 * step)
                .schedule("base.fallback.learningRate", step -> 0.001 * step)
                .schedule("decay", step -> 1.0 / (1 + step)));
    Fixture.walk(optimizer, Fixture.numbers(optimizer.layout(), 1), 3);
    Averaged averaged = (Averaged) optimizer.config();
    Orthogonal orthogonal = (Orthogonal) averaged.base();
    assertThat(averaged.decay()).isEqualTo(1.0 / 3);
    assertThat(orthogonal.learningRate()).isEqualTo(0.02);
    assertThat(orthogonal.others().learningRate()).isEqualTo(0.002);
  }

  @Test
  void schedule_ofOneObjectInTwoPlaces_movesTheOneThatIsMeant() {
    Momentum twice = Momentum.plain(0.1);
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new Pair(twice, twice))
                .schedule("inner.learningRate", step -> 0.5 + step));
    Fixture.walk(optimizer, Fixture.numbers(optimizer.layout(), 1), 1);
    assertThat(optimizer.config()).isEqualTo(new Pair(twice, Momentum.plain(0.5)));
  }

  @Test
  void schedule_leavesTheRange_isRefusedBeforeAnythingIsWritten() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Moments.of(0.1)).schedule("learningRate", step -> 0.1 - 0.1 * step));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 2);
    float[] before = weights.clone();
    OptimizerState state = optimizer.state();
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Fixture.walk(optimizer, weights, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("schedule at step 2: moments learningRate must be finite and >= 0, was -0.1");
    }
    Fixture.assertSameBits(weights, before);
    Fixture.assertSameState(optimizer.state(), state);
  }

  @Test
  void schedule_leavesTheRangeInAGroup_namesTheGroup() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Moments.of(0.1))
                .group("*.bias", new Averaged(Moments.of(0.1), 0.9))
                .schedule("*.bias", "inner.beta1", step -> step));
    assertThatThrownBy(() -> Fixture.walk(optimizer, new float[optimizer.layout().size()], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "schedule at step 1 in group '*.bias': moments beta1 must be in [0, 1), was 1.0");
  }

  @Test
  void schedule_changesTheSlots_isRefused() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(0.1))
                .schedule("momentum", step -> step < 2 ? 0 : 0.9));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 2);
    float[] before = weights.clone();
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Fixture.walk(optimizer, weights, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "schedule at step 2 changes the slots of momentum for '0.weight' from [] to"
                  + " [momentum]: start with a value that needs them");
    }
    Fixture.assertSameBits(weights, before);
  }

  @Test
  void schedule_turnsOnThePenalty_mayReadTheWeightsFromThenOn() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(0.1))
                .schedule("weightDecay", step -> step < 2 ? 0 : 0.1));
    Fixture.walk(optimizer, Fixture.numbers(optimizer.layout(), 1), 3);
    assertThat(optimizer.steps()).isEqualTo(3);
  }

  @Test
  void schedule_ofAllGroups_leavesToAGroupItsOwn() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(1))
                .group("*.bias", Momentum.plain(1))
                .schedule("learningRate", _ -> 2)
                .schedule("*.bias", "learningRate", _ -> 3));
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    int bias = optimizer.layout().slice("0.bias").offset();
    int gain = optimizer.layout().slice("gain").offset();
    gradient[bias] = 1;
    gradient[gain] = 1;
    optimizer.step(weights, new Gradient(gradient));
    assertThat(weights[bias]).isEqualTo(-3);
    assertThat(weights[gain]).isEqualTo(-2);
  }

  @Test
  void schedule_declaredTwice_isRefused() {
    OptimizerBuilder builder =
        Optimizer.builder(Moments.of(1)).schedule("beta1", _ -> 0.5).schedule("*", "beta1", _ -> 0);
    assertThatThrownBy(() -> builder.schedule("beta1", _ -> 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("schedule of 'beta1' is declared twice: make one of two by then or times");
    assertThatThrownBy(() -> builder.schedule("*", "beta1", _ -> 0.9))
        .hasMessage("schedule of '*: beta1' is declared twice: make one of two by then or times");
  }

  @Test
  void schedule_misspelled_suggestsTheNearest() {
    assertThatThrownBy(
            () -> Fixture.small(Optimizer.builder(Moments.of(1)).schedule("learningrate", _ -> 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no hyper-parameter to schedule named 'learningrate'; did you mean 'learningRate'?"
                + " found [beta1, beta2, epsilon, learningRate, weightDecay]");
    assertThatThrownBy(() ->
            Fixture.small(Optimizer.builder(Moments.of(1)).schedule("*.bias", "beta1", _ -> 0.5)))
        .hasMessage("no group '*.bias' to schedule beta1 in; found [*]");
  }

  @Test
  void schedule_ofEpochs_hasTheStepsThatAccumulationLeaves() {
    EpochSchedule falling = new EpochSchedule(epoch -> 0.1 / (1 + epoch));
    OptimizerBuilder builder =
        Optimizer.builder(Momentum.plain(1))
            .group("*.bias", Momentum.plain(1))
            .schedule("learningRate", falling, 5)
            .schedule("*.bias", "learningRate", falling, 6)
            .accumulate(2);
    assertThat(builder.describe().get("schedules").toString())
        .contains("stepsPerEpoch=3")
        .contains("*.bias: learningRate=PerEpoch[");
    Optimizer optimizer = Fixture.small(builder);
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 6);
    assertThat(optimizer.config()).isEqualTo(Momentum.plain(0.1));
    Fixture.walk(optimizer, weights, 2);
    assertThat(optimizer.steps()).isEqualTo(4);
    assertThat(optimizer.config()).isEqualTo(Momentum.plain(0.05));
    assertThatThrownBy(() -> builder.schedule("learningRate", falling, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gradients in an epoch must be >= 1, was 0");
  }

  @Test
  void schedule_skippedBatches_doNotAdvanceIt() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(1))
                .nonFinite(NonFinite.skip(5))
                .schedule("learningRate", step -> step));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 2);
    optimizer.step(weights, new Gradient(weights.clone()).loss(Double.NaN));
    Fixture.walk(optimizer, weights, 1);
    assertThat(optimizer.config()).isEqualTo(Momentum.plain(2));
  }

  @Test
  void schedule_thatTheOuterConfigRefuses_isRefusedEveryTime() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new Pair(new Momentum(), Momentum.plain(0.1)))
                .schedule("inner.learningRate", step -> 0.5 + step));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 1);
    float[] before = weights.clone();
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Fixture.walk(optimizer, weights, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("schedule at step 1: pair trained.learningRate must be <= 1, was 1.5");
    }
    Fixture.assertSameBits(weights, before);
  }

  /// One number, the last metric, which is the value.
  private record Last(double first) implements MetricSchedule {
    @Override
    public List<String> names() {
      return List.of("last");
    }

    @Override
    public double[] start() {
      return new double[] {first};
    }

    @Override
    public void observe(double[] state, double metric) {
      state[0] = metric;
    }

    @Override
    public double at(long step, double[] state) {
      return state[0];
    }
  }

  @Test
  void schedule_byAMetricInAGroup_movesThatGroupOfThatOptimizerAlone() {
    OptimizerBuilder builder =
        Optimizer.builder(Momentum.plain(1))
            .group("*.bias", Momentum.plain(1))
            .schedule("*.bias", "learningRate", new Last(2));
    Optimizer first = Fixture.small(builder);
    Optimizer second = Fixture.small(builder);
    second.observe(3);
    assertMoves(first, 2);
    assertMoves(second, 3);
    first.observe(4);
    assertMoves(second, 3);
    assertMoves(first, 4);
    assertThat(first.state().scalars()).containsEntry("schedule *.bias: learningRate/last", 4.0);
    assertThat(builder.describe())
        .isEqualTo(
            Optimizer.builder(Momentum.plain(1))
                .group("*.bias", Momentum.plain(1))
                .schedule("*.bias", "learningRate", new Last(2))
                .describe());
  }

  private static void assertMoves(Optimizer optimizer, float bias) {
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    int at = optimizer.layout().slice("0.bias").offset();
    int gain = optimizer.layout().slice("gain").offset();
    gradient[at] = 1;
    gradient[gain] = 1;
    optimizer.step(weights, new Gradient(gradient));
    assertThat(weights[at]).isEqualTo(-bias);
    assertThat(weights[gain]).isEqualTo(-1);
  }
}
