package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProgramTest {
  private static final Map<String, Type> TYPES = Networks.labelled(8, 6);

  private final Model model = Model.of(Networks.classifier(0.25, 5, 3), TYPES);
  private final Layout layout = Layout.of(model.parameters(), model.aliases());
  private final float[] weights = model.initialParameters(layout, 1);
  private final float[] states = model.initialStates();
  private final Batch batch = Networks.batch(TYPES, 3, 2);

  private Program training() {
    return model.training(layout, TYPES, Team.single());
  }

  @Test
  void parameters_ofTracedNetwork_areInOrderOfTheirRequest() {
    assertThat(model.parameters())
        .containsExactly(
            Map.entry("0.weight", Shape.of(5, 6)),
            Map.entry("0.bias", Shape.of(5)),
            Map.entry("1.weight", Shape.of(3, 5)),
            Map.entry("1.bias", Shape.of(3)));
  }

  @Test
  void initialParameters_inAnotherLayout_areTheSameNumbers() {
    Layout reversed =
        Layout.of(
            Map.of(
                "1.bias",
                Shape.of(3),
                "0.bias",
                Shape.of(5),
                "1.weight",
                Shape.of(3, 5),
                "0.weight",
                Shape.of(5, 6)),
            Map.of());
    float[] other = model.initialParameters(reversed, 1);
    for (Layout.Slice slice : layout.slices()) {
      Layout.Slice there = reversed.slice(slice.path());
      assertThat(Arrays.copyOfRange(other, there.offset(), there.end()))
          .isEqualTo(Arrays.copyOfRange(weights, slice.offset(), slice.end()));
    }
  }

  @Test
  void training_askedTwice_isCompiledOnce() {
    assertThat(training()).isSameAs(training());
  }

  @Test
  void draws_withDropout_onlyInTraining() {
    assertThat(training().draws()).isTrue();
    assertThat(model.evaluation(layout, TYPES, Team.single()).draws()).isFalse();
  }

  @Test
  void training_forgotten_isMadeAnewWithTheSamePlan() {
    Program first = training();
    try (Team other = Team.of(2)) {
      model.forget(other);
      assertThat(training()).isSameAs(first);
    }
    model.forget(Team.single());
    assertThat(training()).isNotSameAs(first);
    assertThat(training().plan()).isSameAs(first.plan());
  }

  @Test
  void run_withTheSameKey_hasTheSameDropout() {
    float first = training().run(weights, states, batch, 7);
    float[] gradient = training().gradient().clone();
    training().run(weights, states, batch, 8);
    assertThat(training().gradient()).isNotEqualTo(gradient);
    assertThat(training().run(weights, states, batch, 7)).isEqualTo(first);
    assertThat(training().gradient()).isEqualTo(gradient);
  }

  @Test
  void run_stepsAgainstTheGradient_lowerTheLoss() {
    float first = training().run(weights, states, batch, 0);
    float last = first;
    for (int step = 0; step < 100; step++) {
      last = training().run(weights, states, batch, 0);
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= 0.2f * training().gradient()[i];
      }
    }
    assertThat(last).isLessThan(first / 2);
  }

  @Test
  void gradientStatistics_ofEachSlice_areItsSumOfSquaresAndLargest() {
    Program program = training();
    program.run(weights, states, batch, 0);
    for (int i = 0; i < layout.slices().size(); i++) {
      Layout.Slice slice = layout.slices().get(i);
      double sum = 0;
      float max = 0;
      for (int j = slice.offset(); j < slice.end(); j++) {
        sum += (double) program.gradient()[j] * program.gradient()[j];
        max = Math.max(max, Math.abs(program.gradient()[j]));
      }
      assertThat(program.gradientSumSquares()[i]).isCloseTo(sum, within(sum * 1e-6));
      assertThat(program.gradientMaxAbs()[i]).isEqualTo(max);
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  @Test
  void evaluation_withoutTarget_predictsAndHasNoLoss() {
    Program program = model.evaluation(layout, Map.of("input", TYPES.get("input")), Team.single());
    assertThat(program.run(weights, states, batch, 0)).isNaN();
    assertThat(program.output("prediction").shape()).isEqualTo(Shape.of(8, 3));
    assertThat(program.hasOutput("loss")).isFalse();
    assertThatThrownBy(program::gradient)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an evaluation program has no gradient: use model.training");
    assertThatThrownBy(() -> program.output("loss"))
        .hasMessage("no output 'loss'; found [prediction]");
  }

  @Test
  void run_batchOfAnotherShape_isRefused() {
    Map<String, Type> other = Networks.labelled(9, 6);
    assertThatThrownBy(() -> training().run(weights, states, Networks.batch(other, 3, 1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "batch field 'input' must be F32[8, 6] for this program, was F32[9, 6]: compile one for"
                + " these types");
  }

  @Test
  void run_batchWithoutField_isRefused() {
    Batch inputOnly = Batch.of(Map.of("input", Tensor.full(Shape.of(8, 6), 0)));
    assertThatThrownBy(() -> training().run(weights, states, inputOnly, 0))
        .hasMessage("batch must have a field 'target' I32[8]; found {input=F32[8, 6]}");
  }

  @Test
  void run_labelOutOfRange_namesRowAndValue() {
    int[] labels = {0, 1, 2, 0, 1, 3, 0, 0};
    Batch bad = Networks.batch(TYPES, 3, 2);
    bad.set(bad.indexOf("target"), labels, 0);
    assertThatThrownBy(() -> training().run(weights, states, bad, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 5")
        .hasMessageContaining("was 3");
  }

  @Test
  void run_shortParameters_isRefused() {
    assertThatThrownBy(() -> training().run(new float[3], states, batch, 0))
        .hasMessage("run needs 256 parameters and 0 states, was 3 and 0");
  }

  @Test
  void training_networkWithoutLoss_isRefused() {
    Map<String, Type> input = Map.of("input", Type.f32(Shape.of(8, 6)));
    Model other = Model.of((scope, in) -> Map.of("y", in.get("input").relu()), input);
    assertThatThrownBy(() -> other.training(Layout.of(Map.of(), Map.of()), input, Team.single()))
        .hasMessage("training needs an output 'loss', found [y] for inputs {input=F32[8, 6]}");
  }

  @Test
  void run_inSteadyState_allocatesNothing() {
    Program program = training();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float sum = 0;
    long allocated = Long.MAX_VALUE;
    // kernels allocate until they are compiled
    for (int attempt = 0; attempt < 1000 && allocated > 0; attempt++) {
      sum += runs(program, 1000);
      long before = threads.getCurrentThreadAllocatedBytes();
      sum += runs(program, 50);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(sum).isFinite();
    assertThat(allocated).isZero();
  }

  private float runs(Program program, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += program.run(weights, states, batch, i) + (float) program.gradientSumSquares()[0];
    }
    return sum;
  }

  /// A user's operation: x³.
  private record Cube() implements Operation.Custom {
    @Override
    public String name() {
      return "cube";
    }

    @Override
    public Type infer(List<Type> inputs) {
      return inputs.getFirst();
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return List.of(inputs.getFirst().square().multiply(3.0).multiply(cotangent));
    }

    @Override
    public void compute(List<Tensor> inputs, Tensor output) {
      Tensor x = inputs.getFirst();
      for (int i = 0; i < x.shape().size(); i++) {
        float v = x.at(i);
        output.floats()[output.offset() + i] = v * v * v;
      }
    }
  }

  @Test
  void customOperation_inNetwork_runsAndDifferentiates() {
    Map<String, Type> types = Map.of("input", Type.f32(Shape.of(3)));
    Model cubes =
        Model.of(
            (scope, in) -> {
              Value w =
                  scope.parameter(
                      "w", Shape.of(3), (key, shape, v, o) -> Arrays.fill(v, o, o + 3, 2f));
              Value y = w.multiply(in.get("input"));
              return Map.of("loss", y.apply(new Cube(), List.of(y)).sum());
            },
            types);
    Layout own = Layout.of(cubes.parameters(), Map.of());
    Program program = cubes.training(own, types, Team.single());
    Batch ones = Batch.of(Map.of("input", Tensor.of(Shape.of(3), 1f, 2f, 3f)));
    assertThat(program.run(cubes.initialParameters(own, 0), new float[0], ones, 0))
        .isEqualTo(8f + 64f + 216f);
    assertThat(program.gradient()).startsWith(12f, 96f, 324f);
  }

  @Test
  void checkedRun_firstInfinity_namesOperationLayerAndLine() {
    Map<String, Type> types = Map.of("input", Type.f32(Shape.of(2)));
    Network network =
        (scope, in) ->
            Map.of(
                "loss", scope.call("deep", (inner, x) -> x.add(1.0).log().sum(), in.get("input")));
    Model checked = Model.of(network, types).withExecution(Execution.CHECKED);
    Program program = checked.evaluation(Layout.of(Map.of(), Map.of()), types, Team.single());
    Batch bad = Batch.of(Map.of("input", Tensor.of(Shape.of(2), 0f, -1f)));
    assertThatThrownBy(() -> program.run(new float[0], new float[0], bad, 0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageMatching(
            "log must give finite numbers, element 1 of F32\\[2] was -Infinity, in layer 'deep' at"
                + " .*");
  }

  /// Four chains of 100,000 elements, each of which a team of two cuts into parts, and one product.
  private static final Network CHAINS =
      (scope, in) -> {
        Value y = scope.call("deep", (inner, x) -> x.multiply(x).add(-1.0).log(), in.get("input"));
        return Map.of("loss", y.multiply(y).sum());
      };

  private static Batch chainBatch(int zeroAt) {
    float[] x = new float[100_000];
    Arrays.fill(x, 2);
    x[zeroAt] = 1;
    return Batch.of(Map.of("input", Tensor.of(Shape.of(x.length), x)));
  }

  /// All calls of a chain work in one buffer: seen while other threads go on, an infinity of a
  /// later one would be taken for that of an earlier one, or for another element's.
  @Test
  void checkedRun_byTwoThreads_namesTheOperationAndTheFirstElement() {
    Map<String, Type> types = Map.of("input", Type.f32(Shape.of(100_000)));
    Model checked = Model.of(CHAINS, types).withExecution(Execution.CHECKED);
    try (Team team = Team.of(2)) {
      Program program = checked.evaluation(Layout.of(Map.of(), Map.of()), types, team);
      for (int i = 0; i < 40; i++) {
        int at = 99_999 - 2_000 * i;
        assertThatThrownBy(() -> program.run(new float[0], new float[0], chainBatch(at), 0))
            .isInstanceOf(ArithmeticException.class)
            .hasMessageStartingWith(
                "log must give finite numbers, element %d of F32[100000] was -Infinity, in layer"
                    + " 'deep'",
                at);
      }
    }
  }

  @Test
  void profiledRuns_everyNode_isCountedOnce() {
    try (Team team = Team.of(2)) {
      Program program = model.withExecution(Execution.PROFILED).training(layout, TYPES, team);
      for (int run = 0; run < 3; run++) {
        program.run(weights, states, batch, run);
      }
      Profile profile = program.profile();
      assertThat(profile.steps()).isEqualTo(3);
      assertThat(profile.rows().stream().mapToLong(Profile.Row::calls).sum())
          .isEqualTo(3L * program.plan().steps().size());
      assertThat(profile.rows().stream().mapToLong(Profile.Row::flops).sum())
          .isEqualTo(3 * program.plan().flops());
      assertThat(profile.nanos()).isPositive().isEqualTo(program.profiledNanos());
    }
  }

  @Test
  void profile_ofAnotherExecution_isRefused() {
    assertThatThrownBy(() -> training().profile())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a profile needs Execution.PROFILED: use model.withExecution or"
                + " -Ddescent.program=profiled");
  }
}
