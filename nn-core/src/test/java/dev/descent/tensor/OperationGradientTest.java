package dev.descent.tensor;

import dev.descent.oracle.GradientCheck;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation's gradient, and the gradient of its gradient, against central differences in
/// `double`.
final class OperationGradientTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.descent.tensor.OperationTable#unary")
  void gradient_ofOneInput_isThatOfDifferences(
      String name, UnaryOperator<Value> f, double low, double high) {
    GradientCheck.check(
        2,
        in -> f.apply(in.getFirst()),
        List.of(GradientCheck.random(OperationTable.MATRIX, 1, low, high)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.descent.tensor.OperationTable#binary")
  void gradient_ofTwoInputs_isThatOfDifferences(String name, Function<List<Value>, Value> f) {
    GradientCheck.check(
        2,
        f,
        List.of(
            GradientCheck.random(OperationTable.MATRIX, 2, 0.7, 2),
            GradientCheck.random(OperationTable.MATRIX, 3, 0.7, 2)));
  }
}
