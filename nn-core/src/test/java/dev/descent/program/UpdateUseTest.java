package dev.descent.program;

import static dev.descent.program.Side.PLAIN;
import static dev.descent.program.Side.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.kernel.Kernels;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.NonFinite;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An [Update] is for one run, which its step follows, and is refused elsewhere.
final class UpdateUseTest {
  @Test
  void run_withOtherArrays_makesNoUpdate() {
    Side ahead = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.GENERATED);
    ahead.end(ahead.run(0, 1, 1, Update.NONE));
    float[] other = ahead.weights.clone();
    Update update = ahead.optimizer.update(ahead.weights, ahead.gradient);
    ahead.program.run(other, new float[0], ahead.batch(0), 0, update);
    assertThat(other).isEqualTo(ahead.weights);
    float[] copy = ahead.program.gradient().clone();
    update = ahead.optimizer.update(ahead.weights, new Gradient(copy));
    ahead.program.run(ahead.weights, new float[0], ahead.batch(0), 0, update);
    assertThat(ahead.weights).isEqualTo(other);
  }

  @Test
  void update_ofALossThatIsNotFinite_isNotMade() {
    float[] none = {};
    Update update = new Update(0, 1, 0.1f, -0f, 100);
    assertThat(update.open(none, none, 1)).isTrue();
    assertThat(Update.make(update, true, Float.POSITIVE_INFINITY)).isFalse();
    assertThat(update.open(none, none, Float.NaN)).isFalse();
    assertThat(update.open(none, none, Float.POSITIVE_INFINITY)).isFalse();
    assertThat(update.open(none, none, -1)).isTrue();
    assertThat(Update.make(update, true, Float.NaN)).isFalse();
    assertThat(update.open(none, none, 1)).isTrue();
    assertThat(Update.make(update, false, 1)).isFalse();
    assertThat(update.open(none, none, 1)).isTrue();
    assertThat(Update.make(update, true, 1)).isTrue();
    assertThatThrownBy(() -> update.open(none, none, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a run with an update must be followed by the step of the optimizer");
    update.end();
    assertThat(update.isBegun()).isFalse();
    assertThat(update.open(none, none, 1)).isTrue();
  }

  @Test
  void update_openedWithZeros_takesTheSignOfEach() {
    float[] none = {};
    Update update = new Update(0, 1, 0.1f, -0f, 100);
    for (float factor : new float[] {0f, -0f, 0f}) {
      assertThat(update.open(none, none, factor)).isTrue();
      assertThat(bits(update.scale)).isEqualTo(bits(factor));
    }
    assertThat(Update.NONE.open(none, none, 1)).isFalse();
    assertThat(Update.NONE.open).isFalse();
  }

  @Test
  void update_thatARunHasMade_isFollowedByItsStepAndNothingElse() {
    Side side = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.GENERATED);
    side.end(side.run(0, 1, 1, Update.NONE));
    OptimizerState state = side.optimizer.state();
    Update update = side.update(1);
    float loss = side.run(1, 1, 1, Update.NONE);
    assertThat(Update.make(update, true, loss)).isTrue();
    update.made = true;
    update.within = true;
    float[] weights = side.weights;
    Gradient gradient = side.gradient.loss(loss);
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> side.update(1),
            side.optimizer::state,
            () -> side.optimizer.restore(state),
            () -> side.optimizer.evaluationWeights(weights, weights.clone()))) {
      assertIllegal(use, "a run with an update must be followed by the step of the optimizer");
    }
    assertIllegal(
        () -> side.run(1, 1, 1, update),
        "an update is for one run and has been made: call Optimizer.step first");
    assertIllegal(
        () -> side.optimizer.step(weights.clone(), gradient),
        "step must be given the weights that the run has updated");
    assertIllegal(
        () -> side.optimizer.step(weights, gradient.scale(0.5)),
        "step must be given the gradient's scale that the run has used, 1.0, was 0.5: set scale"
            + " before Optimizer.update");
    assertIllegal(
        () ->
            side.optimizer.step(weights, new Gradient(side.program.gradient().clone()).loss(loss)),
        "step must be given the gradient's array that the run has used, was another: set values"
            + " before Optimizer.update");
    float[] before = weights.clone();
    side.optimizer.step(weights, gradient.scale(1));
    assertThat(bits(weights)).isEqualTo(bits(before));
    assertThat(side.optimizer.steps()).isEqualTo(2);
    side.optimizer.restore(state);
    assertThat(side.optimizer.steps()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void step_withALossThatIsNotFinite_ofARunWhoseLossWas_isRefusedUnderAnyPolicy(double given) {
    for (NonFinite policy : List.of(NonFinite.fail(), NonFinite.skip(1))) {
      Side side =
          new Side(1, "2,8,1", Optimizer.builder(PLAIN).nonFinite(policy), Execution.GENERATED);
      side.end(side.run(0, 1, 1, Update.NONE));
      Update update = side.update(1);
      float loss = side.run(1, 1, 1, Update.NONE);
      assertThat(Update.make(update, true, loss)).isTrue();
      update.made = true;
      update.within = true;
      int[] before = bits(side.weights);
      assertIllegal(
          () -> side.end(given),
          "step must be given the loss that the run has returned, which was finite, was %s: to let another loss refuse a step, run without Optimizer.update"
              .formatted(given));
      assertThat(bits(side.weights)).isEqualTo(before);
      assertThat(side.optimizer.steps()).isEqualTo(1);
      side.end(loss);
      assertThat(side.optimizer.steps()).isEqualTo(2);
    }
  }

  /// Where no run has made an update, the policy decides.
  @Test
  void step_withALossThatIsNotFinite_withoutAnUpdate_isSkippedIfThePolicySaysSo() {
    OptimizerBuilder builder = Optimizer.builder(PLAIN).nonFinite(NonFinite.skip(1));
    Side side = new Side(1, "2,8,1", builder, Execution.GENERATED);
    side.end(side.run(0, 1, 1, Update.NONE));
    int[] before = bits(side.weights);
    side.run(1, 1, 1, Update.NONE);
    assertThat(side.optimizer.step(side.weights, side.gradient.loss(Double.NaN))).isFalse();
    assertThat(bits(side.weights)).isEqualTo(before);
    assertThat(side.optimizer.steps()).isEqualTo(1);
  }

  @Test
  void update_thatEndsInTheMiddle_stopsTheOptimizer() {
    for (int way = 0; way < 3; way++) {
      Side side = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.GENERATED);
      side.end(side.run(0, 1, 1, Update.NONE));
      OptimizerState state = side.optimizer.state();
      float loss = side.run(1, 1, 1, Update.NONE);
      assertThat(Update.make(side.update(1), true, loss)).isTrue();
      if (way == 1) {
        assertThat(side.update(1)).isSameAs(Update.NONE);
      }
      for (ThrowingCallable use :
          List.<ThrowingCallable>of(() -> side.end(loss), side.optimizer::state)) {
        if (way < 2) {
          assertIllegal(
              use,
              "optimizer has stopped in step 1, which cannot be undone: the run that updated the"
                  + " weights has failed; continue from the last checkpoint");
        }
      }
      side.optimizer.restore(state);
      side.end(loss);
      assertThat(side.optimizer.steps()).isEqualTo(2);
    }
  }

  @Test
  void update_thatIsOpenWhenAStateIsRestored_isClosed() {
    Side side = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.GENERATED);
    side.end(side.run(0, 1, 1, Update.NONE));
    Update update = side.update(1);
    assertThat(update.open).isTrue();
    side.optimizer.restore(side.optimizer.state());
    assertThat(update.open).isFalse();
  }

  @Test
  void step_withOtherWeightsThanTheRun_isRefused() {
    Side ahead = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.GENERATED);
    ahead.end(ahead.run(0, 1, 1, Update.NONE));
    float loss = ahead.run(1, 1, 1, ahead.update(1));
    if (Kernels.VECTOR) {
      assertThatThrownBy(
              () -> ahead.optimizer.step(ahead.weights.clone(), ahead.gradient.loss(loss)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("step must be given the weights that the run has updated");
    }
  }

  private static void assertIllegal(ThrowingCallable use, String message) {
    assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessage(message);
  }
}
