package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.descent.kernel.Kernels;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.engine.Descending;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.NonFiniteException;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that updates the weights by itself does to them, and to the optimizer, what the
/// optimizer's step does.
final class UpdateTest {
  private static final Descending PLAIN = new Descending(0.1, 0, true, -1);

  @ParameterizedTest
  @CsvSource({
    "1, '2,8,1', 0, true, 1", "1, '2,8,1', 0.01, true, 0.3", "1, '2,8,1', 0.01, false, 1",
    "1, '8,1', 0, true, 1", "1, '2,4,1', 0, false, -0.5", "1, '1,8', 0.5, true, 2"
  })
  void steps_withAndWithoutUpdates_haveTheSameBits(
      int rows, String extents, double decay, boolean own, double scale) {
    Descending config = new Descending(0.1, decay, own, -1);
    Side plain = new Side(rows, extents, Optimizer.builder(config), Execution.INTERPRETED);
    Side ahead = new Side(rows, extents, Optimizer.builder(config), Execution.GENERATED);
    for (int step = 0; step < 12; step++) {
      float loss = plain.run(step, scale, 1, Update.NONE);
      plain.end(loss);
      float[] before = ahead.weights.clone();
      Update update = ahead.update(scale);
      assertThat(ahead.run(step, scale, 1, update)).isEqualTo(loss);
      boolean made = Kernels.VECTOR && step > 0 && (decay == 0 || own);
      assertThat(Arrays.equals(ahead.weights, before)).isEqualTo(!made);
      ahead.end(loss);
      assertSame(ahead, plain);
    }
  }

