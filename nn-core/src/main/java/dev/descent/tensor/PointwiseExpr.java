package dev.descent.tensor;

import java.util.List;

/// Operations that treat each element alone.
///
/// @param <T> the type itself
public sealed interface PointwiseExpr<T extends Expr<T>> extends ExprBase<T> permits Expr {
  /// Returns this + other.
  default T add(T other) {
    return Broadcasting.apply(new Arithmetic.Add(), self(), other);
  }

  /// Returns this − other.
  default T subtract(T other) {
    return Broadcasting.apply(new Arithmetic.Subtract(), self(), other);
  }

  /// Returns this · other.
  default T multiply(T other) {
    return Broadcasting.apply(new Arithmetic.Multiply(), self(), other);
  }

  /// Returns this / other.
  default T divide(T other) {
    return Broadcasting.apply(new Arithmetic.Divide(), self(), other);
  }

  /// Returns the smaller one of this and other.
  default T minimum(T other) {
    return Broadcasting.apply(new Arithmetic.Minimum(), self(), other);
  }

  /// Returns the larger one of this and other.
  default T maximum(T other) {
    return Broadcasting.apply(new Arithmetic.Maximum(), self(), other);
  }

  /// Returns this + number.
  default T add(double number) {
    return affine(1, number);
  }

  /// Returns this − number.
  default T subtract(double number) {
    return affine(1, -number);
  }

  /// Returns this · number.
  default T multiply(double number) {
    return affine(number, -0.0);
  }

  /// Returns this · (1 / number).
  default T divide(double number) {
    return affine(1 / number, -0.0);
  }

  /// Returns factor · this + shift, rounded once. Shift −0 adds nothing at all.
  default T affine(double factor, double shift) {
    boolean identity = factor == 1 && shift == 0;
    return identity ? self() : apply(new Pointwise.Affine(factor, shift), List.of(self()));
  }

  /// Returns −this.
  default T negate() {
    return apply(new Pointwise.Negate(), List.of(self()));
  }

  /// Returns this to a power: by products for small integers, by roots for halves, else as e to the
  /// exponent · ln this.
  default T power(double exponent) {
    if (exponent == 0.5) {
      return sqrt();
    }
    if (exponent == -0.5) {
      return sqrt().reciprocal();
    }
    if (exponent != Math.rint(exponent) || Math.abs(exponent) > 64) {
      return log().multiply(exponent).exp();
    }
    return switch ((int) exponent) {
      case -1 -> reciprocal();
      case 0 -> fill(shape(), 1);
      case 1 -> self();
      case 2 -> square();
      default -> apply(new Pointwise.Power((int) exponent), List.of(self()));
    };
  }

  /// Returns this².
  default T square() {
    return apply(new Pointwise.Square(), List.of(self()));
  }

  /// Returns √this.
  default T sqrt() {
    return apply(new Pointwise.Sqrt(), List.of(self()));
  }

  /// Returns 1 / this.
  default T reciprocal() {
    return apply(new Pointwise.Reciprocal(), List.of(self()));
  }

  /// Returns |this|.
  default T abs() {
    return apply(new Pointwise.Abs(), List.of(self()));
  }

  /// Returns −1, 0 or 1.
  default T sign() {
    return apply(new Pointwise.Sign(), List.of(self()));
  }

  /// Returns 1 where this > 0, else 0.
  default T step() {
    return apply(new Pointwise.Step(), List.of(self()));
  }

  /// Returns eˣ of this.
  default T exp() {
    return apply(new Pointwise.Exp(), List.of(self()));
  }

  /// Returns the natural logarithm.
  default T log() {
    return apply(new Pointwise.Log(), List.of(self()));
  }

  /// Returns the error function.
  default T erf() {
    return apply(new Pointwise.Erf(), List.of(self()));
  }

  /// Returns this brought into [low, high].
  default T clamp(double low, double high) {
    return apply(new Pointwise.Clamp(low, high), List.of(self()));
  }

  /// Returns tanh this.
  default T tanh() {
    return apply(new Activation.Tanh(), List.of(self()));
  }

  /// Returns 1 / (1 + e⁻ˣ).
  default T sigmoid() {
    return apply(new Activation.Sigmoid(), List.of(self()));
  }

  /// Returns max(this, 0).
  default T relu() {
    return apply(new Activation.Relu(), List.of(self()));
  }

  /// Returns this · Φ(this).
  default T gelu() {
    return apply(new Activation.Gelu(), List.of(self()));
  }

  /// Returns the approximation of [#gelu] by tanh.
  default T geluTanh() {
    return apply(new Activation.GeluTanh(), List.of(self()));
  }

  /// Returns this · sigmoid(this).
  default T silu() {
    return apply(new Activation.Silu(), List.of(self()));
  }

  /// Returns ln(1 + eˣ).
  default T softplus() {
    return apply(new Activation.Softplus(), List.of(self()));
  }

  /// Returns this where positive, else slope · this.
  default T leakyRelu(double slope) {
    return apply(new Activation.LeakyRelu(slope), List.of(self()));
  }

  /// Returns this where positive, else alpha · (eˣ − 1).
  default T elu(double alpha) {
    return apply(new Activation.Elu(alpha), List.of(self()));
  }

  /// Returns 1 where this = other, else 0.
  default T equalTo(T other) {
    return Broadcasting.apply(new Comparison.Compare(Comparison.Relation.EQUAL), self(), other);
  }

  /// Returns 1 where this ≠ other, else 0.
  default T notEqualTo(T other) {
    return Broadcasting.apply(new Comparison.Compare(Comparison.Relation.NOT_EQUAL), self(), other);
  }

  /// Returns 1 where this < other, else 0.
  default T less(T other) {
    return Broadcasting.apply(new Comparison.Compare(Comparison.Relation.LESS), self(), other);
  }

  /// Returns 1 where this ≤ other, else 0.
  default T lessEqual(T other) {
    return Broadcasting.apply(
        new Comparison.Compare(Comparison.Relation.LESS_EQUAL), self(), other);
  }

  /// Returns 1 where this > other, else 0.
  default T greater(T other) {
    return Broadcasting.apply(new Comparison.Compare(Comparison.Relation.GREATER), self(), other);
  }

  /// Returns 1 where this ≥ other, else 0.
  default T greaterEqual(T other) {
    return Broadcasting.apply(
        new Comparison.Compare(Comparison.Relation.GREATER_EQUAL), self(), other);
  }

  /// Returns `then` where this is not 0, else `otherwise`.
  default T where(T then, T otherwise) {
    Operation operation = new Comparison.Where();
    Shape shape =
        Broadcasting.join(operation, shape(), Broadcasting.operand(operation, then).shape());
    Shape all =
        Broadcasting.join(operation, shape, Broadcasting.operand(operation, otherwise).shape());
    return apply(
        operation, List.of(self().broadcast(all), then.broadcast(all), otherwise.broadcast(all)));
  }
}
