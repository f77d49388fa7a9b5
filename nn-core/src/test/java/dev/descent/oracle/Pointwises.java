package dev.descent.oracle;

import dev.descent.tensor.Activation;
import dev.descent.tensor.ActivationGradient;
import dev.descent.tensor.Arithmetic;
import dev.descent.tensor.Comparison;
import dev.descent.tensor.Pointwise;

/// The definitions of the pointwise operations in `double`.
final class Pointwises {
  private static final double C = StrictMath.sqrt(2 / StrictMath.PI);

  private Pointwises() {}

  static double arithmetic(Arithmetic f, double a, double b) {
    return switch (f) {
      case Arithmetic.Add _ -> a + b;
      case Arithmetic.Subtract _ -> a - b;
      case Arithmetic.Multiply _ -> a * b;
      case Arithmetic.Divide _ -> a / b;
      case Arithmetic.Minimum _ -> Math.min(a, b);
      case Arithmetic.Maximum _ -> Math.max(a, b);
    };
  }

  static boolean holds(Comparison.Relation relation, double a, double b) {
    return switch (relation) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
    };
  }

  static double pointwise(Pointwise f, double x) {
    return switch (f) {
      case Pointwise.Negate _ -> -x;
      case Pointwise.Affine(double factor, double shift) -> factor * x + shift;
      case Pointwise.Power(int exponent) -> StrictMath.pow(x, exponent);
      case Pointwise.Square _ -> x * x;
      case Pointwise.Sqrt _ -> Math.sqrt(x);
      case Pointwise.Reciprocal _ -> 1 / x;
      case Pointwise.Abs _ -> Math.abs(x);
      case Pointwise.Sign _ -> Math.signum(x);
      case Pointwise.Step _ -> x > 0 ? 1 : 0;
      case Pointwise.Exp _ -> StrictMath.exp(x);
      case Pointwise.Log _ -> StrictMath.log(x);
      case Pointwise.Erf _ -> erf(x);
      case Pointwise.Clamp(double low, double high) -> Math.min(Math.max(x, low), high);
    };
  }

  static double activation(Activation f, double x) {
    return switch (f) {
      case Activation.Tanh _ -> StrictMath.tanh(x);
      case Activation.Sigmoid _ -> sigmoid(x);
      case Activation.Relu _ -> Math.max(x, 0);
      case Activation.LeakyRelu(double slope) -> x > 0 ? x : slope * x;
      case Activation.Elu(double alpha) -> x > 0 ? x : alpha * StrictMath.expm1(x);
      case Activation.Gelu _ -> x * normal(x);
      case Activation.GeluTanh _ -> 0.5 * x * (1 + StrictMath.tanh(bent(x)));
      case Activation.Silu _ -> x * sigmoid(x);
      case Activation.Softplus _ -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    };
  }

  /// The derivative, by the operation's first input: x, or the output y for tanh and sigmoid.
  static double slope(ActivationGradient f, double x) {
    return switch (f) {
      case ActivationGradient.TanhGradient _ -> 1 - x * x;
      case ActivationGradient.SigmoidGradient _ -> x * (1 - x);
      case ActivationGradient.ReluGradient _ -> x > 0 ? 1 : 0;
      case ActivationGradient.GeluGradient _ ->
          normal(x) + x * StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
      case ActivationGradient.GeluTanhGradient _ -> {
        double t = StrictMath.tanh(bent(x));
        yield 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * C * (1 + 3 * 0.044715 * x * x);
      }
      case ActivationGradient.SiluGradient _ -> sigmoid(x) * (1 + x * (1 - sigmoid(x)));
      case ActivationGradient.SoftplusGradient _ -> sigmoid(x);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double bent(double x) {
    return C * (x + 0.044715 * x * x * x);
  }

  private static double normal(double x) {
    return 0.5 * (1 + erf(x / StrictMath.sqrt(2)));
  }

  /// 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, whose terms have one sign.
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = 0;
    for (int n = 0; n < 200; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 3);
    }
    return 2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-x * x) * sum;
  }
}
