package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Saved state: by name, complete, and refused when it does not fit.
final class StateTest {
  @Test
  void restore_atEveryStep_continuesWithTheSameBits() {
    for (OptimizerConfig config : TransactionTest.configs()) {
      Optimizer straight = build(config);
      float[] weights = Fixture.numbers(straight.layout(), 1);
      for (int step = 0; step < 6; step++) {
        OptimizerState state = straight.state();
        float[] saved = weights.clone();
        Fixture.walk(straight, weights, 1);
        Optimizer resumed = build(config);
        resumed.restore(state);
        Fixture.assertSameState(resumed.state(), state);
        Fixture.walk(resumed, saved, 1);
        Fixture.assertSameBits(saved, weights);
        Fixture.assertSameState(resumed.state(), straight.state());
        float[] out = new float[weights.length];
        float[] other = new float[weights.length];
        straight.evaluationWeights(weights, out);
        Optimizer looking = build(config);
        looking.restore(straight.state());
        looking.evaluationWeights(weights, other);
        Fixture.assertSameBits(other, out);
      }
    }
  }

  private static Optimizer build(OptimizerConfig config) {
    OptimizerBuilder builder = Optimizer.builder(config);
    if (!(config instanceof LineSearch)) {
      builder.freeze("1.*", 3);
    }
    return Fixture.small(builder);
  }

  @Test
  void restore_afterSkippedBatches_goesOnCountingThem() {
    OptimizerBuilder builder = Optimizer.builder(Moments.of(0.1)).nonFinite(NonFinite.skip(2));
    Optimizer before = Fixture.small(builder);
    float[] weights = Fixture.numbers(before.layout(), 1);
    Fixture.walk(before, weights, 1);
    Gradient bad = new Gradient(new float[weights.length]).loss(Double.NaN);
    assertThat(before.step(weights, bad)).isFalse();
    assertThat(before.state().scalars()).containsEntry("optimizer/skipped", 1.0);
    Optimizer resumed = Fixture.small(builder);
    resumed.restore(before.state());
    assertThat(resumed.step(weights, bad)).isFalse();
    assertThatThrownBy(() -> resumed.step(weights, bad)).isInstanceOf(NonFiniteException.class);
    Fixture.walk(resumed, weights, 1);
    assertThat(resumed.state().scalars()).containsEntry("optimizer/skipped", 0.0);
    assertThat(resumed.step(weights, bad)).isFalse();
  }

  @Test
  void restore_whereThePolicyHasStartedOrStoppedToSkip_goesOn() {
    Optimizer failing = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    Optimizer skipping =
        Fixture.small(Optimizer.builder(Moments.of(0.1)).nonFinite(NonFinite.skip(1)));
    float[] weights = Fixture.numbers(failing.layout(), 1);
    float[] expected = weights.clone();
    Gradient bad = new Gradient(new float[weights.length]).loss(Double.NaN);
    Fixture.walk(failing, weights, 2);
    assertThat(failing.state().scalars()).doesNotContainKey("optimizer/skipped");
    assertThat(skipping.step(expected.clone(), bad)).isFalse();
    skipping.restore(failing.state());
    assertThat(skipping.state().scalars()).containsEntry("optimizer/skipped", 0.0);
    assertThat(skipping.step(weights, bad)).isFalse();
    Fixture.walk(skipping, weights, 1);
    assertThat(skipping.step(weights, bad)).isFalse();
    Optimizer again = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    again.restore(skipping.state());
    assertThatThrownBy(() -> again.step(weights, bad)).isInstanceOf(NonFiniteException.class);
    Fixture.walk(again, weights, 1);
    Optimizer straight = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    Fixture.walk(straight, expected, 4);
    Fixture.assertSameBits(weights, expected);
    Fixture.assertSameState(again.state(), straight.state());
  }

