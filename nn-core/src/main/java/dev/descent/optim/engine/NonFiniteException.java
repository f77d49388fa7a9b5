package dev.descent.optim.engine;

import java.io.Serial;

/// A step was refused because a number was not finite: no weight, slot or counter has changed.
public final class NonFiniteException extends ArithmeticException {
  @Serial private static final long serialVersionUID = 1;

  private final long step;

  NonFiniteException(String message, long step) {
    super(message);
    this.step = step;
  }

  /// Returns how many steps were committed before the refused one.
  public long step() {
    return step;
  }
}