  @Test
  void step_thatIsNotFinite_isRefusedAsWithout() {
    Side plain = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.INTERPRETED);
    Side ahead = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.GENERATED);
    for (float factor : new float[] {1, 1, Float.NaN, 1, Float.POSITIVE_INFINITY, 1, 1}) {
      float[] before = ahead.weights.clone();
      float loss = plain.run(3, 1, factor, Update.NONE);
      Throwable expected = catchThrowable(() -> plain.end(loss));
      assertThat(bits(ahead.run(3, 1, factor, ahead.update(1)))).isEqualTo(bits(loss));
      Throwable actual = catchThrowable(() -> ahead.end(loss));
      if (factor == 1) {
        assertThat(actual).isNull();
      } else {
        assertThat(actual).isInstanceOf(NonFiniteException.class).hasMessage(expected.getMessage());
        assertThat(ahead.weights).isEqualTo(before);
      }
      assertSame(ahead, plain);
    }
  }

  @Test
  void step_withALargeGradient_isLeftToTheOptimizer() {
    Side plain = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.INTERPRETED);
    Side ahead = new Side(1, "2,8,1", Optimizer.builder(PLAIN), Execution.GENERATED);
    for (double scale : new double[] {1, 1, 0x1p66, 0x1p-66}) {
      float loss = plain.run(2, scale, 1, Update.NONE);
      plain.end(loss);
      float[] before = ahead.weights.clone();
      ahead.run(2, scale, 1, ahead.update(scale));
      assertThat(Arrays.equals(ahead.weights, before)).isEqualTo(scale != 1 || !ahead.started());
      ahead.end(loss);
      assertSame(ahead, plain);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.*", "2.*", "0.bias", "*.bias"})
  void steps_aroundALateUnfreezing_haveTheSameBits(String frozen) {
    Side plain =
        new Side(1, "2,8,1", Optimizer.builder(PLAIN).freeze(frozen, 4), Execution.INTERPRETED);
    Side ahead =
        new Side(1, "2,8,1", Optimizer.builder(PLAIN).freeze(frozen, 4), Execution.GENERATED);
    for (int step = 0; step < 9; step++) {
      float loss = plain.run(step, 1, 1, Update.NONE);
      plain.end(loss);
      ahead.run(step, 1, 1, ahead.update(1));
      ahead.end(loss);
      assertSame(ahead, plain);
      plain.compile();
      ahead.compile();
    }
  }

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
  void step_thatLeavesALargeWeight_isFollowedByTheGeneralWay() {
    Descending config = new Descending(64, 0, true, -1);
    Side plain = new Side(1, "2,8,1", Optimizer.builder(config), Execution.INTERPRETED);
    Side ahead = new Side(1, "2,8,1", Optimizer.builder(config), Execution.GENERATED);
    for (int step = 0; step < 6; step++) {
      double scale = step < 3 ? 0x1p-20 : 1;
      plain.targets = step < 3 ? 1 : 0x1p54f;
      ahead.targets = plain.targets;
      float loss = plain.run(3, scale, 1, Update.NONE);
      plain.end(loss);
      Update update = ahead.update(scale);
      assertThat(update == Update.NONE).isEqualTo(step == 0 || step > 3);
      ahead.run(3, scale, 1, update);
      assertThat(update.isMade()).isEqualTo(Kernels.VECTOR && step > 0 && step <= 3);
      ahead.end(loss);
      assertSame(ahead, plain);
    }
  }

  @Test
  void steps_ofFewerWeightsThanAVector_haveTheSameBits() {
    List<Side> sides = new ArrayList<>();
    for (Execution execution : List.of(Execution.INTERPRETED, Execution.GENERATED)) {
      OptimizerBuilder builder =
          Optimizer.builder(PLAIN).freeze("0.*", 100).freeze("2.weight", 100);
      sides.add(new Side(1, "2,8,1", builder, execution));
    }
    Side plain = sides.getFirst();
    Side ahead = sides.getLast();
    for (float factor : new float[] {1, 1, 0.5f, Float.NaN, 1}) {
      float loss = plain.run(3, 1, factor, Update.NONE);
      Throwable expected = catchThrowable(() -> plain.end(loss));
      Update update = ahead.update(1);
      ahead.run(3, 1, factor, update);
      assertThat(update.isMade()).isEqualTo(ahead.started() && factor <= 1);
      Throwable actual = catchThrowable(() -> ahead.end(loss));
      assertThat(actual == null).isEqualTo(expected == null);
      assertSame(ahead, plain);
    }
  }

  private static void assertIllegal(ThrowingCallable use, String message) {
    assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessage(message);
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

  private static void assertSame(Side actual, Side expected) {
    assertThat(bits(actual.weights)).isEqualTo(bits(expected.weights));
    assertThat(bits(actual.program.gradient())).isEqualTo(bits(expected.program.gradient()));
    OptimizerState state = actual.optimizer.state();
    assertThat(state.step()).isEqualTo(expected.optimizer.state().step());
    assertThat(state.updates()).isEqualTo(expected.optimizer.state().updates());
  }

  private static int[] bits(float... values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  /// A network, its optimizer and its weights.
  private static final class Side {
    private final Map<String, Type> types;
    private final Model model;
    private final Optimizer optimizer;
    private final float[] weights;
    private Set<String> trained = Set.of();
    private Program program;
    private Gradient gradient;
    private float targets = 1; // a factor of them

    Side(int rows, String extents, OptimizerBuilder builder, Execution execution) {
      List<Integer> widths = Arrays.stream(extents.split(",")).map(Integer::valueOf).toList();
      types =
          Map.of(
              Batch.INPUT,
              Type.f32(Shape.of(rows, widths.getFirst())),
              Batch.TARGET,
              Type.f32(Shape.of(rows, widths.getLast())));
      List<Layer> layers = new ArrayList<>();
      for (int i = 1; i < widths.size(); i++) {
        layers.add(new Linear(widths.get(i)));
        layers.add(new Tanh());
      }
      Network network = Network.supervised(new Sequential(layers), new MeanSquaredError());
      model = Model.of(network, types).withExecution(execution);
      optimizer = builder.build(model.parameters(), model.aliases());
      weights = model.initialParameters(optimizer.layout(), 1);
      program = training();
      gradient = new Gradient(program.gradient());
    }

    private Program training() {
      trained = optimizer.trained();
      Program made = model.training(optimizer.layout(), types, Team.single(), trained);
      made.useVectors();
      return made;
    }

    /// Goes over to another program if others are trained.
    void compile() {
      if (!optimizer.trained().equals(trained)) {
        program = training();
        gradient = new Gradient(program.gradient());
      }
    }

    boolean started() {
      return Kernels.VECTOR && optimizer.steps() > 0;
    }

    Batch batch(long seed) {
      return Networks.batch(types, 2, seed);
    }

    Update update(double scale) {
      return optimizer.update(weights, gradient.scale(scale));
    }

    float run(long seed, double scale, float factor, Update update) {
      Batch batch = batch(seed);
      float[] input = batch.floats(batch.indexOf(Batch.INPUT));
      for (int i = 0; i < input.length; i++) {
        input[i] *= factor;
      }
      float[] target = batch.floats(batch.indexOf(Batch.TARGET));
      for (int i = 0; i < target.length; i++) {
        target[i] *= targets;
      }
      gradient.scale(scale);
      return program.run(weights, new float[0], batch, 0, update);
    }

    void end(float loss) {
      optimizer.step(weights, gradient.loss(loss));
    }
  }
}