  @Test
  void restore_whereNansAreTakenForZeroFromNowOn_goesOn() {
    Optimizer failing = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    OptimizerBuilder zeroing =
        Optimizer.builder(Moments.of(0.1)).nonFinite(NonFinite.skip(1).withZeroedNans());
    float[] weights = Fixture.numbers(failing.layout(), 1);
    Fixture.walk(failing, weights, 2);
    Optimizer resumed = Fixture.small(zeroing);
    resumed.restore(failing.state());
    assertThat(resumed.zeroedNans()).isZero();
    float[] gradient = Fixture.numbers(resumed.layout(), 102);
    gradient[0] = Float.NaN;
    resumed.step(weights, new Gradient(gradient));
    assertThat(resumed.zeroedNans()).isOne();
    Optimizer again = Fixture.small(zeroing);
    again.restore(resumed.state());
    assertThat(again.zeroedNans()).as("counted on").isOne();
    Optimizer strict = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    strict.restore(resumed.state());
    assertThat(strict.state().scalars()).doesNotContainKey("optimizer/zeroed_nans");
    float[] other = weights.clone();
    Fixture.walk(strict, weights, 1);
    Fixture.walk(again, other, 1);
    Fixture.assertSameBits(weights, other);
    again.restore(strict.state());
    assertThat(again.zeroedNans()).isZero();
  }

