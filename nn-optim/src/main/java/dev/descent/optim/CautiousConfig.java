package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Cautious], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
/// @param least least share of elements by which what is kept is divided, in (0, 1]; default 1e-3
public record CautiousConfig(OptimizerConfig base, double least) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("cautious", "Drops what of a step goes up along the gradient")
          .paper(
              "Liang et al. (2024), Cautious Optimizers: Improving Training with One Line of Code",
              "https://arxiv.org/abs/2411.16085")
          .with("base", "optimizer that is wrapped")
          .with("least", Range.leftOpen(0, 1), "least share by which what is kept is divided");

  /// Checks the ranges.
  public CautiousConfig {
    HYPER.given("base", base).check("least", least);
  }

  /// Makes the defaults.
  public CautiousConfig() {
    this(new AdamConfig(), 1e-3);
  }

  /// Returns the defaults around another optimizer.
  public static CautiousConfig of(OptimizerConfig base) {
    return new CautiousConfig().withBase(base);
  }

  /// Returns a copy around another optimizer.
  public CautiousConfig withBase(OptimizerConfig value) {
    return new CautiousConfig(value, least);
  }

  /// Returns a copy with another value of least: least share by which what is kept is divided.
  public CautiousConfig withLeast(double value) {
    return new CautiousConfig(base, value);
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
    return new Cautious();
  }
}
