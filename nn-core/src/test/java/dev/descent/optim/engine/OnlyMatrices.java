package dev.descent.optim.engine;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.tensor.Shape;

/// A rule for matrices, without a fallback.
public record OnlyMatrices() implements OptimizerConfig {
  @Override
  public HyperParameters hyperParameters() {
    return HyperParameters.of("only-matrices", "Does nothing");
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.PerTensor<OnlyMatrices> {
    @Override
    public boolean accepts(OnlyMatrices c, Shape parameter) {
      return parameter.rank() == 2;
    }

    @Override
    public void update(OnlyMatrices c, Shape shape, Block block, Algebra algebra) {}
  }
}
