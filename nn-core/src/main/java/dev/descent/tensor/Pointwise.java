package dev.descent.tensor;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions of one input, element by element: arithmetic with numbers and the elementary
/// functions.
public sealed interface Pointwise extends Operation {
  @Override
  default String name() {
    return Rules.name(this);
  }

  @Override
  default Type infer(List<Type> inputs) {
    return Rules.elementwise(this, 1, inputs);
  }

  /// −x.
  record Negate() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.negate());
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.NEGATE, 0, 0);
    }
  }

  /// factor · x + shift, rounded once (a fused multiply-add).
  ///
  /// @param factor the factor
  /// @param shift the number added
  record Affine(double factor, double shift) implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.multiply(factor));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.AFFINE, (float) factor, (float) shift);
    }
  }

  /// xⁿ for an integer n, by repeated multiplication.
  ///
  /// @param exponent n
  record Power(int exponent) implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(
          cotangent.multiply(inputs.getFirst().power(exponent - 1).multiply((double) exponent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.POWER_INT, exponent, 0);
    }
  }

  /// x².
  record Square() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.multiply(inputs.getFirst().multiply(2)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.SQUARE, 0, 0);
    }
  }

  /// √x.
  record Sqrt() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.divide(output.multiply(2)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.SQRT, 0, 0);
    }
  }

  /// 1 / x.
  record Reciprocal() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.multiply(output.square()).negate());
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.RECIPROCAL, 0, 0);
    }
  }

  /// |x|, with slope 0 at 0.
  record Abs() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.multiply(inputs.getFirst().sign()));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.ABS, 0, 0);
    }
  }

  /// −1, 0 or 1; no gradient.
  record Sign() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents((Value) null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.SIGN, 0, 0);
    }
  }

  /// 1 where x > 0, else 0; no gradient.
  record Step() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents((Value) null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.STEP, 0, 0);
    }
  }

  /// eˣ.
  record Exp() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.multiply(output));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.EXP, 0, 0);
    }
  }

  /// The natural logarithm.
  record Log() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.divide(inputs.getFirst()));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.LOG, 0, 0);
    }
  }

  /// The error function.
  record Erf() implements Pointwise {
    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value slope = inputs.getFirst().square().negate().exp().multiply(2 / Math.sqrt(Math.PI));
      return Rules.cotangents(cotangent.multiply(slope));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.ERF, 0, 0);
    }
  }

  /// x brought into [low, high]; the gradient passes where low < x < high.
  ///
  /// @param low the least result
  /// @param high the largest result
  record Clamp(double low, double high) implements Pointwise {
    /// Checks the range.
    public Clamp {
      if (!(low <= high)) {
        throw new IllegalArgumentException(
            "clamp needs low <= high, was %s and %s".formatted(low, high));
      }
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.getFirst();
      Value inside = x.add(-low).step().multiply(x.affine(-1, high).step());
      return Rules.cotangents(cotangent.multiply(inside));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Unary(Elementwise.CLAMP, (float) low, (float) high);
    }
  }
}
