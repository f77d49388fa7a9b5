package dev.descent.train;

import dev.descent.optim.engine.Optimizer;
import org.slf4j.Logger;

/// What the log says at the end of an epoch in which NaNs of gradients have been taken for 0: who
/// has asked for that trains on, and is to know.
final class ZeroedNotice {
  private final Logger log;
  private final Optimizer optimizer;
  private long known;

  ZeroedNotice(Logger log, Optimizer optimizer) {
    this.log = log;
    this.optimizer = optimizer;
    known = optimizer.zeroedNans();
  }

  /// Says how many there were since the last time, if there were any.
  void say(int epoch) {
    long now = optimizer.zeroedNans();
    if (now > known) {
      log.warn(
          "{} NaNs in gradients of epoch {} have been taken for 0, as nonFinite asks: look for NaNs"
              + " in the data, or lower the learning rate",
          now - known,
          epoch);
      known = now;
    }
  }
}
