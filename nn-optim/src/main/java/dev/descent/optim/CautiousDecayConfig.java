package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [CautiousDecay], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
public record CautiousDecayConfig(OptimizerConfig base) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("cautious-decay", "Decays only weights that the step makes smaller anyway")
          .paper("Chen et al. (2025), Cautious Weight Decay", "https://arxiv.org/abs/2510.12402")
          .with("base", "optimizer that is wrapped, with decoupled decay");

  /// Checks that there is one.
  public CautiousDecayConfig {
    HYPER.given("base", base);
  }

  /// Makes the defaults.
  public CautiousDecayConfig() {
    this(new AdamWConfig());
  }

  /// Returns a copy around another optimizer.
  public CautiousDecayConfig withBase(OptimizerConfig value) {
    return new CautiousDecayConfig(value);
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
    return new CautiousDecay();
  }
}
