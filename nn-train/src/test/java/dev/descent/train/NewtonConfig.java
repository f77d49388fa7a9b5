package dev.descent.train;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Newton's method where the Hessian is diagonal.
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
    private static final Slot ONES = Slot.filled("ones", 1);
    private static final Slot CURVATURE = Slot.scratch("curvature");

    @Override
    public List<Slot> slots(NewtonConfig config, Shape parameter) {
      return List.of(ONES, CURVATURE);
    }

    @Override
    public Set<Need> needs(NewtonConfig config) {
      return EnumSet.of(Need.HESSIAN_VECTOR);
    }

    @Override
    public void begin(NewtonConfig config, Step step) {
      step.hessianVector(ONES, CURVATURE);
    }

    @Override
    public void update(NewtonConfig config, Block block) {
      float[] g = block.gradient();
      float[] h = block.slot(CURVATURE);
      float[] step = block.step();
      float rate = (float) config.learningRate() * block.scale();
      for (int i = block.from(), to = block.to(); i < to; i++) {
        step[i] -= rate * g[i] / (h[i] == 0 ? 1 : h[i]);
      }
    }
  }
}
