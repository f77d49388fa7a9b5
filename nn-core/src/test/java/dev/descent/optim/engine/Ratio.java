package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Step;

/// A rule with a mistake: 0/0 where the gradient is 0.
public record Ratio(boolean throwsInBegin, boolean throwsInUpdate) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("ratio", "Divides the gradient by its magnitude")
          .with("throwsInBegin", "fails early")
          .with("throwsInUpdate", "fails late");

  public Ratio() {
    this(false, false);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Ratio> {
    @Override
    public void begin(Ratio c, Step s) {
      if (c.throwsInBegin()) {
        throw new UnsupportedOperationException("begin");
      }
    }

    @Override
    public void update(Ratio c, Block b) {
      if (c.throwsInUpdate()) {
        throw new UnsupportedOperationException("update");
      }
      float[] g = b.gradient();
      float[] step = b.step();
      for (int i = b.from(), to = b.to(); i < to; i++) {
        step[i] -= g[i] / Math.abs(g[i]);
      }
    }
  }
}
