package dev.descent.optim.engine;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// A config that claims another's name.
public record Impostor(double learningRate) implements OptimizerConfig {
  @Override
  public HyperParameters hyperParameters() {
    return HyperParameters.of("moments", "Another one")
        .with("learningRate", Range.finite(), "length of a step");
  }

  @Override
  public Rule<?> rule() {
    return new Momentum().rule();
  }
}
