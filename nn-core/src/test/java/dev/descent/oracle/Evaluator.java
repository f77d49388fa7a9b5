package dev.descent.oracle;

import dev.descent.random.Keys;
import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Source;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two ways to evaluate a graph on the same numbers: the oracle in `double`, and eager tensors
/// through the kernels.
public enum Evaluator {
  /// In `double`, naively.
  DOUBLE(1e-10),
  /// In `float`, with the kernels.
  KERNELS(1e-5);

  private final double tolerance;

  Evaluator(double tolerance) {
    this.tolerance = tolerance;
  }

  /// Returns how far results may be from the reference, relative to the largest element of a
  /// tensor.
  public double tolerance() {
    return tolerance;
  }

  /// Returns the numbers of the wanted nodes.
  public List<double[]> evaluate(List<Value> wanted, Map<Value, double[]> leaves) {
    List<double[]> results = new ArrayList<>();
    if (this == DOUBLE) {
      Oracle oracle = new Oracle(leaves, 0);
      wanted.forEach(value -> results.add(oracle.evaluate(value)));
    } else {
      Map<Value, Tensor> known = new HashMap<>();
      leaves.forEach((leaf, numbers) -> known.put(leaf, tensor(leaf, numbers)));
      wanted.forEach(value -> results.add(Oracle.numbers(eager(value, known))));
    }
    return results;
  }

  /// Returns a node computed by eager tensors, with random numbers of the run's key 0.
  public static Tensor eager(Value value, Map<Value, Tensor> known) {
    Tensor found = known.get(value);
    if (found == null) {
      Value.Leaf leaf = value.leaf();
      if (leaf != null && leaf.constant() != null) {
        found = leaf.constant();
      } else if (value.operation() == null) {
        throw new IllegalArgumentException("no numbers for " + value);
      } else {
        List<Tensor> inputs = value.inputs().stream().map(in -> eager(in, known)).toList();
        found =
            switch (value.operation()) {
              case Source.Fill fill -> Tensor.full(fill.shape(), fill.value());
              case Source.Uniform uniform -> uniform(uniform);
              default -> inputs.getFirst().apply(value.operation(), inputs);
            };
      }
      known.put(value, found);
    }
    return found;
  }

  private static Tensor uniform(Source.Uniform draw) {
    float[] values = new float[draw.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Keys.uniform(Keys.fold(0, draw.draw()), i);
    }
    return Tensor.of(draw.shape(), values);
  }

  private static Tensor tensor(Value leaf, double[] numbers) {
    Shape shape = leaf.shape();
    if (leaf.dtype() == DType.I32) {
      int[] ints = new int[numbers.length];
      for (int i = 0; i < ints.length; i++) {
        ints[i] = (int) numbers[i];
      }
      return Tensor.of(shape, ints);
    }
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return Tensor.of(shape, floats);
  }

  /// Asserts that `max|actual − expected| <= tolerance · max|expected|`.
  public void assertClose(String what, double[] actual, double[] expected) {
    assertClose(what, actual, expected, tolerance);
  }

  /// Asserts that `max|actual − expected| <= tolerance · max|expected|`.
  public static void assertClose(
      String what, double[] actual, double[] expected, double tolerance) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Double.isFinite(value) ? Math.abs(value) : 0);
    }
    if (actual.length != expected.length) {
      throw new AssertionError(what + " has " + actual.length + " elements");
    }
    for (int i = 0; i < actual.length; i++) {
      boolean equal = Double.compare(actual[i], expected[i]) == 0;
      if (!equal && !(Math.abs(actual[i] - expected[i]) <= tolerance * largest)) {
        throw new AssertionError(
            "%s[%d] must be %s within %s of %s, was %s"
                .formatted(what, i, expected[i], tolerance, largest, actual[i]));
      }
    }
  }
}
