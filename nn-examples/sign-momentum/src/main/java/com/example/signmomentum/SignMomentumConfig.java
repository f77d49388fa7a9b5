package com.example.signmomentum;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [SignMomentum], valid by construction.
public record SignMomentumConfig(double learningRate, double momentum) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("sign-momentum", "Steps by the sign of a running mean of gradients")
          .paper("Bernstein et al. (2018), signSGD", "https://arxiv.org/abs/1802.04434")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate")
          .with("momentum", Range.rightOpen(0, 1), "decay of the running mean of gradients");

  /// Checks the ranges.
  public SignMomentumConfig {
    HYPER.check("learningRate", learningRate).check("momentum", momentum);
  }

  /// Makes the defaults.
  public SignMomentumConfig() {
    this(1e-3, 0.9);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new SignMomentum();
  }
}
