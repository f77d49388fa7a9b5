package dev.descent.optim.engine;

/// What a step does with a loss or gradient that is not finite, and with a step that would make a
/// weight so.
///
/// @param skip whether such a batch is skipped instead of being an error
/// @param limit how many batches in a row may be skipped
public record NonFinite(boolean skip, int limit) {
  /// Checks that skipping has a limit.
  public NonFinite {
    if (skip && limit < 1) {
      throw new IllegalArgumentException("skip limit must be >= 1, was " + limit);
    }
  }

  /// Returns the policy that throws a [NonFiniteException] at once; nothing has changed then.
  public static NonFinite fail() {
    return new NonFinite(false, 0);
  }

  /// Returns the policy that leaves out up to `limit` such batches in a row: the batch is used up,
  /// and the weights, the optimizer's state and the step count stay as they are.
  ///
  /// @throws IllegalArgumentException if the limit is less than 1
  public static NonFinite skip(int limit) {
    return new NonFinite(true, limit);
  }
}
