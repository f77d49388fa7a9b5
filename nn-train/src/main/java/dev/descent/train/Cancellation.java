package dev.descent.train;

/// A switch by which another thread ends training between two batches, those of a validation
/// included.
public final class Cancellation {
  private volatile boolean requested;

  /// Asks training to end. The training thread leaves with a [TrainingCancelledException].
  public void cancel() {
    requested = true;
  }

  /// Returns whether training has been asked to end.
  public boolean requested() {
    return requested;
  }
}
