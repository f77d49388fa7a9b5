package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The numbers: the golden trajectory, and a loss that falls.
public interface TrajectoryContract extends OptimizerUnderTest {
  /// Returns the shape of the golden trajectory's one parameter; a vector until overridden.
  default Shape goldenShape() {
    return Shape.of(golden().size());
  }

  /// The weights follow the golden trajectory.
  @Test
  default void goldenTrajectory_isFollowed() {
    follow(1, 1, "does the step add to what it finds, step[i] -= ..., not step[i] = ...?");
  }

  /// The factor of the gradient, which clipping and accumulation use, is taken into account.
  @Test
  default void scaledGradient_isFollowedLikeTheGradientItself() {
    follow(4, 0.25, "is the gradient read times block.scale(), wherever it is read?");
  }

  private void follow(float size, double scale, String hint) {
    Trajectory golden = golden();
    Optimizer optimizer = Course.builder(config()).build(Map.of("weight", goldenShape()), Map.of());
    float[] weights = Arrays.copyOf(golden.start(), optimizer.layout().size());
    for (int step = 0; step < golden.steps(); step++) {
      float[] gradient = Arrays.copyOf(golden.gradient(step), weights.length);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= size;
      }
      Gradient given = new Gradient(gradient).scale(scale).objective(objective().orElse(null));
      golden.loss(step).ifPresent(given::loss);
      optimizer.step(weights, given);
      double[] expected = golden.weights(step);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) weights[i])
            .as(
                "%s: weight %d after step %d; %s%s",
                config(),
                i,
                step + 1,
                hint,
                step == 0
                    ? " Is everything in the formula, and of the first update, t = 1?"
                    : " The first step is right: is all that lasts in slots, and of this t?")
            .isCloseTo(expected[i], within(tolerance() * largest));
      }
    }
  }

  /// A gradient with the other sign and a factor of −1, which is how somebody maximizes, is the
  /// gradient itself, to the last bit.
  @Test
  default void negatedGradient_timesMinusOne_isTheGradientItself() {
    Course plain = Course.of(Course.builder(config()));
    Course negated = Course.of(Course.builder(config()));
    negated.gradient.scale(-1);
    for (int step = 0; step < 6; step++) {
      plain.run(1);
      negated.prepare();
      for (int i = 0; i < negated.values.length; i++) {
        negated.values[i] = -negated.values[i];
      }
      negated.optimizer.step(negated.weights, negated.gradient);
      negated.skip(1);
    }
    Bits.requireSame(
        negated.everything(),
        plain.everything(),
        "-g with a scale of -1 is g; is the gradient read times block.scale() wherever it is read,"
            + " also where only its sign counts?");
  }

  /// Gradients around a million leave other weights or another state than gradients of twice that,
  /// unless gradients around 1 and 2 leave the same already, or the rule says that it
  /// [#boundsGradients]: nothing is cut off in silence. A rule of the whole model is not asked: it
  /// searches along an objective, which these are no gradients of.
  @Test
  default void largeGradients_areToldApart() {
    if (boundsGradients() || Declared.wholeModel(config()) || after(1).equals(after(2))) {
      return;
    }
    assertThat(after(0x1p20).equals(after(0x1p21)))
        .as(
            "whether gradients around 2^20 and 2^21 do the same, and those around 1 and 2 do not;"
                + " is the gradient cut off? That is for who asks for clipping. A rule that is"
                + " there to bound gradients says so with boundsGradients()")
        .isFalse();
  }

  private Map<String, String> after(double size) {
    Course course = Course.of(Course.builder(config()));
    course.run(3);
    course.prepare();
    for (int i = 0; i < course.values.length; i++) {
      float value = course.values[i];
      float share = Math.abs(value) / (1 + Math.abs(value));
      course.values[i] = (float) size * Math.copySign(1 + share, value);
    }
    course.optimizer.step(course.weights, course.gradient);
    return course.everything();
  }

  /// The gradient is read, never written: not where it is taken as it is, nor where it is scaled or
  /// clipped.
  @Test
  default void gradient_isLeftAlone() {
    requireReadOnly("gradient", Course.of(Course.builder(config())), 1);
    requireReadOnly("scaled gradient", Course.of(Course.builder(config())), 0.25);
    OptimizerBuilder clipping = Course.builder(config()).clipByGlobalNorm(0.1);
    requireReadOnly("clipped gradient", Course.of(clipping), 1);
  }

  private static void requireReadOnly(String what, Course course, double scale) {
    course.gradient.scale(scale);
    for (int step = 0; step < 5; step++) {
      course.prepare();
      float[] before = course.values.clone();
      course.optimizer.step(course.weights, course.gradient);
      Bits.requireSame(
          what,
          course.values,
          before,
          ("block.gradient() is the caller's array in step %d, to be read only: put what is scaled"
                  + " or changed into a local variable")
              .formatted(step + 1));
    }
  }

  /// Weights end up where the loss is lower.
  @Test
  default void loss_fallsOnAQuadratic() {
    Course course = Course.of(Course.builder(config())).quiet();
    double start = course.prepare();
    course.run(200);
    float[] evaluated = new float[course.weights.length];
    course.optimizer.evaluationWeights(course.weights, evaluated);
    course.weights = evaluated;
    assertThat(course.prepare()).as("loss after 200 steps, from %s", start).isLessThan(start);
    for (Layout.Slice slice : course.layout.slices()) {
      for (int i = slice.offset(); i < slice.end(); i++) {
        assertThat(evaluated[i])
            .as("weight of %s, element %d", slice.path(), i - slice.offset())
            .isFinite();
      }
    }
  }
}
