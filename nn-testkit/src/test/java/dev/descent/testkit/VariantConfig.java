package dev.descent.testkit;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Adam with decoupled decay, and at most one mistake.
public record VariantConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double boost,
    Mistake mistake)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("variant", "Adam with at most one mistake")
          .with("learningRate", Range.atLeast(0), "size of a step")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean square")
          .with("epsilon", Range.above(0), "added to the root")
          .decay("weightDecay", "decay of the weights")
          .with("boost", Range.atLeast(1), "factor of the rate; half of 1 is not legal")
          .with("mistake", "what is wrong");

  public VariantConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay)
        .check("boost", boost);
    if (mistake != Mistake.WIDE_RANGE) {
      HYPER.check("beta2", beta2);
    }
  }

  public VariantConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, 0, 1, Mistake.NONE);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    // Inherited fields are fields, too.
    return mistake == Mistake.CONFIG_IN_A_FIELD ? new KeptConfig(this) {} : new Variant();
  }
}
