package dev.descent.layer;

import dev.descent.tensor.Shape;
import dev.descent.tensor.ShapeMismatchException;
import dev.descent.tensor.Value;
import org.jspecify.annotations.Nullable;

/// A fully connected layer on the last axis.
///
/// ```
/// y = x · Wᵀ + b
/// ```
///
/// **Shapes.** x `[..., inputs]` gives y `[..., outputs]`; `weight` is `[outputs, inputs]`, `bias`
/// `[outputs]`, as in PyTorch.
///
/// **Defaults.** Weight and bias uniform in ±1/√inputs: PyTorch's, which writes the weight's as
/// `kaiming_uniform_(a=√5)`.
///
/// @param outputs the number of outputs
/// @param bias whether b is added
/// @param weights the weight before training
/// @param biases the bias before training, `null` for the default
public record Linear(int outputs, boolean bias, Initializer weights, @Nullable Initializer biases)
    implements Layer {
  /// Checks the number of outputs.
  public Linear {
    if (outputs < 1) {
      throw new IllegalArgumentException("linear outputs must be >= 1, was " + outputs);
    }
  }

  /// A layer with bias and PyTorch's initial values.
  public Linear(int outputs) {
    this(outputs, true, Initializers.kaimingUniform(Fan.IN, Gain.leakyRelu(Math.sqrt(5))), null);
  }

  /// Returns this layer without a bias.
  public Linear withoutBias() {
    return new Linear(outputs, false, weights, null);
  }

  /// Returns this layer with another weight before training.
  public Linear withWeights(Initializer initializer) {
    return new Linear(outputs, bias, initializer, biases);
  }

  /// Returns this layer with another bias before training.
  public Linear withBiases(Initializer initializer) {
    return new Linear(outputs, true, weights, initializer);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    if (input.shape().rank() == 0) {
      throw new ShapeMismatchException("linear needs at least one axis: " + input.shape());
    }
    int inputs = input.shape().at(-1);
    Value weight = scope.parameter("weight", Shape.of(outputs, inputs), weights);
    return times(input, weight, true, bias ? bias(scope, inputs) : null);
  }

  private Value bias(Scope scope, int inputs) {
    Initializer initializer = biases != null ? biases : defaultBias(inputs);
    return scope.parameter("bias", Shape.of(outputs), initializer);
  }

  static Initializer defaultBias(int inputs) {
    double bound = inputs > 0 ? 1 / Math.sqrt(inputs) : 0;
    return Initializers.uniform(-bound, bound);
  }

  /// Returns the product over the last axis, for inputs of any rank from 1 on.
  static Value times(Value input, Value weight, boolean transpose, @Nullable Value bias) {
    boolean vector = input.shape().rank() == 1;
    Value rows = vector ? input.reshape(1, -1) : input;
    Value product = rows.matmul(weight, false, transpose);
    Value result = bias == null ? product : product.add(bias);
    return vector ? result.reshape(-1) : result;
  }
}
