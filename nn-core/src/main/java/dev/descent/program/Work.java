package dev.descent.program;

import dev.descent.kernel.Elementwise;

/// How much an elementwise function costs for one element, in elements copied: decides whether
/// threads pay, never a result.
final class Work {
  private Work() {}

  static int of(Unit.Pointwise unit) {
    return switch (unit.door()) {
      case WHERE -> 1;
      case UNARY ->
          switch (unit.opcode()) {
            case Elementwise.EXP,
                Elementwise.LOG,
                Elementwise.TANH,
                Elementwise.SIGMOID,
                Elementwise.ERF,
                Elementwise.ELU,
                Elementwise.GELU,
                Elementwise.GELU_TANH,
                Elementwise.SILU,
                Elementwise.SOFTPLUS,
                Elementwise.POWER_INT ->
                8;
            default -> 1;
          };
      case BINARY ->
          switch (unit.opcode()) {
            case Elementwise.GELU_GRADIENT,
                Elementwise.GELU_TANH_GRADIENT,
                Elementwise.SILU_GRADIENT,
                Elementwise.SOFTPLUS_GRADIENT ->
                8;
            default -> 1;
          };
    };
  }
}
