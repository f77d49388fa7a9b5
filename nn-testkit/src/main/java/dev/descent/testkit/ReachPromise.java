package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/// The promise of `Rule.Elementwise.reach`, upon which the framework does not look at the weights
/// after a step: that none goes further than that. [DeclarationContract] looks at one config;
/// others can be looked at here.
public final class ReachPromise {
  /// Gradients up to the largest for which a step is made in place, and what follows them.
  private static final double[][] COURSES = {
    {0x1p28, 0x1p28, 0, 1, 0, 0x1p-10, 0x1p-10, 0, 0x1p-30, 0x1p-70, 0, 1, 1, -1, 3, 0x1p28},
    {0x1p-70, 0x1p-30, 0, 0x1p-30, 0x1p-10, -0x1p-10, 1, 0, 1, 3, 0x1p28, 0x1p-40}
  };

  private ReachPromise() {}

  /// Makes steps with weights of 0, of which decay takes nothing, and gradients of all sizes.
  ///
  /// @return whether anything is promised that counts
  /// @throws AssertionError if a weight goes further than is promised
  public static boolean isKept(OptimizerConfig config) {
    if (!(Declared.rule(config) instanceof Rule.Elementwise<OptimizerConfig> rule)
        || rule.needs(config).contains(Need.WEIGHTS)
        || !counts(config)
        || rule.reach(config, 1, 1) == Double.POSITIVE_INFINITY) {
      return false;
    }
    for (double[] sizes : COURSES) {
      requireReach(config, rule, sizes);
    }
    return true;
  }

  private static void requireReach(
      OptimizerConfig config, Rule.Elementwise<OptimizerConfig> rule, double[] sizes) {
    Course course = Course.of(Course.builder(config));
    for (double size : sizes) {
      course.prepare();
      Arrays.fill(course.weights, 0);
      for (int i = 0; i < course.values.length; i++) {
        course.values[i] = (float) (i % 5 == 0 ? 0 : i % 3 == 0 ? -size / i : size);
      }
      assertThat(course.optimizer.step(course.weights, course.gradient)).as("step").isTrue();
      double reach = rule.reach(config, Math.abs(size), largestSlot(course));
      for (float weight : course.weights) {
        assertThat((double) Math.abs(weight))
            .as(
                "way of a weight in a step whose gradients are up to %s; reach(config, gradient,"
                    + " slots) must be the most",
                size)
            .isLessThanOrEqualTo(reach * (1 + 0x1p-20));
      }
      course.skip(1);
    }
  }

  /// Whether the framework goes by the promise: all slots promise as well.
  private static boolean counts(OptimizerConfig config) {
    return Declared.slots(config, Shape.of(3)).stream().allMatch(slot -> slot.power() > 0);
  }

  private static double largestSlot(Course course) {
    double largest = 0;
    for (Map.Entry<String, Tensor> slot : course.optimizer.state().slots().entrySet()) {
      for (float value : slot.getValue().toFloats()) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }
}
