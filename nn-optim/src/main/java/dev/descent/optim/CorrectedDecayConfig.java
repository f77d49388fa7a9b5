package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [CorrectedDecay], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
/// @param peak p, the largest share of a weight that decay takes in a step, which is the largest
///   learning rate times the weight decay, finite and > 0; default 1e-5, as for the defaults of
///   AdamW
public record CorrectedDecayConfig(OptimizerConfig base, double peak) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "corrected-decay", "Decays in proportion to the square of the learning rate")
          .paper(
              "Defazio (2025), Why Gradients Rapidly Increase Near the End of Training",
              "https://arxiv.org/abs/2506.02285")
          .with("base", "optimizer that is wrapped, with decoupled decay")
          .with("peak", Range.above(0), "largest share that decay takes in a step");

  /// Checks the ranges.
  public CorrectedDecayConfig {
    HYPER.given("base", base).check("peak", peak);
  }

  /// Makes the defaults.
  public CorrectedDecayConfig() {
    this(new AdamWConfig(), 1e-5);
  }

  /// Returns a copy around another optimizer.
  public CorrectedDecayConfig withBase(OptimizerConfig value) {
    return new CorrectedDecayConfig(value, peak);
  }

  /// Returns a copy with another value of peak: largest share that decay takes in a step.
  public CorrectedDecayConfig withPeak(double value) {
    return new CorrectedDecayConfig(base, value);
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
    return new CorrectedDecay();
  }
}
