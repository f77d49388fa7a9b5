package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations that fold the first or the last axes away. [Expr] permutes where other axes are asked
/// for.
public sealed interface Reduction extends Operation {
  @Override
  default String name() {
    return Rules.name(this);
  }

  /// The sum over the axes [from, to), which must be the first or the last ones.
  ///
  /// @param from the first axis that is summed over
  /// @param to the axis after the last one
  record Sum(int from, int to) implements Reduction {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      Shape shape = Rules.f32(this, inputs.getFirst());
      if (from < 0 || from >= to || to > shape.rank() || (from > 0 && to < shape.rank())) {
        throw new ShapeMismatchException(
            "sum needs the first or the last axes of %s, was [%d, %d)".formatted(shape, from, to));
      }
      return Type.f32(Rules.without(shape, from, to));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Shape shape = inputs.getFirst().shape();
      Value column = from == 0 ? cotangent : cotangent.reshape(Rules.ones(shape, from, to));
      return Rules.cotangents(column.broadcast(shape));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      Shape shape = inputs.getFirst().shape();
      if (to == shape.rank()) {
        return Rules.rows("sum", shape.sizeBetween(0, from), shape.sizeBetween(from, to), 1);
      }
      int rows = shape.sizeBetween(0, to);
      int columns = shape.sizeBetween(to, shape.rank());
      return new Lowering.Call(
          "Columns",
          "sum",
          List.of(
              new Argument.Input(0, 0),
              new Argument.Output(0),
              new Argument.IntLiteral(rows),
              new Argument.IntLiteral(columns),
              new Argument.From(),
              new Argument.To()),
          columns,
          rows);
    }
  }

  /// The largest element over the last axes; elements that share the largest value share the
  /// cotangent.
  ///
  /// @param from the first axis that is folded
  record Max(int from) implements Reduction {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      Shape shape = Rules.f32(this, inputs.getFirst());
      if (from < 0 || from >= shape.rank() || shape.sizeBetween(from, shape.rank()) == 0) {
        throw new ShapeMismatchException(
            "max needs at least one element from axis %d on: %s".formatted(from, shape));
      }
      return Type.f32(Rules.without(shape, from, shape.rank()));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.getFirst();
      Shape ones = Rules.ones(x.shape(), from, x.shape().rank());
      Value chosen = x.equalTo(output.reshape(ones).broadcast(x.shape()));
      Value count = chosen.apply(new Sum(from, x.shape().rank()), List.of(chosen));
      Value share = cotangent.divide(count).reshape(ones).broadcast(x.shape());
      return Rules.cotangents(chosen.multiply(share));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      Shape shape = inputs.getFirst().shape();
      return Rules.rows(
          "max", shape.sizeBetween(0, from), shape.sizeBetween(from, shape.rank()), 1);
    }
  }

  /// The index of the largest element of the last axis, the first one of equals; no gradient.
  record ArgMax() implements Reduction {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      Shape shape = Rules.f32(this, inputs.getFirst());
      if (shape.rank() == 0 || shape.at(-1) == 0) {
        throw new ShapeMismatchException(
            "argMax needs at least one element in the last axis: " + shape);
      }
      return Type.i32(shape.without(-1));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents((Value) null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      Shape shape = inputs.getFirst().shape();
      return Rules.rows("argmax", shape.sizeBetween(0, shape.rank() - 1), shape.at(-1), 1);
    }
  }
}
