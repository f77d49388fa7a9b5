package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Programs of networks some of whose parameters are not trained.
final class FrozenTest {
  private static final Map<String, Type> RANDOM = Map.of(Batch.INPUT, Type.f32(Shape.of(6, 5)));
  private static final Map<String, Type> TYPES = Networks.labelled(8, 6);

  private final Model model = Model.of(Networks.classifier(0, 16, 16, 3), TYPES);
  private final Layout layout = Layout.of(model.parameters(), model.aliases());

  static List<Long> seeds() {
    return IntStream.range(0, 40)
        .mapToObj(i -> 3000 + Long.getLong("descent.test.seed", 0) + i)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void programOfRandomNetwork_someTrained_hasTheBitsOfAll(long seed) {
    Model random = Model.of(Networks.random(seed, 10), RANDOM);
    Layout where = Layout.of(random.parameters(), random.aliases());
    Set<String> trained = new HashSet<>();
    for (String path : random.parameters().keySet()) {
      if (Keys.uniform(Keys.fold(Keys.of(seed), path), 0) < 0.5) {
        trained.add(path);
      }
    }
    float[] weights = random.initialParameters(where, 3);
    Batch batch = Networks.batch(RANDOM, 2, 5);
    Program all = random.training(where, RANDOM, Team.single());
    Program some = random.training(where, RANDOM, Team.single(), trained);
    float loss = all.run(weights, random.initialStates(), batch, 7);
    assertThat(bits(some.run(weights, random.initialStates(), batch, 7))).isEqualTo(bits(loss));
    assertThat(bits(some.nextStates())).isEqualTo(bits(all.nextStates()));
    assertThat(bits(some.output("last").toFloats())).isEqualTo(bits(all.output("last").toFloats()));
    float[] expected = new float[where.size()];
    for (int i = 0; i < where.slices().size(); i++) {
      Layout.Slice slice = where.slices().get(i);
      boolean wanted = trained.contains(slice.path());
      if (wanted) {
        System.arraycopy(
            all.gradient(), slice.offset(), expected, slice.offset(), slice.shape().size());
      }
      assertThat(some.gradientSumSquares()[i])
          .isEqualTo(wanted ? all.gradientSumSquares()[i] : 0.0);
      assertThat(some.gradientMaxAbs()[i]).isEqualTo(wanted ? all.gradientMaxAbs()[i] : 0f);
    }
    assertThat(bits(some.gradient())).isEqualTo(bits(expected));
    assertThat(some.plan().flops()).isLessThanOrEqualTo(all.plan().flops());
  }

  @Test
  void plan_frozenPrefix_hasNoBackwardPassThere() {
    // three products forwards; backwards three for weights, and two for what the layers are given
    assertThat(products(model.parameters().keySet())).isEqualTo(8);
    assertThat(products(Set.of("2.weight", "2.bias"))).isEqualTo(4);
    assertThat(products(Set.of("0.bias", "1.weight", "1.bias", "2.weight", "2.bias")))
        .as("the weight of the first layer alone is frozen")
        .isEqualTo(7);
    assertThat(products(Set.of("0.weight", "2.bias"))).isEqualTo(6);
    assertThat(products(Set.of())).isEqualTo(3);
    assertThat(
            model.trainingPlan(layout, TYPES, Set.of("2.weight", "2.bias")).steps().stream()
                .skip(3)
                .map(Plan.Step::layer))
        .doesNotContain("0", "1");
  }

  private long products(Set<String> trained) {
    return model.trainingPlan(layout, TYPES, trained).steps().stream()
        .filter(step -> step.operations().contains("matmul"))
        .count();
  }

  @Test
  void plan_frozenPrefix_hasTheFlopsOfTheRest() {
    long all = model.trainingPlan(layout, TYPES).flops();
    long last = model.trainingPlan(layout, TYPES, Set.of("2.weight", "2.bias")).flops();
    long products = 2L * 8 * (16 * 3 + 2 * 16 * 16 + 16 * 6);
    long rest = 2L * 8 * 16 + 2L * 8 * 16; // two ReLUs, two sums over the batch for biases
    assertThat(all - last).isEqualTo(products + rest);
  }

  @Test
  void training_sameSet_isTheSameProgram() {
    Program first = model.training(layout, TYPES, Team.single(), Set.of("2.bias"));
    assertThat(model.training(layout, TYPES, Team.single(), new HashSet<>(List.of("2.bias"))))
        .isSameAs(first);
    assertThat(model.training(layout, TYPES, Team.single(), Set.of("1.bias"))).isNotSameAs(first);
    assertThat(model.training(layout, TYPES, Team.single(), model.parameters().keySet()))
        .isSameAs(model.training(layout, TYPES, Team.single()));
  }

  /// Tracing a network is what a compilation begins with.
  @Test
  void training_setThatReturns_isCompiledAgainOnlyAfterSeveralOthers() {
    AtomicInteger traces = new AtomicInteger();
    Model counted = counted(traces);
    List<String> paths = List.copyOf(counted.parameters().keySet());
    Layout where = Layout.of(counted.parameters(), counted.aliases());
    List<Integer> counts = new ArrayList<>();
    for (int i : new int[] {0, 1, 0, 2, 3, 0, 1, 4, 5, 0, 1, 2}) {
      counted.training(where, TYPES, Team.single(), Set.of(paths.get(i)));
      counted.forget(Team.single());
      counts.add(traces.get() - 1);
    }
    assertThat(counts).containsExactly(1, 2, 2, 3, 4, 4, 4, 5, 6, 6, 6, 7);
  }

  @Test
  void training_thatIsRefused_takesNothingsPlace() {
    AtomicInteger traces = new AtomicInteger();
    Model counted = counted(traces);
    List<String> paths = List.copyOf(counted.parameters().keySet());
    Layout where = Layout.of(counted.parameters(), counted.aliases());
    Layout other = Layout.of(Map.of(paths.getFirst(), Shape.of(1)), Map.of());
    for (int i = 0; i < 4; i++) {
      counted.trainingPlan(where, TYPES, Set.of(paths.get(i)));
    }
    assertThatThrownBy(() -> counted.trainingPlan(other, TYPES, Set.of(paths.get(4))))
        .isInstanceOf(IllegalArgumentException.class);
    counted.trainingPlan(where, TYPES, Set.of(paths.getFirst()));
    assertThat(traces).as("once to make the model").hasValue(1 + 4);
  }

  @Test
  void training_unknownPath_isRefused() {
    assertThatThrownBy(() -> model.training(layout, TYPES, Team.single(), Set.of("2.biass")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no parameter to train named '2.biass'; did you mean '2.bias'? found [0.weight, 0.bias,"
                + " 1.weight, 1.bias, 2.weight, 2.bias]");
  }

  private static Model counted(AtomicInteger traces) {
    Network network = Networks.classifier(0, 4, 4, 3);
    return Model.of(
        (scope, inputs) -> {
          traces.incrementAndGet();
          return network.apply(scope, inputs);
        },
        TYPES);
  }

  private static int[] bits(float... values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i])).toArray();
  }
}
