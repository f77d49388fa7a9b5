package dev.descent.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.autodiff.Differentiation;
import dev.descent.random.Keys;
import dev.descent.tensor.Graph;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Compares derivatives of graphs with central differences, both in `double` by the oracle.
///
/// The five-point formula with h = 2⁻¹⁰ has a truncation error of h⁴ f⁽⁵⁾/30, about 3e-14 · f⁽⁵⁾,
/// and a rounding error of 2⁻⁵³/h, about 1e-13: 1e-9 of the larger of 1 and |f′| leaves room for
/// fifth derivatives up to 1e4.
public final class GradientCheck {
  private static final double STEP = 0x1p-10;
  private static final double TOLERANCE = 1e-9;

  private GradientCheck() {}

  /// Checks derivatives of a function with respect to all its inputs.
  ///
  /// @param order 1 for the gradient, 2 for the derivative of the gradient as well
  public static void check(int order, Function<List<Value>, Value> function, List<Tensor> inputs) {
    Graph graph = new Graph();
    List<Value> leaves = new ArrayList<>();
    Map<Value, double[]> numbers = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value leaf = graph.parameter("input" + i, inputs.get(i).shape());
      leaves.add(leaf);
      numbers.put(leaf, Oracle.numbers(inputs.get(i)));
    }
    Value loss = weighted(function.apply(leaves), 0);
    for (int level = 1; level <= order; level++) {
      Map<Value, Value> gradients = Differentiation.gradient(loss, leaves);
      compare(loss, gradients, numbers);
      loss = weightedSum(gradients.values(), level);
    }
  }

  /// Compares the derivatives of a scalar with central differences.
  public static void compare(
      Value loss, Map<Value, Value> gradients, Map<Value, double[]> numbers) {
    Oracle oracle = new Oracle(numbers, 0);
    gradients.forEach((leaf, gradient) -> {
      double[] actual = oracle.evaluate(gradient);
      for (int i = 0; i < actual.length; i++) {
        double expected = difference(loss, leaf, i, numbers);
        assertThat(actual[i])
            .as("derivative of %s by %s[%d]", loss, leaf, i)
            .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
      }
    });
  }

  private static double difference(
      Value loss, Value leaf, int element, Map<Value, double[]> numbers) {
    double[] f = new double[5];
    for (int step = -2; step <= 2; step++) {
      Map<Value, double[]> moved = new HashMap<>(numbers);
      double[] x = numbers.getOrDefault(leaf, new double[0]).clone();
      x[element] += step * STEP;
      moved.put(leaf, x);
      f[step + 2] = new Oracle(moved, 0).scalar(loss);
    }
    return (f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * STEP);
  }

  private static Value weightedSum(Iterable<Value> values, int level) {
    Value sum = null;
    int number = 0;
    for (Value value : values) {
      Value part = weighted(value, 10 * level + number++);
      sum = sum == null ? part : sum.add(part);
    }
    return java.util.Objects.requireNonNull(sum);
  }

  /// Returns the sum of the elements with fixed weights between −1 and 1.
  public static Value weighted(Value value, int seed) {
    return value.multiply(value.constant(random(value.shape(), seed, -1, 1))).sum();
  }

  /// Returns fixed pseudo-random numbers in [low, high).
  public static Tensor random(Shape shape, int seed, double low, double high) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * Keys.uniformDouble(Keys.of(seed), i));
    }
    return Tensor.of(shape, values);
  }
}
