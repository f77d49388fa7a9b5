package dev.descent.program;

import dev.descent.kernel.Elementwise;
import dev.descent.kernel.Tiny;
import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses the kernels for a handful of numbers, which the JIT puts into the plan itself: same
/// bits, no way into a general kernel.
final class TinyCalls {
  private TinyCalls() {}

  /// Returns the small kernel of a function, `null` if there is none.
  static @Nullable String method(Unit.Door door, int opcode) {
    return switch (door) {
      case WHERE -> null;
      case UNARY ->
          switch (opcode) {
            case Elementwise.RELU -> "relu";
            case Elementwise.SQUARE -> "square";
            case Elementwise.TANH -> "tanh";
            case Elementwise.SIGMOID -> "sigmoid";
            case Elementwise.AFFINE -> "affine";
            default -> null;
          };
      case BINARY ->
          switch (opcode) {
            case Elementwise.ADD -> "add";
            case Elementwise.SUBTRACT -> "subtract";
            case Elementwise.MULTIPLY -> "multiply";
            case Elementwise.RELU_GRADIENT -> "reluGradient";
            case Elementwise.TANH_GRADIENT -> "tanhGradient";
            case Elementwise.SIGMOID_GRADIENT -> "sigmoidGradient";
            default -> null;
          };
    };
  }

  /// Returns an elementwise call, small if it can be.
  static Invoke pointwise(
      Unit.Door door, int opcode, float p, float q, List<Place> inputs, Place output, int size) {
    String small = size <= Tiny.ELEMENTS ? method(door, opcode) : null;
    Operands operands = new Operands();
    if (small == null && door != Unit.Door.WHERE) {
      operands.whole(opcode);
    }
    if (door == Unit.Door.UNARY && (small == null || opcode == Elementwise.AFFINE)) {
      operands.real(p).real(q);
    }
    for (Place input : inputs) {
      operands.array(input, 1);
    }
    operands.array(output, 1).count();
    String general =
        switch (door) {
          case UNARY -> "unary";
          case BINARY -> "binary";
          case WHERE -> "where";
        };
    return small != null ? operands.invoke("Tiny", small) : operands.invoke("Elementwise", general);
  }

  /// Returns whether a product is tiny.
  static boolean isTiny(Lowering.Matmul matmul) {
    return matmul.batch() == 1
        && (long) matmul.m() * matmul.n() * matmul.k() <= Tiny.PRODUCT
        && (long) matmul.m() * matmul.n() <= Tiny.ELEMENTS;
  }

  /// Returns the calls of a tiny product: the chains, then the bias, then the function.
  static List<Invoke> product(
      Unit.Product unit, Place a, Place b, @Nullable Place bias, Place output) {
    Lowering.Matmul matmul = unit.matmul();
    int m = matmul.m();
    int n = matmul.n();
    int k = matmul.k();
    List<Invoke> calls = new ArrayList<>();
    calls.add(
        new Operands()
            .whole(m)
            .whole(n)
            .whole(k)
            .array(a, 0)
            .whole(matmul.transposeA() ? 1 : k)
            .whole(matmul.transposeA() ? m : 1)
            .array(b, 0)
            .whole(matmul.transposeB() ? 1 : n)
            .whole(matmul.transposeB() ? k : 1)
            .array(output, 0)
            .invoke("Tiny", "product"));
    if (bias != null) {
      calls.add(
          new Operands()
              .array(bias, 0)
              .array(output, 0)
              .whole(m)
              .whole(n)
              .invoke("Tiny", "addRow"));
    }
    if (unit.opcode() != Elementwise.IDENTITY) {
      Invoke function =
          pointwise(
              Unit.Door.UNARY, unit.opcode(), unit.p(), unit.q(), List.of(output), output, m * n);
      List<Operand> whole = new ArrayList<>(function.operands());
      whole.set(whole.size() - 1, new Operand.Whole(m * n));
      calls.add(new Invoke(function.door(), function.method(), whole));
    }
    return calls;
  }

  /// Returns the number of elements if a call only adds single terms to +0, else 0.
  static int sumsOfOne(Lowering.Call call) {
    List<Integer> literals = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      if (argument instanceof Argument.IntLiteral literal) {
        literals.add(literal.value());
      }
    }
    boolean columns =
        call.door().equals("Columns") && literals.size() == 2 && literals.getFirst() == 1;
    boolean rows = call.door().equals("Rows") && literals.equals(List.of(1));
    return call.method().equals("sum") && (columns || rows) && call.items() <= Tiny.ELEMENTS
        ? call.items()
        : 0;
  }
}
