package dev.descent.oracle;

import dev.descent.random.Keys;
import dev.descent.tensor.Activation;
import dev.descent.tensor.ActivationGradient;
import dev.descent.tensor.Arithmetic;
import dev.descent.tensor.Comparison;
import dev.descent.tensor.DType;
import dev.descent.tensor.Indexing;
import dev.descent.tensor.Matmul;
import dev.descent.tensor.Movement;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Pointwise;
import dev.descent.tensor.Reduction;
import dev.descent.tensor.Rowwise;
import dev.descent.tensor.Source;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Evaluates graphs in `double`, as naively as the definitions read: the judge of kernels,
/// gradients and plans. It shares no code with them and is never optimized.
public final class Oracle {
  private final Map<Value, double[]> known = new HashMap<>();
  private final long key;

  /// Starts an evaluation.
  ///
  /// @param leaves the numbers of parameters, states and inputs (integers too)
  /// @param key the key of the run
  public Oracle(Map<Value, double[]> leaves, long key) {
    this.key = key;
    known.putAll(leaves);
  }

  /// Returns the numbers of a node.
  public double[] evaluate(Value value) {
    double[] found = known.get(value);
    if (found == null) {
      Value.Leaf leaf = value.leaf();
      if (leaf == null) {
        List<double[]> in = value.inputs().stream().map(this::evaluate).toList();
        found = apply(value, in);
      } else if (leaf.constant() != null) {
        found = numbers(leaf.constant());
      } else {
        throw new IllegalArgumentException("the oracle needs numbers for " + value);
      }
      if (found.length != value.shape().size()) {
        throw new AssertionError(value + " has " + found.length + " elements");
      }
      known.put(value, found);
    }
    return found;
  }

  /// Returns the only number of a node.
  public double scalar(Value value) {
    return evaluate(value)[0];
  }

  /// Returns the numbers of a tensor in `double`.
  public static double[] numbers(Tensor tensor) {
    double[] numbers = new double[tensor.shape().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          tensor.dtype() == DType.F32
              ? tensor.floats()[tensor.offset() + i]
              : tensor.ints()[tensor.offset() + i];
    }
    return numbers;
  }

  private double[] apply(Value value, List<double[]> in) {
    Operation operation = value.operation();
    return switch (operation) {
      case null -> throw new AssertionError(value);
      case Arithmetic f -> map2(in, (a, b) -> Pointwises.arithmetic(f, a, b));
      case Pointwise f -> map(in, x -> Pointwises.pointwise(f, x));
      case Activation f -> map(in, x -> Pointwises.activation(f, x));
      case ActivationGradient f -> map2(in, (x, g) -> Pointwises.slope(f, x) * g);
      case Comparison f -> comparison(f, in);
      case Reduction f -> Folds.reduction(f, value, in.getFirst());
      case Rowwise f -> Folds.rowwise(f, value, in);
      case Matmul f -> Folds.matmul(f, value, in);
      case Movement f -> Moves.movement(f, value, in);
      case Indexing f -> Moves.indexing(f, value, in);
      case Source.Fill f -> filled(value, f.value());
      case Source.Uniform f -> uniform(value, Keys.fold(key, f.draw()));
      case Operation.Custom f -> throw new IllegalArgumentException("no oracle for " + f);
    };
  }

  private static double[] comparison(Comparison f, List<double[]> in) {
    return switch (f) {
      case Comparison.Compare(Comparison.Relation relation) ->
          map2(in, (a, b) -> Pointwises.holds(relation, a, b) ? 1 : 0);
      case Comparison.Where _ -> {
        double[] y = new double[in.getFirst().length];
        for (int i = 0; i < y.length; i++) {
          y[i] = in.get(0)[i] != 0 ? in.get(1)[i] : in.get(2)[i];
        }
        yield y;
      }
    };
  }

  private static double[] filled(Value value, double number) {
    double[] y = new double[value.shape().size()];
    Arrays.fill(y, number);
    return y;
  }

  private static double[] uniform(Value value, long key) {
    double[] y = new double[value.shape().size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = Keys.uniform(key, i);
    }
    return y;
  }

  private static double[] map(List<double[]> in, java.util.function.DoubleUnaryOperator f) {
    return Arrays.stream(in.getFirst()).map(f).toArray();
  }

  private static double[] map2(List<double[]> in, java.util.function.DoubleBinaryOperator f) {
    double[] y = new double[in.getFirst().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(in.get(0)[i], in.get(1)[i]);
    }
    return y;
  }
}
