package dev.descent.train;

import java.util.function.LongSupplier;

/// Says at which steps a listener is due. Where time decides, the clock is read about eight times
/// in an interval, however short the steps are.
final class Throttle {
  private static final long LOOKS = 8;

  private final Cadence cadence;
  private final LongSupplier nanos;
  private final long interval;
  private long next;
  private long stride = 1;
  private long called;
  private long looked;

  Throttle(Cadence cadence, LongSupplier nanos) {
    this.cadence = cadence;
    this.nanos = nanos;
    this.interval = cadence.milliseconds() * 1_000_000;
    this.next =
        cadence.steps() > 0 ? cadence.steps() : cadence.milliseconds() > 0 ? 1 : Long.MAX_VALUE;
    this.called = nanos.getAsLong();
    this.looked = called;
  }

  /// Returns the number of the step before which there is nothing to ask.
  long next() {
    return next;
  }

  /// Returns whether the listener is due after this many steps, and moves [#next].
  boolean due(long step) {
    if (step < next) {
      return false;
    }
    if (cadence.steps() > 0) {
      next = step + cadence.steps();
      return true;
    }
    long now = nanos.getAsLong();
    long since = now - looked;
    looked = now;
    if (since * LOOKS < interval) {
      stride = Math.min(stride * 2, 1L << 40);
    } else if (since * 2 > interval) {
      stride = Math.max(1, stride / 4);
    }
    next = step + stride;
    if (now - called < interval) {
      return false;
    }
    called = now;
    return true;
  }
}
