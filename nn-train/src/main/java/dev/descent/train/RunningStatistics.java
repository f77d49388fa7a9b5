package dev.descent.train;

/// What running statistics (of normalizing layers) evaluation uses where its weights are not those
/// that are trained: averages, slow weights. The statistics of training belong to the training
/// weights.
///
/// @param kind where they come from
/// @param batches of the training data, to recompute them; 0 for the other kinds
public record RunningStatistics(Kind kind, int batches) {
  /// Where the statistics come from.
  public enum Kind {
    /// Those of training.
    KEEP,
    /// Those of training, moved on by training batches with the evaluation weights.
    RECOMPUTE,
    /// Averages of those of training, as the weights are averaged.
    AVERAGE
  }

  /// Checks that recomputing has batches.
  public RunningStatistics {
    if ((batches < 1) == (kind == Kind.RECOMPUTE)) {
      throw new IllegalArgumentException(
          "batches for running statistics must be >= 1 to recompute them, else 0, was " + batches);
    }
  }

  /// Returns the policy that uses the statistics of training.
  public static RunningStatistics keep() {
    return new RunningStatistics(Kind.KEEP, 0);
  }

  /// Returns the policy that shows training batches, from the first of the data on, to the network
  /// with evaluation weights before each evaluation (Izmailov et al., 2018, section 3.2). No bit of
  /// the training changes.
  ///
  /// @param batches at least 1; fewer if an epoch has fewer
  public static RunningStatistics recompute(int batches) {
    return new RunningStatistics(Kind.RECOMPUTE, batches);
  }

  /// Returns the policy that averages the statistics as `ema` or `swa`, which the optimizer of the
  /// parameters of no group must be, average the weights.
  public static RunningStatistics average() {
    return new RunningStatistics(Kind.AVERAGE, 0);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case KEEP -> "keep";
      case RECOMPUTE -> "recompute over %d batches".formatted(batches);
      case AVERAGE -> "average";
    };
  }
}
