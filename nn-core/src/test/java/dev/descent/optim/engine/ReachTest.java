package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a rule promises how far it goes, weights are looked at in every sixteenth step only, and
/// nothing else changes. A NaN that the caller writes between two steps tells when that is.
final class ReachTest {
  private static final int MANY = 100_000; // two blocks or more: the general way

  @ParameterizedTest
  @ValueSource(ints = {2, MANY})
  void nanOfTheCaller_isFoundInTheFirstStepAndInEverySixteenthAfterIt(int size) {
    for (int at : new int[] {1, 2, 15, 16, 17, 31, 32, 33}) {
      Course course = new Course(new Gathering(0x1p-10, 0, true), size, 1);
      course.run(at);
      course.weights[0] = Float.NaN;
      int found = (at + 15) / 16 * 16;
      course.run(found - at);
      assertThatThrownBy(() -> course.run(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("optimizer has stopped in step " + found);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, MANY})
  void nanOfTheCaller_withoutAPromise_isFoundAtOnce(int size) {
    Course course = new Course(new Gathering(0x1p-10, 0, false), size, 1);
    course.run(2);
    course.weights[0] = Float.NaN;
    assertThatThrownBy(() -> course.run(1)).hasMessageContaining("optimizer has stopped in step 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, MANY})
  void nanOfTheCaller_withSlotsThatPromiseNothing_isFoundAtOnce(int size) {
    Course course = new Course(new Gathering(0x1p-10, 0, true, false), size, 1);
    course.run(2);
    course.weights[0] = Float.NaN;
    assertThatThrownBy(() -> course.run(1)).hasMessageContaining("optimizer has stopped in step 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, MANY})
  void weights_thatMayBecomeLarge_areLookedAtInEveryStep(int size) {
    requireLook(new Gathering(0x1p-10, 0, true), size, 0x1p45f, 3, false);
    requireLook(new Gathering(0x1p12, 0, true), size, 0x1p45f, 3, true);
  }

  /// A share of 9 makes weights eight times as large in each step, of the opposite sign.
  @ParameterizedTest
  @ValueSource(ints = {2, MANY})
  void weights_thatDecayMakesLarge_areLookedAtInEveryStep(int size) {
    requireLook(new Gathering(1, 0.5, true), size, 0x1p45f, 5, false);
    requireLook(new Gathering(1, 9, true), size, 0x1p45f, 5, true);
  }

  private static void requireLook(
      OptimizerConfig config, int size, float gradient, int steps, boolean looked) {
    Course course = new Course(config, size, gradient);
    course.run(steps);
    course.weights[0] = Float.NaN;
    if (looked) {
      assertThatThrownBy(() -> course.run(1)).hasMessageContaining("must be finite");
    } else {
      course.run(1);
    }
  }

  /// The bound of slots that nobody looks at grows by 2⁴⁰ a step, though they stay small: with a
  /// rate of 2⁶ a single step would promise more than 2⁵⁸ after 4096.
  @ParameterizedTest
  @ValueSource(ints = {2, MANY})
  void slots_areReadFromTimeToTime_soThatPromisesStaySmall(int size) {
    Course course = new Course(new Gathering(0x1p6, 0, true), size, 0x1p40f);
    for (int step = 0; step < 17 * 256 + 2; step++) {
      course.run(1);
      course.gradient[1] *= step % 2 == 0 ? -1 : 1; // the sum is g, 0, -g, 0
    }
    course.weights[0] = Float.NaN;
    course.run(1);
  }

  @Test
  void steps_ofAllSizes_haveTheBitsOfALoop() {
    for (float size : new float[] {1e-3f, 3, 1e6f, 1e9f, 1e15f, 0x1p57f}) {
      Course course = new Course(new Gathering(0x1p-10, 0, true), 2, size);
      float sum = 0;
      float weight = 0;
      for (int step = 0; step < 600; step++) {
        course.run(1);
        sum += size;
        weight -= 0x1p-10f * sum;
        assertThat(course.weights[1]).isEqualTo(weight);
      }
    }
  }

  @Test
  void groups_withAndWithoutAPromise_areLookedAtEachInItsOwnSteps() {
    for (String group : new String[] {"a", "b"}) {
      Optimizer optimizer =
          Optimizer.builder(new Gathering(0x1p-10, 0, true))
              .group("b", new Gathering(0x1p-10, 0, false))
              .build(Map.of("a", Shape.of(3), "b", Shape.of(3)), Map.of());
      float[] weights = new float[optimizer.layout().size()];
      Gradient gradient = new Gradient(new float[weights.length]);
      optimizer.step(weights, gradient);
      weights[optimizer.layout().slice(group).offset()] = Float.NaN;
      int found = group.equals("a") ? 16 : 1;
      for (int step = 1; step < found; step++) {
        optimizer.step(weights, gradient);
      }
      assertThatThrownBy(() -> optimizer.step(weights, gradient))
          .hasMessageContaining("optimizer has stopped in step " + found)
          .hasMessageContaining("update of '" + group + "'");
    }
  }

  /// Nobody has looked at frozen weights before.
  @ParameterizedTest
  @ValueSource(ints = {2, MANY})
  void weights_thatJoinWhileOthersAreNotLookedAt_areLookedAtAtOnce(int size) {
    for (int at : new int[] {1, 5, 15, 20}) {
      Optimizer optimizer =
          Optimizer.builder(new Gathering(0x1p-10, 0, true))
              .freeze("late", at)
              .build(Map.of("early", Shape.of(size), "late", Shape.of(3)), Map.of());
      float[] weights = new float[optimizer.layout().size()];
      Gradient gradient = new Gradient(new float[weights.length]);
      weights[optimizer.layout().slice("late").offset()] = Float.NaN;
      for (int step = 0; step < at; step++) {
        optimizer.step(weights, gradient);
      }
      assertThatThrownBy(() -> optimizer.step(weights, gradient))
          .as("at step %d", at)
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("update of 'late' by gathering must be finite");
    }
  }

  /// The rate of a part that trains nothing yet would promise too much after some steps.
  @Test
  void partWithoutATrainedParameter_promisesNothing() {
    Optimizer optimizer =
        Optimizer.builder(new Gathering(0x1p3, 0, true))
            .group("late", new Gathering(0x1p7, 0, true))
            .freeze("late", 100)
            .build(Map.of("early", Shape.of(3), "late", Shape.of(3)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    float[] values = new float[weights.length];
    int early = optimizer.layout().slice("early").offset();
    values[early + 1] = 0x1p46f;
    Gradient gradient = new Gradient(values);
    for (int step = 0; step < 4; step++) {
      optimizer.step(weights, gradient);
    }
    weights[early] = Float.NaN;
    for (int step = 4; step < 16; step++) {
      optimizer.step(weights, gradient);
    }
    assertThatThrownBy(() -> optimizer.step(weights, gradient))
        .hasMessageContaining("optimizer has stopped in step 16");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, MANY})
  void weights_whoseRateAScheduleRaises_areLookedAtFromThenOn(int size) {
    for (boolean raised : new boolean[] {false, true}) {
      Course course =
          new Course(
              Optimizer.builder(new Gathering(0x1p-10, 0, true))
                  .schedule("learningRate", step -> raised && step > 3 ? 0x1p12 : 0x1p-10),
              size,
              0x1p45f);
      course.run(4);
      course.weights[0] = Float.NaN;
      if (raised) {
        assertThatThrownBy(() -> course.run(1)).hasMessageContaining("must be finite");
      } else {
        course.run(1);
      }
    }
  }

  /// Without slots as well, but for few weights: the look is free there.
  @Test
  void plainDescentOfManyWeights_isLookedAtInEverySixteenthStep() {
    for (boolean own : new boolean[] {true, false}) {
      requireLook(Descending.of(0x1p-10, 0.5, own), MANY, 0x1p45f, 3, false);
      requireLook(Descending.of(0x1p-10, 0.5, own), 2, 0x1p45f, 3, true);
      requireLook(Descending.of(0x1p14, 0.5, own), MANY, 0x1p41f, 3, false);
      requireLook(Descending.of(0x1p14, 0.5, own), MANY, 0x1p43f, 3, true);
      requireLook(Descending.of(1, 9, own), MANY, 0x1p45f, 5, true);
      Course course = new Course(Descending.of(0x1p-10, 0, own), MANY, 1);
      course.run(5);
      course.weights[0] = Float.NaN;
      course.run(11);
      assertThatThrownBy(() -> course.run(1))
          .hasMessageContaining("optimizer has stopped in step 16");
    }
  }

  /// The norm of the gradient bounds it: 2⁴³, as the gradient.
  @Test
  void plainDescent_ofWhichTheNormIsGiven_isLookedAtWhereThatIsLarge() {
    for (double rate : new double[] {0x1p10, 0x1p14}) {
      Course course = new Course(Descending.of(rate, 0.5, true), MANY, 0x1p43f);
      Gradient gradient = new Gradient(course.gradient).norms(new double[] {0x1p86}, null);
      for (int step = 0; step < 3; step++) {
        course.optimizer.step(course.weights, gradient);
      }
      course.weights[0] = Float.NaN;
      if (rate == 0x1p14) {
        assertThatThrownBy(() -> course.optimizer.step(course.weights, gradient))
            .hasMessageContaining("must be finite");
      } else {
        assertThat(course.optimizer.step(course.weights, gradient)).isTrue();
      }
    }
  }

  @Test
  void plainDescentOfManyWeights_hasTheBitsOfALoop() {
    for (double share : new double[] {0, 0.1}) {
      Course course = new Course(Descending.of(0.1, share, true), MANY, 1);
      float[] weights = new float[MANY];
      for (int i = 0; i < MANY; i++) {
        weights[i] = i % 7 == 3 ? -0f : i % 7 - 3;
        course.weights[i] = weights[i];
        course.gradient[i] = (i % 11 - 5) * 0.3f;
      }
      float decay = share == 0 ? -0f : (float) share;
      Gradient gradient = new Gradient(course.gradient).scale(0.3);
      for (int step = 0; step < 20; step++) {
        assertThat(course.optimizer.step(course.weights, gradient)).isTrue();
        for (int i = 0; i < MANY; i++) {
          weights[i] = weights[i] - decay * weights[i] - 0.1f * (0.3f * course.gradient[i]);
        }
      }
      assertThat(Arrays.copyOf(course.weights, MANY)).isEqualTo(weights);
    }
  }

  @Test
  void restoredState_isLookedAtAtOnce() {
    Course course = new Course(new Gathering(0x1p-10, 0, true), 2, 1);
    course.run(3);
    course.optimizer.restore(course.optimizer.state());
    course.weights[0] = Float.NaN;
    assertThatThrownBy(() -> course.run(1)).isInstanceOf(NonFiniteException.class);
  }

  private static final class Course {
    final Optimizer optimizer;
    final float[] weights;
    final float[] gradient;

    Course(OptimizerConfig config, int size, float value) {
      this(Optimizer.builder(config), size, value);
    }

    Course(OptimizerBuilder builder, int size, float value) {
      optimizer = builder.build(Map.of("w", Shape.of(size)), Map.of());
      weights = new float[optimizer.layout().size()];
      gradient = new float[weights.length];
      gradient[1] = value;
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
      }
    }
  }
}
