package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
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
      for (int after = 0; after <= 2; after++) {
        Bits.requireSame(
            restored.everything(),
            course.everything(),
            ("%d steps after a restart at step %d; is all that lasts in slots and scalars, and in"
                    + " none that is scratch?")
                .formatted(after, at));
        course.run(1);
        restored.run(1);
      }
    }
  }

  /// A saved state is a copy: neither does training on change it, nor does changing it reach the
  /// optimizer that it was taken from, or one that it was given to.
  @Test
  default void savedState_isACopy() {
    Course course = Course.of(Course.builder(config()));
    course.run(3);
    OptimizerState state = course.optimizer.state();
    Course at3 = Course.of(Course.builder(config())).from(course);
    course.run(4);
    at3.optimizer.restore(state);
    state.slots().values().forEach(slot -> Arrays.fill(slot.floats(), 1000));
    course.optimizer.state().slots().values().forEach(slot -> Arrays.fill(slot.floats(), 1000));
    at3.run(4);
    Bits.requireSame(
        at3.everything(), course.everything(), "after the copies of the state were overwritten");
  }

  /// Optimizers that were given one state go their own ways: what one does is not seen by another,
  /// nor by the one that the state was taken from.
  @Test
  default void clones_areIndependent() {
    Course course = Course.of(Course.builder(config()));
    course.run(3);
    OptimizerState state = course.optimizer.state();
    Course first = Course.of(Course.builder(config())).from(course);
    Course second = Course.of(Course.builder(config())).from(course);
    first.optimizer.restore(state);
    second.optimizer.restore(state);
    Map<String, String> before = course.everything();
    first.run(5);
    Bits.requireSame(second.everything(), before, "the other clone");
    Bits.requireSame(course.everything(), before, "the original");
    second.run(2);
    course.run(2);
    Bits.requireSame(second.everything(), course.everything(), "clone and original");
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
    assertThatThrownBy(() -> course.optimizer.restore(foreign), "a state of other parameters")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elsewhere");
    course.run(1);
    twin.run(1);
    Bits.requireSame(course.everything(), twin.everything(), "a step after the refusal");
  }

  /// A state that another optimizer saved is refused, even if its slots have the same names and
  /// shapes, and the optimizer goes on as if nobody had tried. One that is meant all the same goes
  /// on.
  @Test
  default void stateOfAnotherOptimizer_isRefusedWithoutHarm() {
    Course course = Course.of(Course.builder(config()));
    Course twin = Course.of(Course.builder(config()));
    course.run(2);
    twin.run(2);
    OptimizerState own = twin.optimizer.state();
    TreeMap<String, String> rules = new TreeMap<>(own.rules());
    assertThat(rules).as("the optimizers of a state, by parameter").isNotEmpty();
    rules.replaceAll((_, rule) -> "other-than-" + rule);
    OptimizerState foreign =
        new OptimizerState(
            own.step(), own.slots(), own.scalars(), own.updates(), own.config(), rules);
    assertThatThrownBy(() -> course.optimizer.restore(foreign), "a state of another optimizer")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be %s, was other-than-", own.rules().firstEntry().getValue());
    if (!Declared.transform(config()) && !(config() instanceof PlainDescentConfig)) {
      Course plain = Course.of(Course.builder(new PlainDescentConfig()));
      plain.run(2);
      OptimizerState without = plain.optimizer.state();
      assertThatThrownBy(() -> course.optimizer.restore(without), "a state without slots")
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(", was plain-descent");
      assertThatThrownBy(() -> plain.optimizer.restore(own), "its state in another optimizer")
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be plain-descent, was ");
    }
    course.run(1);
    twin.run(1);
    Bits.requireSame(course.everything(), twin.everything(), "a step after the refusals");
    OptimizerState meant =
        new OptimizerState(
                own.step(), own.slots(), own.scalars(), own.updates(), own.config(), rules)
            .ofAnyRule();
    Course again = Course.of(Course.builder(config())).from(course);
    again.optimizer.restore(meant);
    assertThat(again.optimizer.state().slots().keySet())
        .as("slots of a state that is meant for any rule")
        .isEqualTo(own.slots().keySet());
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
      assertThatThrownBy(
              () -> builder.build(both, Map.of()), "a part of one vector that joins late")
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("updates its group as one vector");
      return;
    }
    Course course = new Course(builder, both, Map.of());
    float[] untouched = course.of("late");
    course.run(4);
    Bits.requireSame("late", course.of("late"), untouched, "weights that are frozen");
    assertThat(course.optimizer.state().updates())
        .as("counts of updates while 'late' is frozen")
        .containsEntry("early", 4L);
    course.run(3);
    assertThat(course.optimizer.state().updates())
        .as("counts of updates after 'late' has joined")
        .containsEntry("early", 7L)
        .containsEntry("late", 3L);
    if (perElement()) {
      Course alone = new Course(Course.builder(config()), Map.of("late", Shape.of(5)), Map.of());
      alone.skip(4);
      alone.run(3);
      Bits.requireSame(
          "late",
          course.of("late"),
          alone.of("late"),
          "a parameter that joins late is as if alone and new; does all that counts go by block.t()"
              + " and block.debias, not by the number of the step?");
    }
  }

  /// Two optimizers of one builder have nothing in common.
  @Test
  default void optimizers_shareNothing() {
    OptimizerBuilder builder = Course.builder(config());
    Course lonely = Course.of(Course.builder(config()));
    lonely.run(6);
    Course one = Course.of(builder);
    Course two = Course.of(builder);
    for (int i = 0; i < 6; i++) {
      one.run(1);
      two.run(2);
    }
    Bits.requireSame(
        one.everything(),
        lonely.everything(),
        "beside another optimizer; does a static or a field of the rule keep anything?");
  }
}
