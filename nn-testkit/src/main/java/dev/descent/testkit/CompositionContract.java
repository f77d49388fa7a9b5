package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the framework gives every optimizer: groups, schedules, tied parameters, evaluation
/// weights.
public interface CompositionContract extends OptimizerUnderTest {
  /// Two groups with one config each step like two optimizers; where the rule looks at the loss,
  /// which is of both, each group moves. For a transform it makes no difference what the groups
  /// are.
  @Test
  default void groups_areIndependent() {
    Map<String, Shape> both = new LinkedHashMap<>();
    both.put("a", Shape.of(3, 4));
    both.put("b", Shape.of(5));
    if (Declared.transform(config())) {
      Course one = new Course(Course.builder(config()), both, Map.of());
      Course two =
          new Course(Course.builder(config()).group("b", new PlainDescentConfig()), both, Map.of());
      one.run(6);
      two.run(6);
      Bits.requireSame(two.bits(), one.bits(), "a transform sees all groups as one");
      return;
    }
    Course together = new Course(Course.builder(config()).group("b", config()), both, Map.of());
    Course a = new Course(Course.builder(config()), Map.of("a", Shape.of(3, 4)), Map.of());
    Course b = new Course(Course.builder(config()), Map.of("b", Shape.of(5)), Map.of());
    if (Declared.seesLoss(config())) {
      String firstBefore = Course.hex(together.of("a"));
      String secondBefore = Course.hex(together.of("b"));
      together.run(6);
      assertThat(Course.hex(together.of("a"))).as("first group").isNotEqualTo(firstBefore);
      assertThat(Course.hex(together.of("b"))).as("second group").isNotEqualTo(secondBefore);
      return;
    }
    together.run(6);
    a.run(6);
    b.run(6);
    String alone = "a group is as if alone; does a static keep anything, or an index begin at 0?";
    Bits.requireSame("first group", together.of("a"), a.of("a"), alone);
    Bits.requireSame("second group", together.of("b"), b.of("b"), alone);
  }

  /// Every double, here and in the configs inside, follows a schedule: one that stays where the
  /// config is changes nothing, and one that goes from there to another legal value is the same as
  /// that value from then on.
  @Test
  default void schedules_onEveryDouble() throws ReflectiveOperationException {
    Course plain = Course.of(Course.builder(config()));
    plain.run(4);
    for (String name : Components.doubles(config())) {
      double value = Components.get(config(), name);
      Course still = Course.of(Course.builder(config(), name, step -> value));
      still.run(4);
      Bits.requireSame(still.everything(), plain.everything(), "%s at its value".formatted(name));
      double other = value == 0 ? 0x1p-10 : value / 2;
      Optional<OptimizerConfig> changed = Components.legal(config(), name, other);
      if (changed.isEmpty() || !Declared.alike(config(), changed.get(), Course.SHAPES.values())) {
        continue; // a value that is never reached from this one
      }
      Course fixed = Course.of(Course.builder(changed.get()));
      fixed.run(4);
      Course moved = Course.of(Course.builder(config(), name, step -> other));
      moved.run(4);
      Bits.requireSame(
          moved.bits(), fixed.bits(), "%s at %s; %s".formatted(name, other, Bits.CONFIG));
    }
  }

  /// A schedule that moves to another legal value in the middle of a run is the same as stopping
  /// there and going on with that value. One of an optimizer's own learning rate has an effect.
  @Test
  default void scheduleThatMoves_isARestartWithTheOtherValue() throws ReflectiveOperationException {
    Course before = Course.of(Course.builder(config()));
    before.run(3);
    Course plain = Course.of(Course.builder(config()));
    plain.run(6);
    for (String name : Components.doubles(config())) {
      double value = Components.get(config(), name);
      Optional<OptimizerConfig> changed = Components.legal(config(), name, value / 2);
      if (value == 0
          || changed.isEmpty()
          || !Declared.alike(config(), changed.get(), Course.SHAPES.values())) {
        continue; // nothing to move to, or a value that is never reached from this one
      }
      Schedule schedule = step -> step < 3 ? value : value / 2;
      Course moving = Course.of(Course.builder(config(), name, schedule));
      moving.run(6);
      Course after = Course.of(Course.builder(changed.get())).from(before);
      after.optimizer.restore(before.optimizer.state());
      after.run(3);
      Bits.requireSame(
          moving.everything(),
          after.everything(),
          "%s at half its value from step 3 on; %s".formatted(name, Bits.CONFIG));
      if (name.equals("learningRate") && config().inner().isEmpty()) {
        assertThat(moving.bits().equals(plain.bits()))
            .as("whether half the learning rate from step 3 on has no effect; %s", Bits.CONFIG)
            .isFalse();
      }
    }
  }

  /// A parameter with two names is one parameter: one slice, one state, one update a step.
  @Test
  default void tiedParameter_isOne() {
    Map<String, Shape> shapes = Map.of("encoder.weight", Shape.of(3, 4));
    Course tied =
        new Course(Course.builder(config()), shapes, Map.of("decoder.weight", "encoder.weight"));
    Course single = new Course(Course.builder(config()), shapes, Map.of());
    tied.run(4);
    single.run(4);
    Bits.requireSame(tied.bits(), single.bits(), "with a second name");
    assertThat(tied.layout.slice("decoder.weight"))
        .as("the slice of the second name")
        .isEqualTo(tied.layout.slice("encoder.weight"));
    assertThat(tied.optimizer.state().updates())
        .as("counts of updates")
        .containsOnlyKeys("encoder.weight");
  }

  /// Asking for evaluation weights, at any time, changes no bit of training. If they are declared,
  /// they differ from the training weights at some time within 500 steps; if they are not, never.
  @Test
  default void evaluationWeights_leaveTrainingAlone() {
    Course asked = Course.of(Course.builder(config()));
    Course silent = Course.of(Course.builder(config()));
    float[] out = new float[asked.weights.length];
    boolean declared = asked.optimizer.hasEvaluationWeights();
    boolean differ = false;
    for (int i = 0; i < 20 || (declared && !differ && i <= 500); i++) {
      float[] before = asked.weights.clone();
      asked.optimizer.evaluationWeights(asked.weights, out);
      Bits.requireSame("training weights", asked.weights, before, "evaluation writes step() only");
      differ |= !Course.hex(out).equals(Course.hex(before));
      asked.run(1);
      silent.run(1);
    }
    Bits.requireSame(
        asked.everything(),
        silent.everything(),
        "asked for evaluation weights or not; does evaluation write to step() only?");
    assertThat(differ)
        .as(
            "whether evaluation weights differ from training weights, as Need.EVALUATION_WEIGHTS"
                + " says")
        .isEqualTo(declared);
  }
}
