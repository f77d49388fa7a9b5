package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.layer.Scope;
import dev.descent.loss.CrossEntropy;
import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Cross-entropy and its gradient are one node where that is possible, with the bits of two.
final class LossPairsTest {
  private static final String PAIR = "crossEntropy+crossEntropyGradient";

  @Test
  void meanOfLosses_isOneNode() {
    for (int classes : new int[] {3, 10, 40, 1500}) {
      assertThat(operations(network(Value::mean), classes)).contains(PAIR);
    }
  }

  @Test
  void ignoredLabels_areOneNode() {
    Network network =
        Network.supervised(LossPairsTest::dense, new CrossEntropy().withIgnoreIndex(1));
    assertThat(operations(network, 10)).contains(PAIR);
  }

  @Test
  void cotangentThatNeedsTheLosses_staysApart() {
    assertThat(operations(network(losses -> losses.square().mean()), 10))
        .doesNotContain(PAIR)
        .contains("crossEntropy");
  }

  @Test
  void twoLosses_whoseCotangentsNeedEachOther_areRight() {
    Network network =
        Network.supervised(
            LossPairsTest::dense,
            (prediction, target, weight) -> {
              Value first = prediction.crossEntropy(target);
              Value second = prediction.multiply(2).crossEntropy(target);
              return first.multiply(second).mean();
            });
    assertThat(operations(network, 10)).contains(PAIR).contains("crossEntropy");
  }

  private static Value dense(Scope scope, Value input) {
    return Networks.dense(scope, input, input.shape().at(-1));
  }

  private static Network network(UnaryOperator<Value> reduction) {
    return Network.supervised(
        LossPairsTest::dense,
        (prediction, target, weight) -> reduction.apply(prediction.crossEntropy(target)));
  }

  /// Returns the operations of the nodes, after comparing bits with those without fusion.
  private static List<String> operations(Network network, int classes) {
    Map<String, Type> types =
        Map.of(Batch.INPUT, Type.f32(Shape.of(37, classes)), Batch.TARGET, Type.i32(Shape.of(37)));
    Batch batch = Networks.batch(types, Math.min(classes, 3), 1);
    Model model = Model.of(network, types);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Traced traced = Traced.of(network, types, true);
    List<Program> programs =
        List.of(
            compile(traced, layout, model, Execution.GENERATED, false),
            compile(traced, layout, model, Execution.GENERATED, true),
            compile(traced, layout, model, Execution.CHECKED, true));
    float[] weights = model.initialParameters(layout, 3);
    int expected = 0;
    for (Program program : programs) {
      float loss = program.run(weights, model.initialStates(), batch, 0);
      int found = 31 * Float.floatToIntBits(loss) + Arrays.hashCode(program.gradient());
      expected = expected == 0 ? found : expected;
      assertThat(found).isEqualTo(expected);
    }
    return programs.get(1).plan().steps().stream()
        .map(step -> String.join("+", step.operations()))
        .toList();
  }

  private static Program compile(
      Traced traced, Layout layout, Model model, Execution execution, boolean fuse) {
    return Program.compile(traced, layout, model.states(), Team.single(), execution, fuse);
  }
}
