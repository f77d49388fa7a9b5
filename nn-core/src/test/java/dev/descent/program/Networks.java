package dev.descent.program;

import dev.descent.layer.Initializer;
import dev.descent.layer.Scope;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Networks and batches for tests, made of operations alone.
final class Networks {
  private Networks() {}

  /// Classifiers of rows: dense layers with ReLU, dropout before the last one, cross-entropy.
  static Network classifier(double dropout, int... widths) {
    return Network.supervised(
        (scope, input) -> {
          Value x = input;
          for (int i = 0; i < widths.length; i++) {
            int width = widths[i];
            boolean last = i == widths.length - 1;
            if (last && dropout > 0 && scope.training()) {
              x = scope.call("dropout", (inner, v) -> dropped(inner, v, dropout), x);
            }
            x =
                scope.call(
                    Integer.toString(i),
                    (inner, v) -> {
                      Value y = dense(inner, v, width);
                      return last ? y : y.relu();
                    },
                    x);
          }
          return x;
        },
        (prediction, target, weight) -> prediction.crossEntropy(target).mean());
  }

  static Value dense(Scope scope, Value x, int width) {
    int fanIn = x.shape().at(-1);
    Value weight = scope.parameter("weight", Shape.of(width, fanIn), uniform(fanIn));
    return x.matmul(weight, false, true)
        .add(scope.parameter("bias", Shape.of(width), uniform(fanIn)));
  }

  static Value dropped(Scope scope, Value x, double probability) {
    Value kept = scope.uniform(x.shape()).greaterEqual(x.fill(Shape.scalar(), probability));
    return x.multiply(kept).multiply(1 / (1 - probability));
  }

  static Initializer uniform(int fanIn) {
    double bound = 1 / Math.sqrt(fanIn);
    return (key, shape, values, offset) -> {
      for (int i = 0; i < shape.size(); i++) {
        values[offset + i] = (float) ((2 * Keys.uniformDouble(key, i) - 1) * bound);
      }
    };
  }

  static Map<String, Type> labelled(int rows, int columns) {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put(Batch.INPUT, Type.f32(Shape.of(rows, columns)));
    types.put(Batch.TARGET, Type.i32(Shape.of(rows)));
    return types;
  }

  /// A batch of the given types: floats in [−1, 1), integers in [0, classes).
  static Batch batch(Map<String, Type> types, int classes, long seed) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    types.forEach((name, type) -> {
      long key = Keys.fold(Keys.of(seed), name);
      int size = type.shape().size();
      if (type.dtype() == DType.F32) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
          values[i] = 2 * Keys.uniform(key, i) - 1;
        }
        tensors.put(name, Tensor.of(type.shape(), values));
      } else {
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
          values[i] = (int) (Keys.uniform(key, i) * classes);
        }
        tensors.put(name, Tensor.of(type.shape(), values));
      }
    });
    return Batch.of(tensors);
  }

  /// A network of randomly chosen operations on [rows, columns], with a loss that depends on all of
  /// them.
  static Network random(long seed, int operations) {
    return (scope, inputs) -> {
      Dice dice = new Dice(seed);
      Value input = java.util.Objects.requireNonNull(inputs.get(Batch.INPUT));
      List<Value> values = new ArrayList<>(List.of(input));
      Value loss = input.fill(Shape.scalar(), 0);
      for (int i = 0; i < operations; i++) {
        Value x = values.get(dice.next(values.size()));
        Value y = values.get(dice.next(values.size()));
        Value next = next(scope.child(Integer.toString(i)), dice, x, y);
        values.add(next);
        loss = loss.add(next.tanh().square().mean());
      }
      Map<String, Value> outputs = new LinkedHashMap<>();
      outputs.put(Network.LOSS, loss);
      outputs.put("last", values.getLast());
      outputs.put("input", input);
      return outputs;
    };
  }

  private static Value next(Scope scope, Dice dice, Value x, Value y) {
    int rows = x.shape().at(0);
    int columns = x.shape().at(1);
    Value other = y.shape().equals(x.shape()) ? y : x;
    return switch (dice.next(26)) {
      case 0, 1, 2 -> dense(scope, x, columns);
      case 3 -> dense(scope, x, 1 + dice.next(9));
      case 4 -> dense(scope, x, columns).tanh();
      case 5 -> dense(scope, x, columns).gelu();
      case 6 -> x.add(scope.parameter("row", Shape.of(columns), uniform(columns)));
      case 7 -> x.multiply(scope.parameter("column", Shape.of(rows, 1), uniform(rows)));
      case 8 -> x.multiply(other);
      case 9 -> x.add(other);
      case 10 -> x.subtract(other).relu();
      case 11 -> x.sigmoid().multiply(0.5).add(0.25);
      case 12 -> x.softmax(-1);
      case 13 -> x.logSoftmax(-1);
      case 14 -> x.subtract(x.mean(true, 1));
      case 15 -> x.multiply(x.sum(true, 0).tanh());
      case 16 -> x.transpose().matmul(x).softmax(-1).matmul(x, false, true).transpose();
      case 17 -> x.reshape(columns, rows).relu().reshape(rows, columns);
      case 18 -> x.slice(1, 0, Math.max(1, columns / 2)).silu();
      case 19 -> x.concat(1, List.of(other)).multiply(1.0);
      case 20 -> dropped(scope, x, 0.25);
      case 21 -> x.greater(other).where(x, other.negate());
      case 22 -> x.clamp(-0.5, 0.5).divide(4.0);
      case 23 -> x.negate().exp().add(1.0).reciprocal();
      case 24 -> {
        scope.state("mean", Shape.of(columns), 0);
        Value next =
            scope.state("mean", Shape.of(columns), 0).multiply(0.9).add(x.mean(0).multiply(0.1));
        scope.update("mean", next);
        yield x.subtract(next);
      }
      default -> x.add(dense(scope, x, columns).softplus());
    };
  }

  /// Choices that are a function of a seed.
  static final class Dice {
    private final long key;
    private long count;

    Dice(long seed) {
      key = Keys.of(seed);
    }

    int next(int bound) {
      return (int) (Keys.uniform(key, count++) * bound);
    }
  }
}
