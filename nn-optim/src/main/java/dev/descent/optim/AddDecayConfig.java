package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AddDecay], valid by construction.
///
/// @param weightDecay λ, finite and >= 0; default 1e-4
public record AddDecayConfig(double weightDecay) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("add-decay", "Adds a share of the weights to the gradient: the L2 penalty")
          .paper(
              "Hanson and Pratt (1988), Comparing Biases for Minimal Network Construction with"
                  + " Back-Propagation",
              "https://proceedings.neurips.cc/paper/1988/hash/1c9ac0159c94d8d0cbedc973445af2da-Abstract.html")
          .decay("weightDecay", "share of the weights in the gradient");

  /// Checks the ranges.
  public AddDecayConfig {
    HYPER.check("weightDecay", weightDecay);
  }

  /// Makes the defaults.
  public AddDecayConfig() {
    this(1e-4);
  }

  /// Returns a copy with another value of weightDecay: share of the weights in the gradient.
  public AddDecayConfig withWeightDecay(double value) {
    return new AddDecayConfig(value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AddDecay();
  }
}
