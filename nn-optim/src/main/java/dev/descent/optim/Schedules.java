package dev.descent.optim;

import dev.descent.optim.spi.Schedule;

/// Where schedules come from: values of a hyper-parameter as pure functions of the count of
/// committed steps, from 0.
///
/// {@snippet :
/// Schedule rate = Schedules.warmup(100, Schedules.cosine(1e-3, 0, 900));
/// rate.at(0);   // 0
/// rate.at(100); // 1e-3, the peak
/// rate.at(1000); // 0, and so for ever
/// }
///
/// Sums and powers are computed in double by [StrictMath], so a schedule has the same bits on every
/// machine.
public final class Schedules {
  private Schedules() {}

  /// Returns the same value at every step.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public static Schedule constant(double value) {
    return new Constant(value);
  }

  /// Returns `initial · factor^⌊t / every⌋` (PyTorch's StepLR).
  ///
  /// @param initial the value of the first `every` steps
  /// @param every steps between two changes, at least 1
  /// @param factor what each change multiplies the value by, at least 0
  public static Schedule step(double initial, long every, double factor) {
    return new StepDecay(initial, every, factor);
  }

  /// Returns half a cosine wave from `initial` at step 0 to `end` at step `steps`, and `end` from
  /// there on (Loshchilov and Hutter, 2017, without restarts).
  ///
  /// @param initial the value at step 0
  /// @param end the last value
  /// @param steps the steps it takes, at least 1
  public static Schedule cosine(double initial, double end, long steps) {
    return new Cosine(initial, end, steps);
  }

  /// Returns a straight line from 0 at step 0 to the first value of `after` at step `steps`; from
  /// there on `after`, which counts from its own beginning.
  ///
  /// @param steps the steps of the line, at least 1
  /// @param after what follows
  public static Schedule warmup(long steps, Schedule after) {
    return new Warmup(0, steps, after);
  }

  /// Returns a warm-up that starts at a value other than 0.
  ///
  /// @param start the value at step 0
  /// @param steps the steps of the line, at least 1
  /// @param after what follows
  public static Schedule warmup(double start, long steps, Schedule after) {
    return new Warmup(start, steps, after);
  }

  private record Constant(double value) implements Schedule {
    Constant {
      requireFinite("constant schedule", "value", value);
    }

    @Override
    public double at(long step) {
      return value;
    }
  }

  private record StepDecay(double initial, long every, double factor) implements Schedule {
    StepDecay {
      requireFinite("step schedule", "initial", initial);
      requireSteps("step schedule", "every", every);
      requireFinite("step schedule", "factor", factor);
      if (factor < 0) {
        throw new IllegalArgumentException("step schedule factor must be >= 0, was " + factor);
      }
    }

    @Override
    public double at(long step) {
      return initial * StrictMath.pow(factor, (double) Math.floorDiv(step, every));
    }
  }

  private record Cosine(double initial, double end, long steps) implements Schedule {
    Cosine {
      requireFinite("cosine schedule", "initial", initial);
      requireFinite("cosine schedule", "end", end);
      requireSteps("cosine schedule", "steps", steps);
    }

    @Override
    public double at(long step) {
      if (step >= steps) {
        return end;
      }
      double share = 0.5 * (1 + StrictMath.cos(Math.PI * ((double) step / steps)));
      return end + (initial - end) * share;
    }
  }

  private record Warmup(double start, long steps, Schedule after) implements Schedule {
    Warmup {
      requireFinite("warm-up schedule", "start", start);
      requireSteps("warm-up schedule", "steps", steps);
    }

    @Override
    public double at(long step) {
      if (step >= steps) {
        return after.at(step - steps);
      }
      return start + (after.at(0) - start) * ((double) step / steps);
    }
  }

  private static void requireFinite(String subject, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s %s must be finite, was %s".formatted(subject, name, value));
    }
  }

  private static void requireSteps(String subject, String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s %s must be >= 1, was %d".formatted(subject, name, value));
    }
  }
}
