package dev.descent.layer;

import dev.descent.layer.Distribution.Normal;
import dev.descent.layer.Distribution.TruncatedNormal;
import dev.descent.layer.Distribution.Uniform;

/// The usual values before training. All are pure functions of key, shape and element index,
/// computed in `double` and rounded once.
///
/// **Defaults.** Formulas are those of `torch.nn.init`; LeCun's are those of JAX and Keras, as
/// PyTorch has none.
public final class Initializers {
  /// The standard deviation of a standard normal distribution cut off at ±2.
  private static final double CUT_AT_TWO = 0.8796256610342398;

  private Initializers() {}

  /// Returns zeros.
  public static Initializer zeros() {
    return constant(0);
  }

  /// Returns ones.
  public static Initializer ones() {
    return constant(1);
  }

  /// Returns equal values.
  public static Initializer constant(double value) {
    return new Distribution.Constant(value);
  }

  /// Returns values uniform in [low, high).
  public static Initializer uniform(double low, double high) {
    return new Uniform(low, high);
  }

  /// Returns normally distributed values.
  public static Initializer normal(double mean, double deviation) {
    return new Normal(mean, deviation);
  }

  /// Returns normally distributed values under the condition that they lie in `[low, high]`.
  public static Initializer truncatedNormal(
      double mean, double deviation, double low, double high) {
    return new TruncatedNormal(mean, deviation, low, high);
  }

  /// Returns values uniform in ±gain · √(3 / fan), fan the mean of fan-in and fan-out (Glorot).
  public static Initializer xavierUniform(double gain) {
    return new Scaled(Scaled.Kind.UNIFORM, Fan.AVERAGE, gain);
  }

  /// Returns values of standard deviation gain / √fan, fan the mean of fan-in and fan-out (Glorot).
  public static Initializer xavierNormal(double gain) {
    return new Scaled(Scaled.Kind.NORMAL, Fan.AVERAGE, gain);
  }

  /// Returns values uniform in ±gain · √(3 / fan) (He).
  ///
  /// @param fan which connections count
  /// @param gain of the nonlinearity, see [Gain]
  public static Initializer kaimingUniform(Fan fan, double gain) {
    return new Scaled(Scaled.Kind.UNIFORM, fan, gain);
  }

  /// Returns values of standard deviation gain / √fan (He).
  ///
  /// @param fan which connections count
  /// @param gain of the nonlinearity, see [Gain]
  public static Initializer kaimingNormal(Fan fan, double gain) {
    return new Scaled(Scaled.Kind.NORMAL, fan, gain);
  }

  /// Returns values uniform in ±√(3 / fan-in) (LeCun).
  public static Initializer lecunUniform() {
    return new Scaled(Scaled.Kind.UNIFORM, Fan.IN, 1);
  }

  /// Returns values of standard deviation 1 / √fan-in, normal and cut off at two deviations before
  /// scaling (LeCun).
  public static Initializer lecunNormal() {
    return new Scaled(Scaled.Kind.TRUNCATED, Fan.IN, 1 / CUT_AT_TWO);
  }

  /// Returns a matrix with orthonormal rows or columns, whichever are fewer, times a gain; axes
  /// behind the first count as one.
  public static Initializer orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  /// A distribution whose width follows from the shape.
  private record Scaled(Kind kind, Fan fan, double gain) implements Initializer {
    enum Kind {
      UNIFORM,
      NORMAL,
      TRUNCATED
    }

    @Override
    public void fill(long key, dev.descent.tensor.Shape shape, float[] values, int offset) {
      double count = fan.of(shape);
      double deviation = count > 0 ? gain / Math.sqrt(count) : 0;
      double bound = Math.sqrt(3) * deviation;
      Initializer distribution =
          switch (kind) {
            case UNIFORM -> new Uniform(-bound, bound);
            case NORMAL -> new Normal(0, deviation);
            case TRUNCATED -> new TruncatedNormal(0, deviation, -2 * deviation, 2 * deviation);
          };
      distribution.fill(key, shape, values, offset);
    }
  }
}
