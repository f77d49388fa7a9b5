package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import java.util.List;
import java.util.Set;

/// Layer-wise rates: two sweeps, sums and numbers of each parameter and of the group.
public record Trust(double learningRate, double weightDecay) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("trust", "Steps as long as a share of each parameter's norm")
          .with("learningRate", Range.atLeast(0), "share")
          .decay("weightDecay", "decoupled decay");

  public Trust {
    HYPER.check("learningRate", learningRate).check("weightDecay", weightDecay);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Trust> {
    private static final Total WEIGHTS = Total.ofParameter("weights");
    private static final Total GRADIENT = Total.ofParameter("gradient");
    private static final Total MOVED = Total.ofGroup("moved");
    private static final Scalar RATIO = Scalar.ofParameter("ratio", 1);
    private static final Scalar PATH = Scalar.ofGroup("path", 0);

    @Override
    public List<Total> totals(Trust c) {
      return List.of(WEIGHTS, GRADIENT, MOVED);
    }

    @Override
    public List<Scalar> scalars(Trust c) {
      return List.of(RATIO, PATH);
    }

    @Override
    public Set<Need> needs(Trust c) {
      return Set.of(Need.WEIGHTS);
    }

    @Override
    public double decay(Trust c, Step s) {
      return c.learningRate() * c.weightDecay();
    }

    @Override
    public void update(Trust c, Block b) {
      float[] w = b.weights();
      float[] g = b.gradient();
      if (b.sweep() == 0) {
        b.add(WEIGHTS, b.dot(w, w));
        b.add(GRADIENT, b.dot(g, g));
        return;
      }
      float[] step = b.step();
      float rate = (float) (c.learningRate() * b.get(RATIO) * b.scale());
      for (int i = b.from(), to = b.to(); i < to; i++) {
        step[i] -= rate * g[i];
      }
      b.add(MOVED, rate * b.sumAbs(g));
    }

    @Override
    public boolean end(Trust c, Step s) {
      if (s.sweep() == 1) {
        s.set(PATH, s.get(PATH) + s.total(MOVED));
        return false;
      }
      for (int p = 0; p < s.parameters(); p++) {
        double gradient = Math.sqrt(s.total(GRADIENT, p));
        double weights = Math.sqrt(s.total(WEIGHTS, p));
        s.set(RATIO, p, gradient > 0 && weights > 0 ? weights / gradient : 1);
      }
      return true;
    }
  }
}
