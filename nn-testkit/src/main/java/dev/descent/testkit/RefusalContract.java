package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.NonFiniteException;
import dev.descent.tensor.Layout;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Numbers that are not finite: refused in words that name them, and nothing has changed.
public interface RefusalContract extends OptimizerUnderTest {
  /// A gradient that is not finite, wherever it is, leaves every weight, slot and counter as it
  /// was, and the error names parameter and step.
  @Test
  default void nonFiniteGradient_changesNothing() {
    Course twin = Course.of(Course.builder(config()));
    twin.run(3);
    Course course = Course.of(Course.builder(config()));
    course.run(3);
    Map<String, String> before = course.everything();
    for (Layout.Slice slice : course.layout.slices()) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        if (slice.shape().size() == 0) {
          continue;
        }
        course.prepare();
        course.values[slice.offset() + slice.shape().size() / 2] = bad;
        assertThatThrownBy(
                () -> course.optimizer.step(course.weights, course.gradient),
                "gradient %s of %s",
                bad,
                slice.path())
            .isInstanceOf(NonFiniteException.class)
            .hasMessageContaining(slice.path())
            .hasMessageContaining("step 3");
        Bits.requireSame(course.everything(), before, "after a refusal");
      }
    }
    course.run(2);
    twin.run(2);
    Bits.requireSame(course.everything(), twin.everything(), "the run after it");
  }

  /// A loss that is not finite changes nothing.
  @Test
  default void nonFiniteLoss_changesNothing() {
    Course course = Course.of(Course.builder(config()));
    course.run(1);
    Map<String, String> before = course.everything();
    course.prepare();
    course.gradient.loss(Double.NaN);
    assertThatThrownBy(
            () -> course.optimizer.step(course.weights, course.gradient), "a loss of NaN")
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("loss");
    Bits.requireSame(course.everything(), before, "after the refusal");
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
      Map<String, String> before = course.everything();
      try {
        course.optimizer.step(course.weights, course.gradient);
      } catch (NonFiniteException refused) {
        Bits.requireSame(course.everything(), before, "after a refusal at %s".formatted(size));
      }
      for (float weight : course.weights) {
        assertThat(weight).as("a weight after a gradient of %s", size).isFinite();
      }
    }
  }
}
