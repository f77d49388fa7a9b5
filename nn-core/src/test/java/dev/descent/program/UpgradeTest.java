package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.kernel.Kernels;
import dev.descent.layer.Initializers;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A running program goes over to vectors without anybody noticing, and goes on where that fails.
// The very code is meant, and what an example is made of does not change.
@SuppressWarnings({"ReferenceEquality", "ImmutableEnumChecker"})
final class UpgradeTest {
  /// Where programs start with plain code and may go over.
  private static final boolean UPGRADES = Kernels.VECTOR && !Kernels.FORCED;

  /// Networks of what a frame has: floats, integers, states and random keys.
  enum Example {
    FLOATS(
        Network.supervised(
            new Sequential(List.of(new Linear(8), new Tanh())), new MeanSquaredError()),
        types(8)),
    INTEGERS_FIRST(
        (scope, inputs) ->
            Map.of(
                Network.LOSS,
                Networks.dense(scope, input(inputs, Batch.INPUT), 4)
                    .tanh()
                    .crossEntropy(input(inputs, "a label"))
                    .mean()),
        labelled()),
    STATES(
        (scope, inputs) -> {
          Value y = Networks.dense(scope, input(inputs, Batch.INPUT), 8).tanh();
          Value mean = scope.state("mean", Shape.of(8), 0.5).multiply(0.75).add(y.mean(0));
          scope.update("mean", mean);
          return Map.of(
              Network.LOSS, y.multiply(mean).subtract(input(inputs, Batch.TARGET)).mean());
        },
        types(8)),
    DRAWS(
        (scope, inputs) -> {
          Value y = Networks.dense(scope, input(inputs, Batch.INPUT), 8).tanh();
          Value dropped = scope.call("dropout", (inner, v) -> Networks.dropped(inner, v, 0.5), y);
          Value error = dropped.subtract(input(inputs, Batch.TARGET));
          return Map.of(Network.LOSS, error.square().mean());
        },
        types(8));

    private final Network network;
    private final Map<String, Type> types;

    Example(Network network, Map<String, Type> types) {
      this.network = network;
      this.types = types;
    }

    Program program(Execution execution) {
      Model model = Model.of(network, types).withExecution(execution);
      Layout layout = Layout.of(model.parameters(), model.aliases());
      return model.training(layout, types, Team.single());
    }
  }

  private static Value input(Map<String, Value> inputs, String name) {
    return Objects.requireNonNull(inputs.get(name));
  }

  private static Map<String, Type> types(int columns) {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put(Batch.INPUT, Type.f32(Shape.of(2, 3)));
    types.put(Batch.TARGET, Type.f32(Shape.of(2, columns)));
    return types;
  }

  private static Map<String, Type> labelled() {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put("a label", Type.i32(Shape.of(2)));
    types.put(Batch.INPUT, Type.f32(Shape.of(2, 3)));
    return types;
  }

  /// Where any code is as fast as any other.
  private static Background background(Executor executor) {
    return new Background(executor, () -> 0, new AtomicBoolean());
  }

  /// Runs until a program has considered once more.
  private static void consider(Program program) {
    float[] weights = new float[program.layout().size()];
    Batch batch = Networks.batch(program.inputs(), 2, 0);
    float[] states = new float[program.nextStates().length];
    for (int i = 0; i < Upgrade.RUNS; i++) {
      program.run(weights, states, batch, 0);
    }
  }

