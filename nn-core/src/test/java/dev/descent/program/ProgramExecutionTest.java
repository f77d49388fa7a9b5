package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Runs that are checked, and those that are profiled.
final class ProgramExecutionTest {
  private final Classifier net = new Classifier();

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
      Program program =
          net.model.withExecution(Execution.PROFILED).training(net.layout, Classifier.TYPES, team);
      for (int run = 0; run < 3; run++) {
        program.run(net.weights, net.states, net.batch, run);
      }
      Profile profile = program.profile();
      assertThat(profile.steps()).isEqualTo(3);
      assertThat(profile.rows().stream().mapToLong(Profile.Row::calls).sum())
          .isEqualTo(3L * program.plan().steps().size());
      assertThat(profile.rows().stream().mapToLong(Profile.Row::flops).sum())
          .isEqualTo(3 * program.plan().flops());
      assertThat(profile.nanos()).isPositive();
    }
  }

  @Test
  void profile_ofAnotherExecution_isRefused() {
    assertThatThrownBy(() -> net.training().profile())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a profile needs Execution.PROFILED: use model.withExecution or"
                + " -Ddescent.program=profiled");
  }
}
