package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The state: complete when saved, bound to paths, counted per parameter, and nobody else's.
public interface StateContract extends OptimizerUnderTest {
  /// A run that is saved, restored into a new optimizer and continued is the run itself, from every
  /// step up to 20.
  @Test
  default void savedAndRestored_goesOnBitForBit() {
    for (int at = 0; at <= 20; at++) {
      Course course = Course.of(Course.builder(config()));
      course.run(at);
      OptimizerState state = course.optimizer.state();
      Course restored = Course.of(Course.builder(config())).from(course);
      restored.optimizer.restore(state);
      course.run(1);
      restored.run(1);
      assertThat(restored.bits())
          .as("one step after a restart at step %d", at)
          .isEqualTo(course.bits());
      course.run(1);
      restored.run(1);
      assertThat(restored.bits())
          .as("two steps after a restart at step %d", at)
          .isEqualTo(course.bits());
    }
  }

  /// A saved state is a copy: training on does not change it.
  @Test
  default void savedState_isACopy() {
    Course course = Course.of(Course.builder(config()));
    course.run(3);
    OptimizerState state = course.optimizer.state();
    Course at3 = Course.of(Course.builder(config())).from(course);
    course.run(4);
    at3.optimizer.restore(state);
    at3.run(4);
    assertThat(at3.bits()).isEqualTo(course.bits());
  }

  /// A state of other parameters is refused, and the optimizer goes on as if nobody had tried.
  @Test
  default void stateOfAnotherModel_isRefusedWithoutHarm() {
    Course course = Course.of(Course.builder(config()));
    Course twin = Course.of(Course.builder(config()));
    course.run(2);
    twin.run(2);
    Course other = new Course(Course.builder(config()), Map.of("elsewhere", Shape.of(3)), Map.of());
    other.run(1);
    OptimizerState foreign = other.optimizer.state();
    assertThatThrownBy(() -> course.optimizer.restore(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elsewhere");
    course.run(1);
    twin.run(1);
    assertThat(course.bits()).isEqualTo(twin.bits());
  }

  /// A parameter that joins late starts like a new one: its own count is 1 then. A rule that
  /// updates its group as one vector refuses it.
  @Test
  default void lateParameter_startsAtOne() {
    Map<String, Shape> both = new LinkedHashMap<>();
    both.put("early", Shape.of(5));
    both.put("late", Shape.of(5));
    OptimizerBuilder builder = Course.builder(config()).freeze("late", 4);
    if (Declared.wholeModel(config())) {
      assertThatThrownBy(() -> builder.build(both, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("updates its group as one vector");
      return;
    }
    Course course = new Course(builder, both, Map.of());
    String untouched = Course.hex(course.of("late"));
    course.run(4);
    assertThat(Course.hex(course.of("late"))).as("frozen weights").isEqualTo(untouched);
    assertThat(course.optimizer.state().updates()).containsEntry("early", 4L);
    course.run(3);
    assertThat(course.optimizer.state().updates())
        .containsEntry("early", 7L)
        .containsEntry("late", 3L);
    if (perElement()) {
      Course alone = new Course(Course.builder(config()), Map.of("late", Shape.of(5)), Map.of());
      alone.skip(4);
      alone.run(3);
      assertThat(Course.hex(course.of("late")))
          .as("as if alone and new")
          .isEqualTo(Course.hex(alone.of("late")));
    }
  }

  /// Two optimizers of one config have nothing in common.
  @Test
  default void optimizers_shareNothing() {
    Course lonely = Course.of(Course.builder(config()));
    lonely.run(6);
    Course one = Course.of(Course.builder(config()));
    Course two = Course.of(Course.builder(config()));
    for (int i = 0; i < 6; i++) {
      one.run(1);
      two.run(2);
    }
    assertThat(one.bits()).isEqualTo(lonely.bits());
  }

  /// The state has the tensors that the rule declares, each of the shape that it declares, and
  /// memory is counted.
  @Test
  default void memory_isAsDeclared() {
    Course course = Course.of(Course.builder(config()));
    course.run(1);
    long saved =
        course.optimizer.state().slots().values().stream()
            .mapToLong(t -> 4L * t.shape().size())
            .sum();
    assertThat(course.optimizer.memoryBytes())
        .as("bytes, of which %d are saved", saved)
        .isGreaterThanOrEqualTo(saved);
    OptimizerBuilder.Estimate estimate = Course.builder(config()).estimate(Course.SHAPES, Map.of());
    assertThat(estimate.layout()).isEqualTo(course.layout);
    assertThat(estimate.slotBytes()).isBetween(saved, course.optimizer.memoryBytes());
    assertThat(course.optimizer.state().slots().keySet())
        .allMatch(
            name -> Course.SHAPES.keySet().stream().anyMatch(path -> name.startsWith(path + "/")));
  }

  /// Returns whether a weight's way depends on its own gradients only: true for an elementwise rule
  /// without totals until overridden. Override it with false where a number of the whole group is
  /// meant to reach a parameter that joins late.
  default boolean perElement() {
    return Declared.perElement(config());
  }
}
