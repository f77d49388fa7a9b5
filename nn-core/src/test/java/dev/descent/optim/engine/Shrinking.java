package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Step;
import java.util.EnumSet;
import java.util.Set;

/// Gradient descent with decay by the framework or by itself, and with an L2 penalty or without.
public record Shrinking(double learningRate, double decay, boolean penalized, boolean itself)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("shrinking", "Gradient descent with decay")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with("decay", Range.atLeast(0), "share of the weights")
          .with("penalized", "adds the weights to the gradient")
          .with("itself", "decays in its own loop");

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Shrinking> {
    @Override
    public Set<Need> needs(Shrinking c) {
      Set<Need> needs = EnumSet.noneOf(Need.class);
      if (c.itself()) {
        needs.add(Need.DECAY);
      }
      if (c.penalized()) {
        needs.add(Need.WEIGHTS);
      }
      return needs;
    }

    @Override
    public double decay(Shrinking c, Step step) {
      return c.decay();
    }

    @Override
    public void update(Shrinking c, Block block) {
      float[] g = block.gradient();
      float[] w = c.penalized() ? block.weights() : g;
      float[] step = block.step();
      float rate = (float) c.learningRate();
      float decay = block.decay();
      for (int i = block.from(), to = block.to(); i < to; i++) {
        float x = step[i];
        step[i] = x - decay * x - rate * (g[i] + w[i]);
      }
    }
  }
}
