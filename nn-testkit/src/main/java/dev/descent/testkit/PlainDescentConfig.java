package dev.descent.testkit;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// θₜ = θₜ₋₁ − α·gₜ: what comes after a transform under test, so that its golden trajectory is that
/// of plain descent with the transformed gradient.
///
/// @param learningRate α, finite and >= 0; default 0.1
public record PlainDescentConfig(double learningRate) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("plain-descent", "Subtracts a share of the gradient")
          .with("learningRate", Range.atLeast(0), "length of a step for a gradient of length 1");

  /// Checks the range.
  public PlainDescentConfig {
    HYPER.check("learningRate", learningRate);
  }

  /// Makes the default.
  public PlainDescentConfig() {
    this(0.1);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new PlainDescent();
  }
}
