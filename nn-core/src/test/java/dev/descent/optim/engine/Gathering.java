package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// Steps by the sum of all gradients, which grows as fast as it has promised.
///
/// @param reaches whether the rule promises how far it goes
/// @param gains whether the sum promises how much it grows
public record Gathering(double learningRate, double weightDecay, boolean reaches, boolean gains)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("gathering", "Steps by the sum of all gradients")
          .paper("none", "https://example.org")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .decay("weightDecay", "share of the weights that a step takes away")
          .with("reaches", "whether it promises how far it goes")
          .with("gains", "whether the sum promises how much it grows");

  public Gathering {
    HYPER.check("learningRate", learningRate).check("weightDecay", weightDecay);
  }

  Gathering(double learningRate) {
    this(learningRate, 0, false);
  }

  Gathering(double learningRate, double weightDecay, boolean reaches) {
    this(learningRate, weightDecay, reaches, true);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Gathering> {
    private static final Slot SUM = Slot.zeros("sum");

    @Override
    public List<Slot> slots(Gathering config, Shape parameter) {
      return List.of(config.gains() ? SUM.gains(1) : SUM);
    }

    @Override
    public double decay(Gathering config, Step step) {
      return config.weightDecay();
    }

    @Override
    public double reach(Gathering config, double gradient, double slots) {
      return config.reaches() ? config.learningRate() * slots : Double.POSITIVE_INFINITY;
    }

    @Override
    public void update(Gathering config, Block block) {
      float[] g = block.gradient();
      float[] step = block.step();
      float[] sum = block.slot(SUM);
      float scale = block.scale();
      float rate = (float) config.learningRate();
      for (int i = block.from(), to = block.to(); i < to; i++) {
        float si = sum[i] + scale * g[i];
        sum[i] = si;
        step[i] -= rate * si;
      }
    }
  }
}
