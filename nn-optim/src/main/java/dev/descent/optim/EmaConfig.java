package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Ema], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
/// @param decay β, decay of the average, in [0, 1); default 0.999
/// @param warmup whether the decay rises as (1 + t)/(10 + t); default false
public record EmaConfig(OptimizerConfig base, double decay, boolean warmup)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("ema", "Evaluates with an exponential moving average of the weights")
          .paper(
              "Ruppert (1988), Efficient Estimations from a Slowly Convergent Robbins-Monro"
                  + " Process; Polyak and Juditsky (1992)",
              "https://doi.org/10.1137/0330046")
          .with("base", "optimizer that is wrapped")
          .with("decay", Range.rightOpen(0, 1), "decay of the average")
          .with("warmup", "whether the decay rises to its value");

  /// Checks the ranges.
  public EmaConfig {
    HYPER.given("base", base).check("decay", decay);
  }

  /// Makes the defaults.
  public EmaConfig() {
    this(new AdamConfig(), 0.999, false);
  }

  /// Returns an average of the weights of another optimizer.
  public static EmaConfig of(OptimizerConfig base, double decay) {
    return new EmaConfig(base, decay, false);
  }

  /// Returns a copy around another optimizer.
  public EmaConfig withBase(OptimizerConfig value) {
    return new EmaConfig(value, decay, warmup);
  }

  /// Returns a copy with another value of decay: decay of the average.
  public EmaConfig withDecay(double value) {
    return new EmaConfig(base, value, warmup);
  }

  /// Returns a copy with another value of warmup: whether the decay rises to its value.
  public EmaConfig withWarmup(boolean value) {
    return new EmaConfig(base, decay, value);
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
    return new Ema();
  }
}
