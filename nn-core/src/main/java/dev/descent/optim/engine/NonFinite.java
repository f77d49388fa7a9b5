package dev.descent.optim.engine;

/// What a step does with a loss or gradient that is not finite, and with a step that would make a
/// weight so.
///
/// @param zeroNans whether a NaN in a gradient counts as 0; [Optimizer#zeroedNans] says how many
///   did
/// @param skip whether what remains is skipped instead of being an error
/// @param limit how many batches in a row may be skipped
public record NonFinite(boolean zeroNans, boolean skip, int limit) {
  /// Checks that skipping has a limit.
  public NonFinite {
    if (skip && limit < 1) {
      throw new IllegalArgumentException("skip limit must be >= 1, was " + limit);
    }
  }

  /// Returns the policy that throws a [NonFiniteException] at once; nothing has changed then.
  public static NonFinite fail() {
    return new NonFinite(false, false, 0);
  }

  /// Returns the policy that leaves out up to `limit` such batches in a row: the batch is used up,
  /// and the weights, the step count and the optimizer's state stay as they are, but for the count
  /// of skipped batches.
  ///
  /// @throws IllegalArgumentException if the limit is less than 1
  public static NonFinite skip(int limit) {
    return new NonFinite(false, true, limit);
  }

  /// Returns a copy that takes a NaN in a gradient for 0 and counts it. Infinities, and a loss that
  /// is NaN, are not mended.
  public NonFinite withZeroedNans() {
    return new NonFinite(true, skip, limit);
  }
}
