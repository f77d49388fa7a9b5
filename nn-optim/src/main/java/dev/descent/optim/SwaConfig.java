package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Swa], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
/// @param start s, steps before the first that counts, at least 0; default 0
/// @param period c, steps between two that count, at least 1; default 1
public record SwaConfig(OptimizerConfig base, long start, long period) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("swa", "Evaluates with the mean of the weights from a step on")
          .paper(
              "Izmailov et al. (2018), Averaging Weights Leads to Wider Optima and Better"
                  + " Generalization",
              "https://arxiv.org/abs/1803.05407")
          .with("base", "optimizer that is wrapped")
          .with("start", Range.atLeast(0), "steps before the first that counts")
          .with("period", Range.atLeast(1), "steps between two that count");

  /// Checks the ranges.
  public SwaConfig {
    HYPER.given("base", base).check("start", start).check("period", period);
  }

  /// Makes the defaults.
  public SwaConfig() {
    this(new AdamConfig(), 0, 1);
  }

  /// Returns a mean over the weights of another optimizer, one in so many steps.
  public static SwaConfig of(OptimizerConfig base, long start, long period) {
    return new SwaConfig(base, start, period);
  }

  /// Returns a copy around another optimizer.
  public SwaConfig withBase(OptimizerConfig value) {
    return new SwaConfig(value, start, period);
  }

  /// Returns a copy with another value of start: steps before the first that counts.
  public SwaConfig withStart(long value) {
    return new SwaConfig(base, value, period);
  }

  /// Returns a copy with another value of period: steps between two that count.
  public SwaConfig withPeriod(long value) {
    return new SwaConfig(base, start, value);
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
    return new Swa();
  }
}
