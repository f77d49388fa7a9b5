package dev.descent.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.autodiff.Differentiation;
import dev.descent.layer.Initializer;
import dev.descent.oracle.Evaluator;
import dev.descent.oracle.GradientCheck;
import dev.descent.parallel.Team;
import dev.descent.program.Execution;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A compiled program has the bits of eager tensors, for every operation and its gradient.
final class OperationProgramTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.descent.tensor.OperationTable#unary")
  void program_ofOneInput_hasTheBitsOfEagerTensors(
      String name, UnaryOperator<Value> f, double low, double high) {
    compare(
        in -> f.apply(in.getFirst()),
        List.of(GradientCheck.random(OperationTable.MATRIX, 1, low, high)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.descent.tensor.OperationTable#binary")
  void program_ofTwoInputs_hasTheBitsOfEagerTensors(String name, Function<List<Value>, Value> f) {
    compare(
        f,
        List.of(
            GradientCheck.random(OperationTable.MATRIX, 2, 0.7, 2),
            GradientCheck.random(OperationTable.MATRIX, 3, 0.7, 2)));
  }

  private static void compare(Function<List<Value>, Value> function, List<Tensor> inputs) {
    Graph graph = new Graph();
    List<Value> leaves = new ArrayList<>();
    Map<Value, Tensor> known = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value leaf = graph.parameter("input" + i, inputs.get(i).shape());
      leaves.add(leaf);
      known.put(leaf, inputs.get(i));
    }
    Value loss = GradientCheck.weighted(function.apply(leaves), 0);
    Map<Value, Value> gradients = Differentiation.gradient(loss, leaves);
    float expectedLoss = Evaluator.eager(loss, known).at(0);
    for (Execution execution : List.of(Execution.GENERATED, Execution.INTERPRETED)) {
      Model model = Model.of(network(function, inputs), Map.of()).withExecution(execution);
      Layout layout = Layout.of(model.parameters(), model.aliases());
      Program program = model.training(layout, Map.of(), Team.single());
      float actual =
          program.run(
              model.initialParameters(layout, 1), model.initialStates(), new Batch(Map.of()), 0);
      assertThat(actual).isEqualTo(expectedLoss);
      for (Value leaf : leaves) {
        Layout.Slice slice = layout.slice(Objects.requireNonNull(leaf.leaf()).name());
        float[] gradient =
            java.util.Arrays.copyOfRange(program.gradient(), slice.offset(), slice.end());
        Value expected = Objects.requireNonNull(gradients.get(leaf));
        assertThat(gradient).isEqualTo(Evaluator.eager(expected, known).toFloats());
      }
    }
  }

  private static Network network(Function<List<Value>, Value> function, List<Tensor> inputs) {
    return (scope, none) -> {
      List<Value> leaves = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        float[] numbers = inputs.get(i).toFloats();
        Initializer copy =
            (key, shape, values, offset) ->
                System.arraycopy(numbers, 0, values, offset, numbers.length);
        leaves.add(scope.parameter("input" + i, inputs.get(i).shape(), copy));
      }
      return Map.of(Network.LOSS, GradientCheck.weighted(function.apply(leaves), 0));
    };
  }
}
