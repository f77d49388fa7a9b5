package dev.descent.train;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.EnumSet;
import java.util.Set;

/// A rule that says that it needs Hessian-vector products, and never gets as far as to ask for one.
///
/// @param learningRate share of the way
public record NewtonConfig(double learningRate) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("newton", "Divides by the curvature")
          .with("learningRate", Range.atLeast(0), "share of the way");

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Newton();
  }

  private static final class Newton implements Rule.Elementwise<NewtonConfig> {
    @Override
    public Set<Need> needs(NewtonConfig config) {
      return EnumSet.of(Need.HESSIAN_VECTOR);
    }

    @Override
    public void update(NewtonConfig config, Block block) {
      throw new AssertionError("a trainer must refuse this rule");
    }
  }
}
