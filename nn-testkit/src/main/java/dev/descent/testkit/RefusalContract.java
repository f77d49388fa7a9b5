package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.NonFiniteException;
import org.junit.jupiter.api.Test;

/// Bad input: refused in words that name it, and nothing has changed.
public interface RefusalContract extends OptimizerUnderTest {
  /// A gradient that is not finite leaves every weight, slot and counter as it was, and the error
  /// names parameter and step.
  @Test
  default void nonFiniteGradient_changesNothing() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      Course course = Course.of(Course.builder(config()));
      Course twin = Course.of(Course.builder(config()));
      course.run(3);
      twin.run(3);
      course.prepare();
      course.values[course.layout.slice("linear.bias").offset() + 2] = bad;
      assertThatThrownBy(() -> course.optimizer.step(course.weights, course.gradient))
          .as("gradient %s", bad)
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("linear.bias")
          .hasMessageContaining("step 3");
      assertThat(course.bits()).as("weights").isEqualTo(twin.bits());
      assertThat(course.optimizer.steps()).as("steps").isEqualTo(3);
      course.run(2);
      twin.run(2);
      assertThat(course.bits()).as("the run after it").isEqualTo(twin.bits());
    }
  }

  /// A loss that is not finite changes nothing.
  @Test
  default void nonFiniteLoss_changesNothing() {
    Course course = Course.of(Course.builder(config()));
    course.run(1);
    var before = course.bits();
    course.prepare();
    course.gradient.loss(Double.NaN);
    assertThatThrownBy(() -> course.optimizer.step(course.weights, course.gradient))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("loss");
    assertThat(course.bits()).isEqualTo(before);
  }

  /// Numbers near the end of the range never leave a NaN or an infinity behind.
  @Test
  default void hugeNumbers_neverLeaveANonFiniteWeight() {
    Course course = Course.of(Course.builder(config()));
    course.run(2);
    for (float size : new float[] {1e19f, 1e38f, Float.MAX_VALUE}) {
      course.prepare();
      for (int i = 0; i < course.layout.slice("linear.bias").shape().size(); i++) {
        course.values[course.layout.slice("linear.bias").offset() + i] = size;
      }
      var before = course.bits();
      try {
        course.optimizer.step(course.weights, course.gradient);
      } catch (NonFiniteException refused) {
        assertThat(course.bits()).as("weights after a refusal at %s", size).isEqualTo(before);
      }
      for (float weight : course.weights) {
        assertThat(weight).as("a weight after a gradient of %s", size).isFinite();
      }
    }
  }

  /// Vectors of another length are refused.
  @Test
  default void otherLengths_areRefused() {
    Course course = Course.of(Course.builder(config()));
    course.prepare();
    int size = course.layout.size();
    assertThatThrownBy(() -> course.optimizer.step(new float[size - 1], course.gradient))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weights")
        .hasMessageContaining(Integer.toString(size));
    Gradient shorter = new Gradient(new float[size + 1]).loss(1);
    assertThatThrownBy(() -> course.optimizer.step(course.weights, shorter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gradient")
        .hasMessageContaining(Integer.toString(size));
  }
}
