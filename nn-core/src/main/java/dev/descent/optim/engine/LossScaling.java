package dev.descent.optim.engine;

import org.jspecify.annotations.Nullable;

/// The factor of dynamic loss scaling, as [LossScale] says.
final class LossScaling {
  private final @Nullable LossScale settings;
  private final Numbers numbers;

  LossScaling(@Nullable LossScale settings, Numbers numbers) {
    this.settings = settings;
    this.numbers = numbers;
    if (settings != null) {
      numbers.declare(Numbers.Name.LOSS_SCALE, settings.initial());
      numbers.declare(Numbers.Name.GOOD_STEPS, 0);
    }
  }

  double factor() {
    return settings == null ? 1 : numbers.get(Numbers.Name.LOSS_SCALE);
  }

  /// Lowers the factor after a gradient that was not finite; false if that would not help.
  boolean lower() {
    if (settings == null || factor() <= 1) {
      return false;
    }
    numbers.set(Numbers.Name.LOSS_SCALE, factor() * settings.backoff());
    numbers.set(Numbers.Name.GOOD_STEPS, 0);
    return true;
  }

  /// Counts a good step, and raises the factor after enough of them.
  void succeeded() {
    if (settings == null) {
      return;
    }
    double good = numbers.get(Numbers.Name.GOOD_STEPS) + 1;
    double next = factor() * settings.growth();
    boolean grows = good >= settings.interval() && next <= Float.MAX_VALUE;
    numbers.set(Numbers.Name.GOOD_STEPS, grows ? 0 : good);
    if (grows) {
      numbers.set(Numbers.Name.LOSS_SCALE, next);
    }
  }
}
