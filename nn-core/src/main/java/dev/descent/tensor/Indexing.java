package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations that look things up by integers.
public sealed interface Indexing extends Operation {
  @Override
  default String name() {
    return Rules.name(this);
  }

  /// Rows of a table `[rows, ...]` by indices of any shape: the result has the shape of the
  /// indices, then that of a row.
  record Gather() implements Indexing {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 2, inputs);
      Shape table = inputs.get(0).shape();
      if (table.rank() == 0) {
        throw new ShapeMismatchException("gather needs a table with rows: " + table);
      }
      Shape indices = Rules.i32(this, inputs.get(1));
      Rules.f32(this, inputs.get(0));
      return Type.f32(Rules.concat(indices, table.without(0)));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      ScatterAdd back = new ScatterAdd(inputs.get(0).shape());
      return Rules.cotangents(cotangent.apply(back, List.of(inputs.get(1), cotangent)), null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      Shape table = inputs.get(0).shape();
      int columns = table.sizeBetween(1, table.rank());
      return new Lowering.Call(
          "Indexing",
          "gather",
          List.of(
              new Argument.Input(0, 0),
              new Argument.Input(1, 1),
              new Argument.Output(columns),
              new Argument.Count(),
              new Argument.IntLiteral(columns),
              new Argument.IntLiteral(table.at(0)),
              new Argument.From()),
          inputs.get(1).shape().size(),
          columns);
    }
  }

  /// A table of zeros to whose rows the second input is added, row by row in ascending position,
  /// where the first input (indices) says.
  ///
  /// @param table the shape of the result
  record ScatterAdd(Shape table) implements Indexing {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 2, inputs);
      Shape indices = Rules.i32(this, inputs.get(0));
      Shape updates = Rules.f32(this, inputs.get(1));
      if (table.rank() == 0 || !updates.equals(Rules.concat(indices, table.without(0)))) {
        throw new ShapeMismatchException(
            "scatterAdd needs a row of the table for each index: table %s, indices %s, rows %s"
                .formatted(table, indices, updates));
      }
      return Type.f32(table);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(null, cotangent.gather(inputs.get(0)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      int columns = table.sizeBetween(1, table.rank());
      int count = inputs.get(0).shape().size();
      Lowering.Call add =
          new Lowering.Call(
              "Indexing",
              "scatterAdd",
              List.of(
                  new Argument.Input(1, 0),
                  new Argument.Input(0, 0),
                  new Argument.Output(0),
                  new Argument.IntLiteral(count),
                  new Argument.IntLiteral(columns),
                  new Argument.IntLiteral(table.at(0))),
              1,
              count * columns);
      return new Lowering.Sequence(List.of(Strides.fill(0, table.size()), add));
    }
  }

  /// 1 at the index along a new last axis, else 0; no gradient.
  ///
  /// @param classes the extent of the new axis
  /// @param ignored the index of rows of zeros
  record OneHot(int classes, int ignored) implements Indexing {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      return Type.f32(Rules.concat(Rules.i32(this, inputs.getFirst()), Shape.of(classes)));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents((Value) null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Call(
          "Indexing",
          "oneHot",
          List.of(
              new Argument.Input(0, 1),
              new Argument.Output(classes),
              new Argument.Count(),
              new Argument.IntLiteral(classes),
              new Argument.IntLiteral(ignored),
              new Argument.From()),
          inputs.getFirst().shape().size(),
          classes);
    }
  }

  /// Integers as floats, rounded to nearest; no gradient.
  record ToFloat() implements Indexing {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      return Type.f32(Rules.i32(this, inputs.getFirst()));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents((Value) null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Call(
          "Indexing",
          "toFloat",
          List.of(new Argument.Input(0, 1), new Argument.Output(1), new Argument.Count()),
          inputs.getFirst().shape().size(),
          1);
    }
  }
}
