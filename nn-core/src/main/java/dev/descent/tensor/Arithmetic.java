package dev.descent.tensor;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions of two inputs of equal shapes, element by element.
public sealed interface Arithmetic extends Operation {
  @Override
  default String name() {
    return Rules.name(this);
  }

  @Override
  default Type infer(List<Type> inputs) {
    return Rules.elementwise(this, 2, inputs);
  }

  /// a + b.
  record Add() implements Arithmetic {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent, cotangent);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.ADD);
    }
  }

  /// a − b.
  record Subtract() implements Arithmetic {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent, cotangent.negate());
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.SUBTRACT);
    }
  }

  /// a · b.
  record Multiply() implements Arithmetic {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.multiply(inputs.get(1)), cotangent.multiply(inputs.get(0)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.MULTIPLY);
    }
  }

  /// a / b.
  record Divide() implements Arithmetic {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value share = cotangent.divide(inputs.get(1));
      return Rules.cotangents(share, share.multiply(output).negate());
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.DIVIDE);
    }
  }

  /// The smaller one; where both are equal, each gets half of the cotangent.
  record Minimum() implements Arithmetic {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value a = inputs.get(0);
      Value b = inputs.get(1);
      Value share = cotangent.multiply(Rules.preference(b, a));
      return Rules.cotangents(share, cotangent.subtract(share));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.MIN);
    }
  }

  /// The larger one; where both are equal, each gets half of the cotangent.
  record Maximum() implements Arithmetic {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value a = inputs.get(0);
      Value b = inputs.get(1);
      Value share = cotangent.multiply(Rules.preference(a, b));
      return Rules.cotangents(share, cotangent.subtract(share));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.MAX);
    }
  }
}
