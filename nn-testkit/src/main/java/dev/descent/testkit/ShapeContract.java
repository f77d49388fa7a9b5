package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.OptimizerState;
import dev.descent.parallel.Team;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Parameters of every size: one number, none, very many; and shapes that do not fit.
public interface ShapeContract extends OptimizerUnderTest {
  /// A parameter without an axis is updated, and its state saved.
  @Test
  default void scalarParameter_isUpdated() {
    Map<String, Shape> shapes = Map.of("temperature", Shape.scalar());
    Course course = new Course(Course.builder(config()), shapes, Map.of());
    String before = Course.hex(course.of("temperature"));
    course.run(10);
    assertThat(Course.hex(course.of("temperature"))).as("after 10 steps").isNotEqualTo(before);
    Course restored = new Course(Course.builder(config()), shapes, Map.of()).from(course);
    restored.optimizer.restore(course.optimizer.state());
    course.run(2);
    restored.run(2);
    Bits.requireSame(restored.everything(), course.everything(), "2 steps after a restart");
  }

  /// A parameter without elements is no trouble: alone, or beside others, which do not notice.
  @Test
  default void emptyParameter_makesNoDifference() {
    Course alone =
        new Course(Course.builder(config()), Map.of("nothing", Shape.of(0, 3)), Map.of());
    alone.run(3);
    assertThat(alone.optimizer.steps()).as("steps without an element").isEqualTo(3);
    assertThat(alone.optimizer.state().scalars().values())
        .as("scalars without an element; is a number of elements or a norm of 0 divided by?")
        .doesNotContain(Double.NaN);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("weight", Shape.of(3, 4));
    Course without = new Course(Course.builder(config()), shapes, Map.of());
    shapes.put("nothing", Shape.of(0));
    Course with = new Course(Course.builder(config()), shapes, Map.of());
    without.run(5);
    with.run(5);
    Bits.requireSame(
        "weight", with.of("weight"), without.of("weight"), "beside a parameter without elements");
  }

  /// A parameter of a hundred thousand elements is updated from end to end: elements that are alike
  /// stay alike, and are what they are in a small parameter. Where elements differ anyway (noise),
  /// the first are what they are in a small one; where a number of the whole parameter counts, all
  /// are finite.
  @Test
  default void largeParameter_isUpdatedFromEndToEnd() {
    int period = 7;
    Course small =
        new Course(Course.builder(config()), Map.of("w", Shape.of(2 * period)), Map.of(), period);
    float[] few;
    float[] many;
    try (Team team = Team.of(2)) {
      Course large =
          new Course(
              Course.builder(config()).team(team),
              Map.of("w", Shape.of(100_003)),
              Map.of(),
              period);
      small.run(4);
      large.run(4);
      few = small.of("w");
      many = large.of("w");
    }
    for (float weight : many) {
      assertThat(weight).as("a weight of a large parameter").isFinite();
    }
    if (!perElement()) {
      return;
    }
    boolean alike = Arrays.equals(few, 0, period, few, period, 2 * period);
    for (int i = 0; i < (alike ? many.length : few.length); i++) {
      int same = alike ? i % period : i;
      if (Float.floatToIntBits(many[i]) != Float.floatToIntBits(few[same])) {
        assertThat(many[i])
            .as(
                "element %d, as %d of a small one; does one index go from block.from() to"
                    + " block.to() in all arrays, slots too?",
                i, same)
            .isEqualTo(few[same]);
      }
    }
  }

  /// Where a weight's way depends on its own gradients only, steps without a gradient are steps
  /// like any other: weights that have none go on alike alone, beside weights that have one, and in
  /// a large parameter of which whole blocks have none.
  @Test
  default void weightsWithoutAGradient_goOnAlikeInAnyBlock() {
    if (!perElement()) {
      return;
    }
    int period = 7;
    float[] few = withoutGradient(3 * period, period, 2 * period, period);
    if (!Arrays.equals(few, 0, period, few, 2 * period, 3 * period)) {
      return; // elements differ anyway
    }
    String hint = "a block without a gradient is one step more: does the rule pass it over?";
    float[] still = Arrays.copyOfRange(few, period, 2 * period);
    float[] alone = withoutGradient(period, 0, period, period);
    Bits.requireSame("a parameter without a gradient", alone, still, hint);
    int begin = 100 * period;
    float[] many = withoutGradient(40_003, begin, 40_003, period); // three blocks of 16384 or less
    float[] expected = new float[many.length];
    for (int i = 0; i < many.length; i++) {
      expected[i] = few[i < begin ? i % period : period + i % period];
    }
    Bits.requireSame("a parameter without a gradient from 700 on", many, expected, hint);
  }

  /// Returns a parameter's weights after seven steps: in the fourth and fifth the elements of a
  /// range have no gradient.
  private float[] withoutGradient(int size, int from, int to, int period) {
    Course course =
        new Course(Course.builder(config()), Map.of("w", Shape.of(size)), Map.of(), period);
    course.run(3);
    for (int step = 0; step < 2; step++) {
      course.prepare();
      Arrays.fill(course.values, from, to, 0f);
      course.optimizer.step(course.weights, course.gradient);
      course.skip(1);
    }
    course.run(2);
    return course.of("w");
  }

  /// The state of a parameter of the same name and another shape is refused by both shapes.
  @Test
  default void stateOfAnotherShape_isRefused() {
    Course course =
        new Course(Course.builder(config()), Map.of("weight", Shape.of(3, 4)), Map.of());
    Course other = new Course(Course.builder(config()), Map.of("weight", Shape.of(5, 2)), Map.of());
    course.run(2);
    other.run(2);
    Map<String, String> before = course.everything();
    OptimizerState foreign = other.optimizer.state();
    if (foreign.slots().isEmpty()) {
      return; // nothing that has a shape
    }
    assertThatThrownBy(() -> course.optimizer.restore(foreign), "a state of another shape")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight/")
        .hasMessageContaining(" must be ");
    Bits.requireSame(course.everything(), before, "after the refusal");
  }

  /// Vectors of another length are refused.
  @Test
  default void otherLengths_areRefused() {
    Course course = Course.of(Course.builder(config()));
    course.prepare();
    Map<String, String> before = course.everything();
    int size = course.layout.size();
    assertThatThrownBy(
            () -> course.optimizer.step(new float[size - 1], course.gradient),
            "weights of another length")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weights")
        .hasMessageContaining(Integer.toString(size));
    course.gradient.values(new float[size + 1]);
    assertThatThrownBy(
            () -> course.optimizer.step(course.weights, course.gradient),
            "a gradient of another length")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gradient")
        .hasMessageContaining(Integer.toString(size));
    Bits.requireSame(course.everything(), before, "after the refusals");
  }
}
