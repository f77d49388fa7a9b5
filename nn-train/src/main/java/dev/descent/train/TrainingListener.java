package dev.descent.train;

/// Watches training. Listeners are called on the training thread, in the order in which they were
/// added, and change nothing: weights have the same bits with and without them.
public interface TrainingListener {
  /// Returns how often [#step] is called; unless overridden, never.
  default Cadence cadence() {
    return Cadence.never();
  }

  /// Training begins: everything has been checked and compiled for the first batch.
  default void start(Progress progress) {}

  /// Some steps have been done.
  default void step(Progress progress) {}

  /// An epoch has been done, and validated if there is validation data.
  default void epoch(EpochReport report) {}

  /// Training has ended well.
  default void end(TrainingResult result) {}

  /// Training has been left by an exception, which goes on to the caller.
  default void failed(RuntimeException cause) {}
}