  @Test
  void restore_stateThatDoesNotFit_reportsEverythingAndChangesNothing() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 2);
    OptimizerState good = optimizer.state();
    TreeMap<String, Tensor> slots = new TreeMap<>(good.slots());
    slots.remove("0.weight/v");
    slots.put("0.bias/m", Tensor.full(Shape.of(7), 0));
    slots.put("1.bias/m", Tensor.of(Shape.of(3), 1, 2, 3));
    slots.put("2.weight/m", Tensor.full(Shape.of(2), 0));
    TreeMap<String, Double> scalars = new TreeMap<>(good.scalars());
    scalars.put("group */d", 1.0);
    TreeMap<String, Long> updates = new TreeMap<>(good.updates());
    updates.remove("gain");
    updates.put("0.bias", 3L);
    OptimizerState bad = new OptimizerState(2, slots, scalars, updates, good.config());
    assertThatThrownBy(() -> optimizer.restore(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            state must fit the optimizer, it does not:
              update count of 'gain' is missing
              slot '0.weight/v' is missing
              slot '2.weight/m' belongs to nothing here
              scalar 'group */d' belongs to nothing here
              slot '0.bias/m' must be F32[6], was F32[7]
              slot '1.bias/m' must be F32[3], was I32[3]
              update count of '0.bias' must be in [0, 2], was 3
            the state was saved by
              * = moments(learningRate=0.1, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0)\
            """);
    Fixture.assertSameState(optimizer.state(), good);
  }

  /// Slots of the same names and shapes may be another optimizer's, and mean something else there.
  @Test
  void restore_stateOfAnotherOptimizerWithTheSameSlots_isRefusedUnlessItIsMeant() {
    OptimizerBuilder builder = Optimizer.builder(Moments.of(0.1)).group("*.bias", new Momentum());
    Optimizer optimizer = Fixture.small(builder);
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 2);
    OptimizerState own = optimizer.state();
    assertThat(own.rules())
        .containsEntry("0.weight", "moments")
        .containsEntry("0.bias", "momentum");
    TreeMap<String, String> rules = new TreeMap<>(own.rules());
    rules.replace("0.bias", "other");
    rules.replace("0.weight", "masked(moments)");
    rules.replace("1.weight", "masked(moments)");
    rules.remove("1.bias"); // one that nobody knows fits all
    OptimizerState other =
        new OptimizerState(
            own.step(), own.slots(), own.scalars(), own.updates(), own.config(), rules);
    Optimizer again = Fixture.small(builder);
    OptimizerState before = again.state();
    assertThatThrownBy(() -> again.restore(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            state must fit the optimizer, it does not:
              optimizer of '0.weight' and 1 more must be moments, was masked(moments)
              optimizer of '0.bias' must be momentum, was other
            the state was saved by
              %s
            to go on with it all the same, restore state.ofAnyRule()\
            """
                .formatted(own.config().strip().replace("\n", "\n  ")));
    Fixture.assertSameState(again.state(), before);
    again.restore(other.ofAnyRule());
    Fixture.assertSameState(again.state(), own);
  }

  @Test
  void state_ofAnotherLayout_fitsByName() {
    Optimizer one = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] weights = Fixture.numbers(one.layout(), 1);
    Fixture.walk(one, weights, 3);
    Optimizer two =
        Fixture.small(Optimizer.builder(Moments.of(0.1)).group("*.bias", Moments.of(0.1)));
    two.restore(one.state());
    float[] moved = new float[two.layout().size()];
    for (var slice : two.layout().slices()) {
      float[] values = Fixture.slice(one, slice.path(), weights);
      System.arraycopy(values, 0, moved, slice.offset(), values.length);
    }
    Fixture.walk(one, weights, 1);
    Fixture.walk(two, moved, 1);
    for (String path : Fixture.SMALL.keySet()) {
      Fixture.assertSameBits(Fixture.slice(two, path, moved), Fixture.slice(one, path, weights));
    }
  }

  @Test
  void state_afterARefusedFirstStep_isThatOfAFreshOptimizerButForTheCount() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new Averaged(Moments.of(0.1), 0.9)).nonFinite(NonFinite.skip(1)));
    OptimizerState fresh = optimizer.state();
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] gradient = new float[weights.length];
    gradient[0] = 1e30f;
    assertThat(optimizer.step(weights, new Gradient(gradient))).isFalse();
    OptimizerState state = optimizer.state();
    TreeMap<String, Double> scalars = new TreeMap<>(state.scalars());
    assertThat(scalars.put("optimizer/skipped", 0.0)).isEqualTo(1);
    Fixture.assertSameState(
        new OptimizerState(state.step(), state.slots(), scalars, state.updates(), state.config()),
        fresh);
  }

  @Test
  void slotThatStartsAsTheWeights_afterARefusedStep_startsAsThoseOfTheNextAttempt() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new Averaged(Moments.of(0), 0.9)).nonFinite(NonFinite.skip(1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] gradient = new float[weights.length];
    gradient[0] = 1e30f;
    optimizer.step(weights, new Gradient(gradient));
    int gain = optimizer.layout().slice("gain").offset();
    weights[gain] = 10;
    gradient[0] = 0;
    optimizer.step(weights, new Gradient(gradient));
    float[] out = new float[weights.length];
    optimizer.evaluationWeights(weights, out);
    assertThat(out[gain]).isEqualTo(10);
  }

  @Test
  void memory_ofAdam_isTwoVectors() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    assertThat(optimizer.memoryBytes()).isEqualTo(8L * optimizer.layout().size());
  }

  /// 58 weights padded to 256, and one slot of 6 + 5 + 6 + 3 + 6 + 3 numbers for the axes.
  @Test
  void estimate_beforeItIsBuilt_isWhatIsAllocated() {
    OptimizerBuilder likeWeights = Optimizer.builder(Moments.of(0.1));
    OptimizerBuilder.Estimate moments = likeWeights.estimate(Fixture.SMALL, Map.of());
    assertThat(moments.slotBytes()).isEqualTo(2 * 4 * 256);
    assertThat(moments.layout()).isEqualTo(Fixture.small(likeWeights).layout());
    OptimizerBuilder ofAxes = Optimizer.builder(new Factored());
    assertThat(ofAxes.estimate(Fixture.SMALL, Map.of()).slotBytes())
        .isEqualTo(4 * (6 + 5 + 6 + 3 + 6 + 3));
    assertThat(
            Optimizer.builder(new Averaged(Moments.of(0), 0.9))
                .estimate(Fixture.SMALL, Map.of())
                .needs())
        .contains(Need.EVALUATION_WEIGHTS);
  }

  @Test
  void text_ofAnOptimizer_namesEverything() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(new Averaged())
                .group("*.bias", new Masked(Momentum.plain(0.1)))
                .freeze("gain")
                .clipByGlobalNorm(1));
    assertThat(optimizer)
        .hasToString(
            """
            *.bias = masked(base=momentum(learningRate=0.1, momentum=0.0, nesterov=false, weightDecay=0.0))
            * = averaged(base=momentum(learningRate=0.01, momentum=0.0, nesterov=false, weightDecay=0.0), decay=0.9)
            gain = frozen
            clip by global norm 1.0
            """);
  }
}
