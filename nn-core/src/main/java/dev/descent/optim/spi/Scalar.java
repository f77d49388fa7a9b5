package dev.descent.optim.spi;

/// A named `double` that the framework keeps and saves for a rule: one for the whole group, or one
/// for each parameter.
///
/// @param name unique within the rule; it is the name in files
/// @param initial the value before the first step
/// @param perParameter whether each parameter has its own; then no block spans two parameters
public record Scalar(String name, double initial, boolean perParameter) {
  /// Returns a scalar of the whole group.
  public static Scalar ofGroup(String name, double initial) {
    return new Scalar(name, initial, false);
  }

  /// Returns a scalar of which each parameter has its own.
  public static Scalar ofParameter(String name, double initial) {
    return new Scalar(name, initial, true);
  }
}
