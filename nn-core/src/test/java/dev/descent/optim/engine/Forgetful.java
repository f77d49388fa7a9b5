package dev.descent.optim.engine;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;

/// A config whose sheet does not name its component.
public record Forgetful(double learningRate) implements OptimizerConfig {
  @Override
  public HyperParameters hyperParameters() {
    return HyperParameters.of("forgetful", "Forgets");
  }

  @Override
  public Rule<?> rule() {
    return new Momentum().rule();
  }
}
