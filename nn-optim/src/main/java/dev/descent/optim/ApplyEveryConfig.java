package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [ApplyEvery], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
/// @param period k, at least 1; default 1
public record ApplyEveryConfig(OptimizerConfig base, long period) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("apply-every", "Sums steps up and lets them through at every k-th")
          .with("base", "optimizer that is wrapped")
          .with("period", Range.atLeast(1), "steps that are summed up");

  /// Checks the ranges.
  public ApplyEveryConfig {
    HYPER.given("base", base).check("period", period);
  }

  /// Makes the defaults.
  public ApplyEveryConfig() {
    this(new AdamConfig(), 1);
  }

  /// Returns a copy around another optimizer.
  public ApplyEveryConfig withBase(OptimizerConfig value) {
    return new ApplyEveryConfig(value, period);
  }

  /// Returns a copy with another value of period: steps that are summed up.
  public ApplyEveryConfig withPeriod(long value) {
    return new ApplyEveryConfig(base, value);
  }

  @Override
  public Optional<OptimizerConfig> inner() {
    return Optional.of(base);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new ApplyEvery();
  }
}
