package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.parallel.Team;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The numbers: the golden trajectory, and the same bits however it is computed.
public interface TrajectoryContract extends OptimizerUnderTest {
  /// Returns the shape of the golden trajectory's one parameter; a vector until overridden.
  default Shape goldenShape() {
    return Shape.of(golden().size());
  }

  /// The weights follow the golden trajectory.
  @Test
  default void goldenTrajectory_isFollowed() {
    follow(1, 1);
  }

  /// The factor of the gradient, which clipping and accumulation use, is taken into account.
  @Test
  default void scaledGradient_isFollowedLikeTheGradientItself() {
    follow(4, 0.25);
  }

  private void follow(float size, double scale) {
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
            .as("%s: weight %d after step %d", config(), i, step + 1)
            .isCloseTo(expected[i], within(tolerance() * largest));
      }
    }
  }

  /// The gradient is read, never written.
  @Test
  default void gradient_isLeftAlone() {
    Course course = Course.of(Course.builder(config()));
    for (int step = 0; step < 5; step++) {
      course.prepare();
      String before = Course.hex(course.values);
      course.optimizer.step(course.weights, course.gradient);
      assertThat(Course.hex(course.values)).as("gradient after step %d", step).isEqualTo(before);
    }
  }

  /// Any number of threads gives the same bits, on a parameter that is large enough to be shared
  /// out.
  @Test
  default void threads_doNotChangeABit() {
    Map<String, Shape> shapes = Map.of("a", Shape.of(150, 333), "b", Shape.of(7));
    Map<String, String> expected = null;
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = Team.of(threads)) {
        Course course = new Course(Course.builder(config()).team(team), shapes, Map.of());
        course.run(3);
        if (expected == null) {
          expected = course.bits();
        }
        assertThat(course.bits()).as("%d threads", threads).isEqualTo(expected);
      }
    }
  }

  /// What ran before in the same process changes no bit.
  @Test
  default void otherModels_doNotChangeABit() {
    Course first = Course.of(Course.builder(config()));
    first.run(5);
    new Course(Course.builder(config()), Map.of("w", Shape.of(64, 640)), Map.of()).run(2);
    Course second = Course.of(Course.builder(config()));
    second.run(5);
    assertThat(second.bits()).isEqualTo(first.bits());
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
        assertThat(evaluated[i]).as("%s, element %d", slice.path(), i - slice.offset()).isFinite();
      }
    }
  }
}
