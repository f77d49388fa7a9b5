package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Probabilities over the last axis, and the cross-entropy of logits and labels as one kernel.
public sealed interface Rowwise extends Operation {
  @Override
  default String name() {
    return Rules.name(this);
  }

  /// eˣ / Σ eˣ over the last axis.
  record Softmax() implements Rowwise {
    @Override
    public Type infer(List<Type> inputs) {
      return rows(this, 1, inputs);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.apply(new SoftmaxGradient(), List.of(output, cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return kernel("softmax", inputs);
    }
  }

  /// x − ln Σ eˣ over the last axis.
  record LogSoftmax() implements Rowwise {
    @Override
    public Type infer(List<Type> inputs) {
      return rows(this, 1, inputs);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.apply(new LogSoftmaxGradient(), List.of(output, cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return kernel("logSoftmax", inputs);
    }
  }

  /// y · (g − Σ g · y) over the last axis, y the output of softmax.
  record SoftmaxGradient() implements Rowwise {
    @Override
    public Type infer(List<Type> inputs) {
      return rows(this, 2, inputs);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value y = inputs.get(0);
      Value g = inputs.get(1);
      Value first = cotangent.multiply(g.subtract(g.multiply(y).sum(true, -1)));
      Value second = g.multiply(cotangent.multiply(y).sum(true, -1));
      return Rules.cotangents(first.subtract(second), cotangent.apply(this, List.of(y, cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return kernel("softmaxGradient", inputs);
    }
  }

  /// g − eʸ · Σ g over the last axis, y the output of logSoftmax.
  record LogSoftmaxGradient() implements Rowwise {
    @Override
    public Type infer(List<Type> inputs) {
      return rows(this, 2, inputs);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value share = inputs.get(0).exp().multiply(cotangent);
      return Rules.cotangents(
          share.multiply(inputs.get(1).sum(true, -1)).negate(),
          cotangent.subtract(share.sum(true, -1)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return kernel("logSoftmaxGradient", inputs);
    }
  }

  /// `ln Σ eˣ − x[label]` of each row of logits; labels are I32, one a row.
  ///
  /// @param ignored rows with this label have loss 0 and no gradient
  record CrossEntropy(int ignored) implements Rowwise {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 2, inputs);
      return Type.f32(labels(this, inputs));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value logits = inputs.get(0);
      Value labels = inputs.get(1);
      return Rules.cotangents(
          cotangent.apply(new CrossEntropyGradient(ignored), List.of(logits, labels, cotangent)),
          null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      Shape shape = inputs.getFirst().shape();
      int columns = shape.at(-1);
      return new Lowering.Call(
          "Rows",
          "crossEntropy",
          List.of(
              new Argument.Input(0, columns),
              new Argument.Input(1, 1),
              new Argument.Output(1),
              new Argument.Count(),
              new Argument.IntLiteral(columns),
              new Argument.IntLiteral(ignored),
              new Argument.From()),
          shape.sizeBetween(0, shape.rank() - 1),
          columns);
    }
  }

  /// `g · (softmax(x) − e[label])` of each row, g one number a row.
  ///
  /// @param ignored rows with this label are 0
  record CrossEntropyGradient(int ignored) implements Rowwise {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 3, inputs);
      Shape rows = labels(this, inputs);
      if (!Rules.f32(this, inputs.get(2)).equals(rows)) {
        throw new ShapeMismatchException(
            "crossEntropyGradient needs one cotangent a row: %s and %s"
                .formatted(inputs.get(0).shape(), inputs.get(2).shape()));
      }
      return inputs.getFirst();
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value logits = inputs.get(0);
      Value labels = inputs.get(1);
      Value probabilities = logits.softmax(-1);
      Value curvature = cotangent.apply(new SoftmaxGradient(), List.of(probabilities, cotangent));
      Value g = inputs.get(2);
      Value kept = labels.toFloat().notEqualTo(g.fill(labels.shape(), ignored));
      Value column = g.multiply(kept).reshape(logits.shape().with(-1, 1));
      Value off = g.apply(this, List.of(logits, labels, g.fill(g.shape(), 1)));
      return Rules.cotangents(curvature.multiply(column), null, cotangent.multiply(off).sum(-1));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      Shape shape = inputs.getFirst().shape();
      int columns = shape.at(-1);
      return new Lowering.Call(
          "Rows",
          "crossEntropyGradient",
          List.of(
              new Argument.Input(0, columns),
              new Argument.Input(1, 1),
              new Argument.Input(2, 1),
              new Argument.Output(columns),
              new Argument.Count(),
              new Argument.IntLiteral(columns),
              new Argument.IntLiteral(ignored)),
          shape.sizeBetween(0, shape.rank() - 1),
          columns);
    }
  }

  private static Type rows(Operation operation, int arity, List<Type> inputs) {
    Type type = Rules.elementwise(operation, arity, inputs);
    if (type.shape().rank() == 0 || type.shape().at(-1) == 0) {
      throw new ShapeMismatchException(
          "%s needs at least one element in the last axis: %s"
              .formatted(operation.name(), type.shape()));
    }
    return type;
  }

  private static Shape labels(Operation operation, List<Type> inputs) {
    Shape logits = Rules.f32(operation, inputs.get(0));
    Shape labels = Rules.i32(operation, inputs.get(1));
    if (logits.rank() == 0 || logits.at(-1) == 0 || !logits.without(-1).equals(labels)) {
      throw new ShapeMismatchException(
          "%s needs logits [rows, classes] and labels [rows]: %s and %s"
              .formatted(operation.name(), logits, labels));
    }
    return labels;
  }

  private static Lowering kernel(String method, List<Type> inputs) {
    Shape shape = inputs.getFirst().shape();
    int columns = shape.at(-1);
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      arguments.add(new Argument.Input(i, columns));
    }
    arguments.add(new Argument.Output(columns));
    arguments.add(new Argument.Count());
    arguments.add(new Argument.IntLiteral(columns));
    return new Lowering.Call(
        "Rows", method, arguments, shape.sizeBetween(0, shape.rank() - 1), columns);
  }
}
