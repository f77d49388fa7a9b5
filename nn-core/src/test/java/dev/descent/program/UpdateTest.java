package dev.descent.program;

import static dev.descent.program.Side.PLAIN;
import static dev.descent.program.Side.assertSame;
import static dev.descent.program.Side.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.descent.kernel.Kernels;
import dev.descent.optim.engine.Descending;
import dev.descent.optim.engine.NonFiniteException;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that updates the weights by itself does to them, and to the optimizer, what the
/// optimizer's step does.
final class UpdateTest {
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
}
