package dev.descent.tensor;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Comparisons, 1 where true and 0 where false, and the choice by them.
public sealed interface Comparison extends Operation {
  /// The relations of two numbers.
  enum Relation {
    /// a = b
    EQUAL,
    /// a ≠ b
    NOT_EQUAL,
    /// a < b
    LESS,
    /// a ≤ b
    LESS_EQUAL,
    /// a > b
    GREATER,
    /// a ≥ b
    GREATER_EQUAL
  }

  /// 1 where the relation holds, else 0; no gradient.
  ///
  /// @param relation the relation
  record Compare(Relation relation) implements Comparison {
    @Override
    public String name() {
      return switch (relation) {
        case EQUAL -> "equal";
        case NOT_EQUAL -> "notEqual";
        case LESS -> "less";
        case LESS_EQUAL -> "lessEqual";
        case GREATER -> "greater";
        case GREATER_EQUAL -> "greaterEqual";
      };
    }

    @Override
    public Type infer(List<Type> inputs) {
      return Rules.elementwise(this, 2, inputs);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(null, null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(
          switch (relation) {
            case EQUAL -> Elementwise.EQUAL;
            case NOT_EQUAL -> Elementwise.NOT_EQUAL;
            case LESS -> Elementwise.LESS;
            case LESS_EQUAL -> Elementwise.LESS_EQUAL;
            case GREATER -> Elementwise.GREATER;
            case GREATER_EQUAL -> Elementwise.GREATER_EQUAL;
          });
    }
  }

  /// The second input where the first is not 0, else the third; no gradient for the first.
  record Where() implements Comparison {
    @Override
    public String name() {
      return "where";
    }

    @Override
    public Type infer(List<Type> inputs) {
      return Rules.elementwise(this, 3, inputs);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value condition = inputs.get(0);
      Value zero = cotangent.fill(cotangent.shape(), 0);
      return Rules.cotangents(
          null, condition.where(cotangent, zero), condition.where(zero, cotangent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Where();
    }
  }
}
