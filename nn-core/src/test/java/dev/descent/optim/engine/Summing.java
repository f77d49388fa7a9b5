package dev.descent.optim.engine;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A wrapper of whole parameters: every weight goes by the sums over the gradient of its parameter,
/// of squares and of magnitudes, whatever the base would have done.
public record Summing(OptimizerConfig base) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("summing", "Steps by sums over each parameter")
          .with("base", "what is not listened to");

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

  private static final class Law implements Rule.PerTensor<Summing> {
    @Override
    public List<Slot> slots(Summing c, Shape parameter) {
      return List.of();
    }

    @Override
    public void update(Summing c, Shape shape, Block b, Algebra algebra) {
      float[] g = b.gradient();
      Arrays.fill(b.step(), b.from(), b.to(), (float) (b.dot(g, g) + b.sumAbs(g)));
    }
  }
}
