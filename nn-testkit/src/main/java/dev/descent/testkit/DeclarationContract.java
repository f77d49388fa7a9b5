package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the rule declares is what it gets: needs and memory.
public interface DeclarationContract extends OptimizerUnderTest {
  /// The rule has no fields: what lasts is in slots and scalars, and a value of the config would
  /// not move with a schedule.
  @Test
  default void rule_hasNoFields() {
    for (Class<?> type = Declared.rule(config()).getClass();
        type != null;
        type = type.getSuperclass()) {
      assertThat(type.getDeclaredFields())
          .as(
              "a rule has no fields: keep what lasts in slots and scalars, read the config that"
                  + " each method is given")
          .filteredOn(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
          .isEmpty();
    }
  }

  /// The optimizer passes on what its rules declare, before it is built as after.
  @Test
  default void needs_areThoseOfTheRules() {
    Set<Need> declared = Declared.needs(config(), Course.SHAPES.values());
    assertThat(Course.of(Course.builder(config())).optimizer.needs())
        .as("needs of the optimizer, of what its rules declare")
        .containsExactlyInAnyOrderElementsOf(declared);
    assertThat(Course.builder(config()).estimate(Course.SHAPES, Map.of()).needs())
        .as("needs before it is built")
        .isEqualTo(declared);
  }

  /// A step that lacks what is needed is refused by the need's name, and nothing has changed.
  @Test
  default void whatIsNeeded_isAskedForByName() {
    Course course = Course.of(Course.builder(config()));
    course.run(2);
    course.prepare();
    Map<String, String> before = course.everything();
    for (Need need : course.optimizer.needs()) {
      Gradient lacking = new Gradient(course.values);
      switch (need) {
        case LOSS -> lacking.objective(course.objective);
        case OBJECTIVE, HESSIAN_VECTOR -> lacking.loss(1);
        default -> {
          continue;
        }
      }
      assertThatThrownBy(
              () -> course.optimizer.step(course.weights, lacking), "a step without %s", need)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(".* needs (%s|OBJECTIVE) in every step: .*".formatted(need));
      Bits.requireSame(course.everything(), before, "after the refusal without %s".formatted(need));
    }
  }

  /// What is not declared makes no difference: steps with and without the loss, with and without
  /// the objective are the same.
  @Test
  default void whatIsNotNeeded_makesNoDifference() {
    List<Need> needs = Course.of(Course.builder(config())).optimizer.needs();
    Course given = Course.of(Course.builder(config()));
    Course least = Course.of(Course.builder(config()));
    for (int i = 0; i < 5; i++) {
      given.run(1);
      double loss = least.prepare();
      Gradient gradient = new Gradient(least.values);
      if (needs.contains(Need.LOSS)) {
        gradient.loss(loss);
      }
      if (needs.contains(Need.OBJECTIVE) || needs.contains(Need.HESSIAN_VECTOR)) {
        gradient.objective(least.objective);
      }
      least.optimizer.step(least.weights, gradient);
      least.skip(1);
    }
    Bits.requireSame(
        least.everything(),
        given.everything(),
        "with nothing but what is needed; does needs(config) declare all that the rule uses?");
  }

  /// An objective without products of the Hessian is refused where these are needed, in the step
  /// that wants one, and nothing has changed.
  @Test
  default void productsOfTheHessian_areAskedFor() {
    Course course = Course.of(Course.builder(config()));
    if (!course.optimizer.needs().contains(Need.HESSIAN_VECTOR)) {
      return;
    }
    Objective plain = (at, into) -> course.objective.evaluate(at, into);
    for (int i = 0; i < 100; i++) {
      Gradient gradient = new Gradient(course.values).loss(course.prepare()).objective(plain);
      Map<String, String> before = course.everything();
      try {
        course.optimizer.step(course.weights, gradient);
      } catch (UnsupportedOperationException refused) {
        assertThat(refused).as("an objective without products").hasMessageContaining("Hessian");
        Bits.requireSame(course.everything(), before, "after the refusal");
        return;
      }
      course.skip(1);
    }
    assertThat(course.optimizer.steps()).as("steps without a product").isZero();
  }

  /// Of each parameter the state has the tensors that the rules declare, of the shapes that they
  /// declare, and no others; what is estimated before and counted afterwards has room for them.
  @Test
  default void memory_isAsDeclared() {
    Course course = Course.of(Course.builder(config()));
    course.run(1);
    Map<String, List<String>> declared = new TreeMap<>();
    long bytes = 0;
    for (Map.Entry<String, Shape> parameter : Course.SHAPES.entrySet()) {
      List<String> shapes = new ArrayList<>();
      for (Slot slot : Declared.slots(config(), parameter.getValue())) {
        Shape own = slot.shape();
        Shape shape = own == null ? parameter.getValue() : own;
        bytes += 4L * shape.size();
        if (slot.saved()) {
          shapes.add(shape.toString());
        }
      }
      declared.put(parameter.getKey(), shapes.stream().sorted().toList());
    }
    assertThat(saved(course))
        .as("shapes of saved slots by parameter, of what slots(config, shape) declares")
        .isEqualTo(declared);
    OptimizerBuilder.Estimate estimate = Course.builder(config()).estimate(Course.SHAPES, Map.of());
    assertThat(estimate.layout()).as("estimated layout").isEqualTo(course.layout);
    assertThat(estimate.slotBytes())
        .as(
            "estimated bytes of slots; is what slots(config, shape) returns the same in every"
                + " call?")
        .isBetween(bytes, course.optimizer.memoryBytes());
  }

  /// A rule that promises to do nothing but descend does nothing else, see [DescentPromise].
  @Test
  default void descent_isAsPromised() {
    boolean promised = DescentPromise.isKept(config());
    assertThat(promised && !Declared.rule(config()).slots(config(), Shape.of(3)).isEmpty())
        .as("slots of a rule that only descends; a rule with descent(config) has none")
        .isFalse();
  }

  /// No element of a slot grows faster than [Slot#gains] promises: steps with large gradients and
  /// steps with none take turns. Gradients are large enough for a hyper-parameter, of 2²⁰ at most,
  /// to hide no factor; less large where an L2 penalty on the weights may come on top.
  @Test
  default void slots_growAsPromised() {
    Course course = Course.of(Course.builder(config()));
    boolean penalty = Declared.needs(config(), Course.SHAPES.values()).contains(Need.WEIGHTS);
    double large = penalty ? 0x1p16 : 0x1p28;
    for (int i = 0; i < 8; i++) {
      Map<String, Tensor> before = course.optimizer.state().slots();
      course.prepare();
      double size = i % 4 < 2 ? large : 0;
      Arrays.fill(course.values, (float) size);
      course.optimizer.step(course.weights, course.gradient);
      course.skip(1);
      Map<String, Tensor> after = course.optimizer.state().slots();
      Course.SHAPES.forEach((path, shape) -> {
        for (Slot slot : Declared.slots(config(), shape)) {
          String name = path + "/" + slot.name();
          Tensor was = before.get(name);
          Tensor is = after.get(name);
          if (slot.power() > 0 && was != null && is != null) {
            double gain = 0x1p20 + (slot.power() == 1 ? size : size * size);
            requireGrowth(name, was, is, gain);
          }
        }
      });
    }
  }

  /// No weight goes further in a step than the rule promises, see [ReachPromise].
  @Test
  default void weights_goNoFurtherThanPromised() {
    ReachPromise.isKept(config());
  }

  private static void requireGrowth(String name, Tensor before, Tensor after, double gain) {
    for (int i = 0; i < before.shape().size(); i++) {
      double was = Math.abs(before.floats()[before.offset() + i]);
      assertThat((double) Math.abs(after.floats()[after.offset() + i]))
          .as(
              "magnitude of %s at %d, which was %s; see Slot.gains for what it may be now",
              name, i, was)
          .isLessThanOrEqualTo((was + gain) * (1 + 0x1p-20));
    }
  }

  private static Map<String, List<String>> saved(Course course) {
    Map<String, Tensor> slots = course.optimizer.state().slots();
    Map<String, List<String>> saved = new TreeMap<>();
    for (String path : Course.SHAPES.keySet()) {
      saved.put(
          path,
          slots.entrySet().stream()
              .filter(slot -> slot.getKey().startsWith(path + "/"))
              .map(slot -> slot.getValue().shape().toString())
              .sorted()
              .toList());
    }
    assertThat(saved.values().stream().mapToInt(List::size).sum())
        .as("slots of parameters, of all that are saved")
        .isEqualTo(slots.size());
    return saved;
  }
}
