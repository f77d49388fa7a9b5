package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A wrapper that keeps a running mean of the weights to evaluate with.
public record Averaged(OptimizerConfig base, double decay) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("averaged", "Evaluates with a running mean of the weights")
          .with("base", "what trains")
          .with("decay", Range.closed(0, 1), "of the mean");

  public Averaged {
    HYPER.check("decay", decay);
  }

  public Averaged() {
    this(new Momentum(), 0.9);
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

  private static final class Law implements Rule.Elementwise<Averaged> {
    private static final Slot AVERAGE = Slot.weights("average");

    @Override
    public List<Slot> slots(Averaged c, Shape parameter) {
      return List.of(AVERAGE);
    }

    @Override
    public Set<Need> needs(Averaged c) {
      return Set.of(Need.EVALUATION_WEIGHTS);
    }

    @Override
    public void update(Averaged c, Block b) {
      float[] w = b.weights();
      float[] step = b.step();
      float[] average = b.slot(AVERAGE);
      float gain = (float) (1 - c.decay());
      for (int i = b.from(), to = b.to(); i < to; i++) {
        average[i] += gain * (w[i] + step[i] - average[i]);
      }
    }

    @Override
    public void evaluation(Averaged c, Block b) {
      System.arraycopy(b.slot(AVERAGE), b.from(), b.step(), b.from(), b.to() - b.from());
    }
  }
}
