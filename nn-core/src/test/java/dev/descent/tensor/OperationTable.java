package dev.descent.tensor;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Every operation in a small function, with inputs away from kinks: the interval in which it is
/// smooth.
final class OperationTable {
  static final Shape MATRIX = Shape.of(3, 4);

  private OperationTable() {}

  /// Functions of one matrix: name, function, interval of the inputs.
  static Stream<Arguments> unary() {
    return Stream.of(
        row("negate", Value::negate, -2, 2),
        row("affine", x -> x.affine(3, -2), -2, 2),
        row("power 3", x -> x.power(3), -2, 2),
        row("power -3", x -> x.power(-3), 0.7, 2),
        row("power 1.7", x -> x.power(1.7), 0.7, 2),
        row("power -0.5", x -> x.power(-0.5), 0.7, 2),
        row("square", Value::square, -2, 2),
        row("sqrt", Value::sqrt, 0.7, 2),
        row("reciprocal", Value::reciprocal, 0.7, 2),
        row("abs", Value::abs, -2, -0.1),
        row("sign", x -> x.sign().multiply(x), 0.1, 2),
        row("step", x -> x.step().multiply(x), 0.1, 2),
        row("exp", Value::exp, -2, 2),
        row("log", Value::log, 0.7, 2),
        row("erf", Value::erf, -2, 2),
        row("clamp inside", x -> x.clamp(-3, 3), -2, 2),
        row("clamp outside", x -> x.clamp(3, 4), -2, 2),
        row("tanh", Value::tanh, -2, 2),
        row("sigmoid", Value::sigmoid, -2, 2),
        row("relu positive", Value::relu, 0.1, 2),
        row("relu negative", Value::relu, -2, -0.1),
        row("leakyRelu positive", x -> x.leakyRelu(0.1), 0.1, 2),
        row("leakyRelu negative", x -> x.leakyRelu(0.1), -2, -0.1),
        row("elu positive", x -> x.elu(1.5), 0.1, 2),
        row("elu negative", x -> x.elu(1.5), -2, -0.1),
        row("gelu", Value::gelu, -2, 2),
        row("geluTanh", Value::geluTanh, -2, 2),
        row("silu", Value::silu, -2, 2),
        row("softplus", Value::softplus, -2, 2),
        row("sum", Value::sum, -2, 2),
        row("sum rows", x -> x.sum(0).square(), -2, 2),
        row("sum columns", x -> x.sum(true, 1).square(), -2, 2),
        row("mean", x -> x.mean(-1).square(), -2, 2),
        row("variance", x -> x.variance(1, 0), -2, 2),
        row("max", x -> x.max(-1).square(), -2, 2),
        row("max of all", x -> x.max().square(), -2, 2),
        row("min", x -> x.min(0).square(), -2, 2),
        row("softmax", x -> x.softmax(-1), -2, 2),
        row("softmax of columns", x -> x.softmax(0), -2, 2),
        row("logSoftmax", x -> x.logSoftmax(-1), -2, 2),
        row("logSoftmax of columns", x -> x.logSoftmax(0), -2, 2),
        row("crossEntropy", x -> x.crossEntropy(ints(x, 1, 3, 0)), -2, 2),
        row("crossEntropy ignoring", x -> x.crossEntropy(ints(x, 1, -100, 0), -100), -2, 2),
        row("reshape", x -> x.reshape(2, -1).square(), -2, 2),
        row("broadcast", x -> x.broadcast(Shape.of(2, 3, 4)).square(), -2, 2),
        row(
            "broadcast of ones",
            x -> x.reshape(3, 1, 4, 1).broadcast(Shape.of(3, 2, 4, 2)).exp(),
            -2,
            2),
        row("permute", x -> x.reshape(3, 2, 2).permute(2, 0, 1).square(), -2, 2),
        row("slice", x -> x.slice(1, 1, 3).square(), -2, 2),
        row("pad", x -> x.pad(0, 1, 2).square(), -2, 2),
        row("concat", x -> x.concat(1, List.of(x.exp(), x)).square(), -2, 2),
        row("gather", x -> x.gather(ints(x, 2, 0, 2)).square(), -2, 2),
        row("scatterAdd", x -> x.scatterAdd(ints(x, 4, 1, 4), Shape.of(5, 4)).square(), -2, 2),
        row("stopGradient", x -> x.stopGradient().sign().multiply(x.square()), 0.1, 2));
  }

  /// Functions of two matrices with elements in [0.7, 2): name, function of a list.
  static Stream<Arguments> binary() {
    return Stream.of(
        pair("add", (a, b) -> a.add(b)),
        pair("subtract", (a, b) -> a.subtract(b)),
        pair("multiply", (a, b) -> a.multiply(b)),
        pair("divide", (a, b) -> a.divide(b)),
        pair("minimum", (a, b) -> a.minimum(b.multiply(1.5))),
        pair("maximum", (a, b) -> a.maximum(b.multiply(1.5))),
        pair("where", (a, b) -> a.less(b.multiply(1.5)).where(a.exp(), b.square())),
        pair("equal", (a, b) -> a.equalTo(b).add(1).multiply(a)),
        pair("add along rows", (a, b) -> a.add(b.slice(0, 0, 1)).square()),
        pair("multiply columns", (a, b) -> a.multiply(b.slice(1, 0, 1))),
        pair("divide by a vector", (a, b) -> a.divide(b.sum(0))),
        pair("subtract a scalar", (a, b) -> a.subtract(b.sum()).square()),
        pair("matmul nt", (a, b) -> a.matmul(b, false, true)),
        pair("matmul tn", (a, b) -> a.matmul(b, true, false)),
        pair("matmul nn", (a, b) -> a.matmul(b.reshape(4, 3), false, false)),
        pair("matmul tt", (a, b) -> a.reshape(4, 3).matmul(b, true, true)),
        pair("batched", (a, b) -> a.reshape(2, 3, 2).matmul(b.reshape(2, 3, 2), false, true)),
        pair("batch left", (a, b) -> a.reshape(2, 2, 3).matmul(b.reshape(3, 4))),
        pair("batch left transposed", (a, b) -> a.reshape(2, 3, 2).matmul(b, true, false)),
        pair("batch right", (a, b) -> a.matmul(b.reshape(2, 3, 2), true, false)),
        pair(
            "batch of one",
            (a, b) -> a.reshape(1, 3, 4).matmul(b.reshape(2, 1, 2, 3), true, true)));
  }

  private static Value ints(Value world, int... values) {
    return world.constant(Tensor.of(Shape.of(values.length), values));
  }

  private static Arguments row(String name, UnaryOperator<Value> f, double low, double high) {
    return Arguments.of(name, f, low, high);
  }

  private static Arguments pair(String name, BinaryOperator<Value> f) {
    Function<List<Value>, Value> list = in -> f.apply(in.get(0), in.get(1));
    return Arguments.of(name, list);
  }
}
