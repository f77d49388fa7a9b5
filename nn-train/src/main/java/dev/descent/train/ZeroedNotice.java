package dev.descent.train;

import dev.descent.optim.engine.Optimizer;
import org.slf4j.Logger;

/// What the log says of NaNs of gradients that have been taken for 0: who has asked for that trains
/// on, and is to know. It says so at the end of the first epoch that has some, and, if there have
/// been more since, once when training ends, however it does.
///
/// A log that throws ends training, as a listener does; of a training that has failed already it
/// changes nothing but the suppressed exceptions. What it has thrown at is not told again.
final class ZeroedNotice implements AutoCloseable {
  private final Logger log;
  private final Optimizer optimizer;
  private final Progress progress;
  private final long before;
  private long told;

  ZeroedNotice(Logger log, Optimizer optimizer, Progress progress) {
    this.log = log;
    this.optimizer = optimizer;
    this.progress = progress;
    before = optimizer.zeroedNans();
  }

  /// Ends an epoch.
  void epoch() {
    if (told == 0) {
      close();
    }
  }

  /// Ends training, in the middle of an epoch if it fails.
  @Override
  public void close() {
    long all = optimizer.zeroedNans() - before;
    if (all > told) {
      told = all;
      log.warn(
          "{} NaNs in gradients up to epoch {} have been taken for 0, as nonFinite asks: look for"
              + " NaNs in the data, or lower the learning rate",
          all,
          progress.epoch());
    }
  }
}
