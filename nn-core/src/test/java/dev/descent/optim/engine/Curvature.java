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

/// Newton's method on a diagonal Hessian: a rule that needs Hessian-vector products.
public record Curvature(double learningRate) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("curvature", "Divides by the Hessian times ones")
          .with("learningRate", Range.atLeast(0), "share of the way");

  public Curvature {
    HYPER.check("learningRate", learningRate);
  }

  public Curvature() {
    this(1);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Curvature> {
    private static final Slot ONES = Slot.filled("ones", 1);
    private static final Slot PRODUCT = Slot.scratch("product");

    @Override
    public List<Slot> slots(Curvature c, Shape parameter) {
      return List.of(ONES, PRODUCT);
    }

    @Override
    public Set<Need> needs(Curvature c) {
      return Set.of(Need.HESSIAN_VECTOR);
    }

    @Override
    public void begin(Curvature c, Step s) {
      s.hessianVector(ONES, PRODUCT);
    }

    @Override
    public void update(Curvature c, Block b) {
      float[] g = b.gradient();
      float[] h = b.slot(PRODUCT);
      float[] step = b.step();
      float rate = (float) c.learningRate() * b.scale();
      for (int i = b.from(), to = b.to(); i < to; i++) {
        step[i] -= h[i] == 0 ? 0 : rate * g[i] / h[i];
      }
    }
  }
}
