package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// A wrapper that does nothing but let what it wraps begin anew.
public record Restarting(OptimizerConfig base, long period) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("restarting", "Restarts another optimizer")
          .with("base", "the rule")
          .with("period", Range.atLeast(0), "steps between two restarts");

  public Restarting() {
    this(new Moments(), 3);
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

  private static final class Law implements Rule.Elementwise<Restarting> {
    @Override
    public long restart(Restarting c) {
      return c.period();
    }

    @Override
    public void update(Restarting c, Block b) {}
  }
}
