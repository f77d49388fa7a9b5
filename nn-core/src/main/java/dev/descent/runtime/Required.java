package dev.descent.runtime;

import org.jspecify.annotations.Nullable;

/// What a caller must give: null is refused by what it was meant to be, before it is looked into.
public final class Required {
  private Required() {}

  /// Returns an argument of a caller's. Nothing is allocated unless it is null.
  ///
  /// @param subject what it is: `optimizer config`
  /// @param remedy the way out: `give one such as AdamConfig.of(0.001)`
  /// @throws IllegalArgumentException if it is null: `optimizer config must be given, was null:
  ///   give one such as ...`
  public static <T> T given(@Nullable T argument, String subject, String remedy) {
    if (argument == null) {
      throw new IllegalArgumentException(
          "%s must be given, was null: %s".formatted(subject, remedy));
    }
    return argument;
  }
}