  private static void compare(Program program, Program expected) {
    float[] weights = new float[expected.layout().size()];
    for (int run = 0; run < 4; run++) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = 2 * Keys.uniform(run, i) - 1;
      }
      float[] states = new float[expected.nextStates().length];
      Arrays.fill(states, run);
      Batch batch = Networks.batch(expected.inputs(), 2, run);
      float loss = expected.run(weights, states, batch, run);
      assertThat(program.run(weights, states, batch, run)).isEqualTo(loss);
      assertThat(program.gradient()).isEqualTo(expected.gradient());
      assertThat(program.nextStates()).isEqualTo(expected.nextStates());
    }
  }

  @ParameterizedTest
  @EnumSource(Example.class)
  void program_thatHasRunOften_goesOverToVectorsWithTheSameBits(Example example) {
    Program program = example.program(Execution.GENERATED);
    Program expected = example.program(Execution.INTERPRETED);
    program.warmUpIn(background(Runnable::run));
    Code plain = program.code();
    compare(program, expected);
    consider(program);
    assertThat(program.code()).isSameAs(plain);
    compare(program, expected);
    consider(program);
    assertThat(program.code() != plain).isEqualTo(UPGRADES);
    compare(program, expected);
    assertThat(program.useVectors()).as("it has them, or never will").isFalse();
  }

  @Test
  void gradient_ofTheRunThatWarmsUp_isItsOwn() {
    Program program = Example.DRAWS.program(Execution.GENERATED);
    Program expected = Example.DRAWS.program(Execution.INTERPRETED);
    program.warmUpIn(background(Runnable::run));
    float[] weights = new float[program.layout().size()];
    Arrays.fill(weights, 0.25f);
    Batch batch = Networks.batch(program.inputs(), 2, 3);
    for (int i = 0; i < Upgrade.RUNS; i++) {
      program.run(weights, new float[0], batch, 5);
    }
    expected.run(weights, new float[0], batch, 5);
    assertThat(program.gradient()).isEqualTo(expected.gradient());
  }

  @Test
  void background_withTwoPrograms_takesThemInTurn() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    Background background = background(tasks::add);
    Program first = Example.FLOATS.program(Execution.GENERATED);
    Program second = Example.DRAWS.program(Execution.GENERATED);
    Code plain = second.code();
    first.warmUpIn(background);
    second.warmUpIn(background);
    consider(first);
    consider(second);
    assertThat(tasks).hasSize(UPGRADES ? 1 : 0);
    tasks.forEach(Runnable::run);
    tasks.clear();
    consider(second);
    assertThat(tasks).hasSize(UPGRADES ? 1 : 0);
    tasks.forEach(Runnable::run);
    consider(second);
    assertThat(second.code() != plain).isEqualTo(UPGRADES);
  }

  @Test
  void program_withoutAThreadForIt_goesOnAsItIs() {
    Background none =
        background(_ -> {
          throw new Error("unable to create native thread");
        });
    assertGivenUp(none);
  }

  @Test
  void program_whoseWarmUpFails_goesOnAsItIs() {
    Background failing =
        new Background(
            Runnable::run,
            () -> {
              throw new Error("Java heap space");
            },
            new AtomicBoolean());
    assertGivenUp(failing);
  }

  @Test
  void program_whoseWarmUpIsInterrupted_goesOnAsItIs() {
    Background interrupted =
        background(task -> {
          Thread.currentThread().interrupt();
          task.run();
          assertThat(Thread.interrupted()).isTrue();
        });
    assertGivenUp(interrupted);
  }

  private static void assertGivenUp(Background background) {
    Program program = Example.FLOATS.program(Execution.GENERATED);
    Code plain = program.code();
    program.warmUpIn(background);
    consider(program);
    assertThat(background.busy()).as("the next one has its turn").isFalse();
    consider(program);
    assertThat(program.code()).isSameAs(plain);
    assertThat(program.useVectors()).as("the graph is let go").isFalse();
    compare(program, Example.FLOATS.program(Execution.INTERPRETED));
  }

  /// A million rows are copied, filled and read: no operation counts, but a second set of them
  /// would.
  @Test
  void suits_ofALargeTable_isFalse() {
    assertThat(Upgrade.suits(table(16))).isEqualTo(Kernels.VECTOR);
    assertThat(Upgrade.suits(table(1_000_000))).isFalse();
  }

  private static Compiled table(int rows) {
    Network network =
        (scope, inputs) -> {
          Value table = scope.parameter("table", Shape.of(rows, 8), Initializers.zeros());
          Value y = table.gather(input(inputs, Batch.INPUT));
          return Map.of(Network.LOSS, y.square().mean());
        };
    Traced traced = Traced.of(network, Map.of(Batch.INPUT, Type.i32(Shape.of(4))), true);
    Layout layout = Layout.of(Map.of("table", Shape.of(rows, 8)), Map.of());
    Layout none = Layout.of(Map.of(), Map.of());
    Compiled compiled = Compiled.of(traced, layout, none, Set.of("table"), true, true);
    assertThat(compiled.plan().flops()).isLessThan(4096);
    return compiled;
  }
}
