package dev.descent.train;

/// How far training has come. The same object at every call: it is valid during the call.
public interface Progress {
  /// Returns the number of committed and skipped batches so far.
  long step();

  /// Returns the number of batches in the whole training.
  long steps();

  /// Returns the number of the running epoch, from 1.
  int epoch();

  /// Returns the number of epochs in the whole training.
  int epochs();

  /// Returns the number of samples seen so far.
  long samples();

  /// Returns the seconds since training began.
  double seconds();

  /// Returns the loss, as a mean over this epoch's samples so far.
  double loss();

  /// Returns the first training metric over this epoch's samples so far, NaN if there is none.
  double metric();

  /// Returns the name of the first training metric, empty if there is none.
  String metricName();

  /// Returns the samples per second since training began.
  default double samplesPerSecond() {
    return samples() / Math.max(1e-9, seconds());
  }

  /// Returns the seconds that the rest will take at this pace.
  default double secondsLeft() {
    return seconds() / Math.max(1, step()) * (steps() - step());
  }
}
