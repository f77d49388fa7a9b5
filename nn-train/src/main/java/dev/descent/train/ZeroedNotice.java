package dev.descent.train;

import dev.descent.optim.engine.Optimizer;
import org.slf4j.Logger;

/// What the log says of NaNs of gradients that have been taken for 0: who has asked for that trains
/// on, and is to know. It says so at the end of the first epoch that has some, and, if there have
/// been more since, once when training ends, however it does.
final class ZeroedNotice {
  private final Logger log;
  private final Optimizer optimizer;
  private final long before;
  private long told;

  ZeroedNotice(Logger log, Optimizer optimizer) {
    this.log = log;
    this.optimizer = optimizer;
    before = optimizer.zeroedNans();
  }

  /// Ends an epoch.
  void epoch(int epoch) {
    if (told == 0) {
      end(epoch);
    }
  }

  /// Ends training, in the middle of an epoch if it fails.
  void end(int epoch) {
    long all = optimizer.zeroedNans() - before;
    if (all > told) {
      log.warn(
          "{} NaNs in gradients up to epoch {} have been taken for 0, as nonFinite asks: look for"
              + " NaNs in the data, or lower the learning rate",
          all,
          epoch);
      told = all;
    }
  }
}
