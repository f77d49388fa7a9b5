package dev.descent.tensor;

import dev.descent.autodiff.Differentiation;
import dev.descent.oracle.Evaluator;
import dev.descent.oracle.GradientCheck;
import dev.descent.oracle.Oracle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation and its gradient through the kernels against the oracle.
///
/// The functions of the table chain at most a dozen roundings of 2⁻²⁴ of numbers that stay below
/// ten times the largest result: 1e-5 of it holds with room.
final class OperationKernelTest {
  private static final double BOUND = 1e-5;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.descent.tensor.OperationTable#unary")
  void kernels_ofOneInput_agreeWithTheOracle(
      String name, UnaryOperator<Value> f, double low, double high) {
    compare(
        in -> f.apply(in.getFirst()),
        List.of(GradientCheck.random(OperationTable.MATRIX, 1, low, high)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.descent.tensor.OperationTable#binary")
  void kernels_ofTwoInputs_agreeWithTheOracle(String name, Function<List<Value>, Value> f) {
    compare(
        f,
        List.of(
            GradientCheck.random(OperationTable.MATRIX, 2, 0.7, 2),
            GradientCheck.random(OperationTable.MATRIX, 3, 0.7, 2)));
  }

  private static void compare(Function<List<Value>, Value> function, List<Tensor> inputs) {
    Graph graph = new Graph();
    List<Value> leaves = new ArrayList<>();
    Map<Value, Tensor> tensors = new HashMap<>();
    Map<Value, double[]> numbers = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value leaf = graph.parameter("input" + i, inputs.get(i).shape());
      leaves.add(leaf);
      tensors.put(leaf, inputs.get(i));
      numbers.put(leaf, Oracle.numbers(inputs.get(i)));
    }
    Value result = function.apply(leaves);
    Value loss = GradientCheck.weighted(result, 0);
    Oracle oracle = new Oracle(numbers, 0);
    check("result", result, tensors, oracle);
    Differentiation.gradient(loss, leaves)
        .forEach((leaf, gradient) -> check("gradient of " + leaf, gradient, tensors, oracle));
  }

  private static void check(String what, Value value, Map<Value, Tensor> tensors, Oracle oracle) {
    double[] actual = Oracle.numbers(Evaluator.eager(value, tensors));
    Evaluator.assertClose(what, actual, oracle.evaluate(value), BOUND);
  }
}
