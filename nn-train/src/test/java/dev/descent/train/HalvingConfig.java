package dev.descent.train;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Step;
import java.util.EnumSet;
import java.util.Set;

/// A rule that needs the objective: a step against the gradient, halved until the loss of the same
/// batch is lower.
///
/// @param learningRate the first step
public record HalvingConfig(double learningRate) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("halving", "Steps against the gradient, halved until the loss falls")
          .with("learningRate", Range.atLeast(0), "the first step");

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Halving();
  }

  private static final class Halving implements Rule.WholeModel<HalvingConfig> {
    @Override
    public Set<Need> needs(HalvingConfig config) {
      return EnumSet.of(Need.OBJECTIVE, Need.LOSS);
    }

    @Override
    public void update(HalvingConfig config, Step step, Block all) {
      float[] weights = all.weights().clone();
      float[] gradient = all.gradient().clone();
      float[] slope = new float[weights.length];
      float[] trial = weights.clone();
      double rate = config.learningRate();
      for (int tries = 0; tries < 30; tries++, rate /= 2) {
        for (int i = all.from(); i < all.to(); i++) {
          trial[i] = weights[i] - (float) rate * gradient[i];
        }
        if (step.objective().evaluate(trial, slope) < step.loss()) {
          break;
        }
      }
      for (int i = all.from(); i < all.to(); i++) {
        all.step()[i] += trial[i] - weights[i];
      }
    }
  }
}
