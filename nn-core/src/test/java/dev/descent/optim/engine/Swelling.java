package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// Multiplies a slot that begins large by the gradient, and moves no weight.
public record Swelling() implements OptimizerConfig {
  @Override
  public HyperParameters hyperParameters() {
    return HyperParameters.of("swelling", "A slot that begins large");
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Swelling> {
    private static final Slot LARGE = Slot.filled("large", Float.MAX_VALUE);

    @Override
    public List<Slot> slots(Swelling c, Shape parameter) {
      return List.of(LARGE);
    }

    @Override
    public void update(Swelling c, Block b) {
      float[] g = b.gradient();
      float[] large = b.slot(LARGE);
      for (int i = b.from(), to = b.to(); i < to; i++) {
        large[i] *= g[i];
      }
    }
  }
}
