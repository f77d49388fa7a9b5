package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// A wrapper that does nothing, but refuses an inner rate above 1.
public record Picky(Momentum base) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("picky", "Refuses large rates").with("base", "the rule");

  public Picky {
    double rate = base.learningRate();
    HYPER.require(rate <= 1, "base.learningRate", rate, "<= 1");
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
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Picky> {
    @Override
    public void update(Picky c, Block block) {}
  }
}
