package dev.descent.tensor;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The derivatives of activations as operations of their own, so that each is one kernel: inputs
/// are x or y, whichever is named, and the cotangent g.
public sealed interface ActivationGradient extends Operation {
  @Override
  default String name() {
    return Rules.name(this);
  }

  @Override
  default Type infer(List<Type> inputs) {
    return Rules.elementwise(this, 2, inputs);
  }

  /// g · (1 − y²), y the output of tanh.
  record TanhGradient() implements ActivationGradient {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value y = inputs.get(0);
      Value g = inputs.get(1);
      return Rules.cotangents(
          cotangent.multiply(g).multiply(y.multiply(-2)), again(new TanhGradient(), y, cotangent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.TANH_GRADIENT);
    }
  }

  /// g · y · (1 − y), y the output of sigmoid.
  record SigmoidGradient() implements ActivationGradient {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value y = inputs.get(0);
      Value g = inputs.get(1);
      return Rules.cotangents(
          cotangent.multiply(g).multiply(y.affine(-2, 1)),
          again(new SigmoidGradient(), y, cotangent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.SIGMOID_GRADIENT);
    }
  }

  /// g where x > 0, else 0, x the input of relu.
  record ReluGradient() implements ActivationGradient {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.get(0);
      return Rules.cotangents(null, again(new ReluGradient(), x, cotangent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.RELU_GRADIENT);
    }
  }

  /// g · (Φ(x) + x · φ(x)), x the input of gelu; its slope is g · φ(x) · (2 − x²).
  record GeluGradient() implements ActivationGradient {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.get(0);
      Value g = inputs.get(1);
      Value density = x.square().multiply(-0.5).exp().multiply(1 / Math.sqrt(2 * Math.PI));
      return Rules.cotangents(
          cotangent.multiply(g).multiply(density.multiply(x.square().affine(-1, 2))),
          again(new GeluGradient(), x, cotangent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.GELU_GRADIENT);
    }
  }

  /// The gradient of geluTanh, x its input. With u = √(2/π) · (x + 0.044715 x³) and t = tanh u its
  /// slope is g · (1 − t²) · (u′ + x · (u″ / 2 − t · u′²)).
  record GeluTanhGradient() implements ActivationGradient {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.get(0);
      Value g = inputs.get(1);
      double c = Math.sqrt(2 / Math.PI);
      Value t = x.multiply(x.square().affine(0.044715 * c, c)).tanh();
      Value rise = x.square().affine(3 * 0.044715 * c, c);
      Value bend =
          x.multiply(x.multiply(3 * 0.044715 * c).subtract(t.multiply(rise.square()))).add(rise);
      return Rules.cotangents(
          cotangent.multiply(g).multiply(t.square().affine(-1, 1).multiply(bend)),
          again(new GeluTanhGradient(), x, cotangent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.GELU_TANH_GRADIENT);
    }
  }

  /// g · s · (1 + x · (1 − s)) with s = sigmoid(x), x the input of silu; its slope is g · s · (1 −
  /// s) · (2 + x · (1 − 2s)).
  record SiluGradient() implements ActivationGradient {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.get(0);
      Value g = inputs.get(1);
      Value s = x.sigmoid();
      Value slope = s.multiply(s.affine(-1, 1));
      return Rules.cotangents(
          cotangent.multiply(g).multiply(slope.multiply(x.multiply(s.affine(-2, 1)).add(2))),
          again(new SiluGradient(), x, cotangent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.SILU_GRADIENT);
    }
  }

  /// g · sigmoid(x), x the input of softplus.
  record SoftplusGradient() implements ActivationGradient {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.get(0);
      Value g = inputs.get(1);
      Value s = x.sigmoid();
      return Rules.cotangents(
          cotangent.multiply(g).multiply(s.multiply(s.affine(-1, 1))),
          again(new SoftplusGradient(), x, cotangent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Binary(Elementwise.SOFTPLUS_GRADIENT);
    }
  }

  private static Value again(ActivationGradient same, Value x, Value cotangent) {
    return cotangent.apply(same, List.of(x, cotangent));
  }
}
