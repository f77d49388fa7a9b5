package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations without inputs.
public sealed interface Source extends Operation {
  /// Uniform random numbers in [0, 1): element i is a function of the run's key, the name and i
  /// alone.
  ///
  /// @param draw the name of this draw, unique in a model
  /// @param shape the shape of the result
  record Uniform(String draw, Shape shape) implements Source {
    @Override
    public String name() {
      return "uniform";
    }

    @Override
    public Type infer(List<Type> inputs) {
      return Type.f32(shape);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return List.of();
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Call(
          "Uniform",
          "fill",
          List.of(
              new Argument.Key(draw),
              new Argument.LongFrom(1),
              new Argument.Output(1),
              new Argument.Count()),
          shape.size(),
          8);
    }
  }

  /// Equal numbers.
  ///
  /// @param value the number
  /// @param shape the shape of the result
  record Fill(double value, Shape shape) implements Source {
    @Override
    public String name() {
      return "fill";
    }

    @Override
    public Type infer(List<Type> inputs) {
      return Type.f32(shape);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return List.of();
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return Strides.fill(value, shape.size());
    }
  }
}
