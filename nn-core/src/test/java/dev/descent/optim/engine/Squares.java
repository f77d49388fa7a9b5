package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// Descends and then writes again: a step by the gradient's sign, which is NaN where that is 0.
/// Sums squares that no weight depends on.
public record Squares(double learningRate) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("squares", "Descends, by gradient and sign")
          .with("learningRate", Range.atLeast(0), "length of a step");

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Squares> {
    private static final Slot SUM = Slot.zeros("sum").gains(2);

    @Override
    public List<Slot> slots(Squares config, Shape parameter) {
      return List.of(SUM);
    }

    @Override
    public void update(Squares config, Block block) {
      float rate = (float) config.learningRate();
      float scale = block.scale();
      float[] g = block.gradient();
      float[] sum = block.slot(SUM);
      block.descend(rate);
      float[] step = block.step();
      for (int i = block.from(), to = block.to(); i < to; i++) {
        float gi = scale * g[i];
        sum[i] += gi * gi;
        step[i] -= rate * (gi / Math.abs(gi));
      }
    }
  }
}
