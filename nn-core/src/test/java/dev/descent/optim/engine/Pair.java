package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// A wrapper that does nothing around the second of its two configs, but refuses a rate above 1.
public record Pair(Momentum other, Momentum trained) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("pair", "Trains with the second of two")
          .with("other", "the first, for what is not accepted")
          .with("trained", "the second");

  public Pair {
    double rate = trained.learningRate();
    HYPER.require(rate <= 1, "trained.learningRate", rate, "<= 1");
  }

  public Pair() {
    this(new Momentum(), new Momentum());
  }

  @Override
  public Optional<OptimizerConfig> inner() {
    return Optional.of(trained);
  }

  @Override
  public Optional<OptimizerConfig> fallback() {
    return Optional.of(other);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Pair> {
    @Override
    public void update(Pair c, Block block) {}
  }
}
