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
          Elementwise.isLongUnary(unit.opcode()) || unit.opcode() == Elementwise.POWER_INT ? 8 : 1;
      case BINARY -> Elementwise.isLongBinary(unit.opcode()) ? 8 : 1;
    };
  }
}
