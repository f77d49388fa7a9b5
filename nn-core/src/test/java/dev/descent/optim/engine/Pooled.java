package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// A transform of all gradients as one vector: their mean over the steps, divided by sums over it
/// and the weights; or, with `noise`, draws and nothing else.
public record Pooled(double noise) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("pooled", "Divides by sums over everything")
          .with("noise", Range.atLeast(0), "factor of draws that replace the gradient");

  public Pooled() {
    this(0);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.WholeModel<Pooled> {
    private static final Slot MEAN = Slot.zeros("mean");
    private static final Slot DRAWS = Slot.scratch("draws");

    @Override
    public List<Slot> slots(Pooled c, Shape parameter) {
      return List.of(MEAN, DRAWS);
    }

    @Override
    public Set<Need> needs(Pooled c) {
      return Set.of(Need.GRADIENT);
    }

    @Override
    public void update(Pooled c, Step s, Block b) {
      float[] g = b.gradient();
      float[] mean = b.slot(MEAN);
      for (int i = b.from(), to = b.to(); i < to; i++) {
        mean[i] = 0.5f * mean[i] + g[i];
      }
      float sum = (float) (Math.sqrt(b.dot(mean, mean)) + b.sumAbs(b.weights()));
      float[] draws = b.slot(DRAWS);
      b.normal(1, draws);
      float factor = (float) c.noise();
      for (int i = b.from(), to = b.to(); i < to; i++) {
        g[i] = factor == 0 ? mean[i] / sum : factor * draws[i];
      }
    }
  }
}
