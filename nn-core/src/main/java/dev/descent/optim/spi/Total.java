package dev.descent.optim.spi;

/// A named sum that one sweep adds up, in an order that is fixed by the shapes alone.
///
/// @param name unique within the rule
/// @param perParameter whether each parameter has its own besides the group's; then no block spans
///   two parameters
public record Total(String name, boolean perParameter) {
  /// Returns a sum over the group.
  public static Total ofGroup(String name) {
    return new Total(name, false);
  }

  /// Returns a sum over each parameter, and over the group.
  public static Total ofParameter(String name) {
    return new Total(name, true);
  }
}
