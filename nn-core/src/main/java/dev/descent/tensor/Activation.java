package dev.descent.tensor;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The activation functions of networks, element by element.
public sealed interface Activation extends Operation {
  @Override
  default String name() {
    return Rules.name(this);
  }

  @Override
  default Type infer(List<Type> inputs) {
    return Rules.elementwise(this, 1, inputs);
  }

  /// tanh x.
  record Tanh() implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.apply(new ActivationGradient.TanhGradient(), List.of(output, cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.TANH, 0, 0);
    }
  }

  /// 1 / (1 + e⁻ˣ).
  record Sigmoid() implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.apply(new ActivationGradient.SigmoidGradient(), List.of(output, cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.SIGMOID, 0, 0);
    }
  }

  /// max(x, 0), with slope 0 at 0.
  record Relu() implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.apply(
              new ActivationGradient.ReluGradient(), List.of(inputs.getFirst(), cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.RELU, 0, 0);
    }
  }

  /// x where x > 0, else slope · x.
  ///
  /// @param slope the slope on the negative side
  record LeakyRelu(double slope) implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value slopes = inputs.getFirst().step().affine(1 - slope, slope);
      return Rules.cotangents(cotangent.multiply(slopes));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.LEAKY_RELU, (float) slope, 0);
    }
  }

  /// x where x > 0, else alpha · (eˣ − 1).
  ///
  /// @param alpha the negated limit on the negative side
  record Elu(double alpha) implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.getFirst();
      Value slope = x.step().where(x.fill(x.shape(), 1), output.add(alpha));
      return Rules.cotangents(cotangent.multiply(slope));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.ELU, (float) alpha, 0);
    }
  }

  /// x · Φ(x) with the normal distribution's Φ.
  record Gelu() implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.apply(
              new ActivationGradient.GeluGradient(), List.of(inputs.getFirst(), cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.GELU, 0, 0);
    }
  }

  /// x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).
  record GeluTanh() implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.apply(
              new ActivationGradient.GeluTanhGradient(), List.of(inputs.getFirst(), cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.GELU_TANH, 0, 0);
    }
  }

  /// x · sigmoid(x).
  record Silu() implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.apply(
              new ActivationGradient.SiluGradient(), List.of(inputs.getFirst(), cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.SILU, 0, 0);
    }
  }

  /// ln(1 + eˣ).
  record Softplus() implements Activation {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.apply(
              new ActivationGradient.SoftplusGradient(), List.of(inputs.getFirst(), cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.SOFTPLUS, 0, 0);
    }
  }
}
