package dev.descent.data;

/// Where a pass over the data stands: all that is needed to go on from there, on any machine.
///
/// @param seed the seed of shuffling and of random transforms
/// @param epoch the number of passes over all records that are done
/// @param position the number of records that this epoch has already given
public record PipelineState(long seed, long epoch, long position) {
  /// Checks that the counts are not negative.
  public PipelineState {
    if (epoch < 0 || position < 0) {
      throw new IllegalArgumentException(
          "pipeline epoch and position must be >= 0, was %d and %d".formatted(epoch, position));
    }
  }

  /// Returns the state at the begin.
  public static PipelineState start(long seed) {
    return new PipelineState(seed, 0, 0);
  }
}
