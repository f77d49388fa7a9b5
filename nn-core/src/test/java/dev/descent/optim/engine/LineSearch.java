package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Gradient descent with backtracking: a whole-model rule that evaluates the batch again.
public record LineSearch(double start, double shrink) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("line-search", "Gradient descent with backtracking")
          .with("start", Range.above(0), "first length to try")
          .with("shrink", Range.open(0, 1), "factor when it fails");

  public LineSearch {
    HYPER.check("start", start).check("shrink", shrink);
  }

  public LineSearch() {
    this(1, 0.5);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.WholeModel<LineSearch> {
    private static final Slot POINT = Slot.scratch("point");
    private static final Slot SLOPE = Slot.scratch("slope");
    private static final Slot LAST = Slot.zeros("last_gradient");
    private static final Scalar EVALUATIONS = Scalar.ofGroup("evaluations", 0);

    @Override
    public List<Slot> slots(LineSearch c, Shape parameter) {
      return List.of(LAST, POINT, SLOPE);
    }

    @Override
    public List<Scalar> scalars(LineSearch c) {
      return List.of(EVALUATIONS);
    }

    @Override
    public Set<Need> needs(LineSearch c) {
      return Set.of(Need.OBJECTIVE, Need.LOSS);
    }

    @Override
    public void update(LineSearch c, Step s, Block b) {
      float[] w = b.weights();
      float[] g = b.gradient();
      float[] point = b.slot(POINT);
      double decrease = b.dot(g, g);
      double length = c.start();
      for (int tries = 0; tries < 40; tries++, length *= c.shrink()) {
        for (int i = b.from(), to = b.to(); i < to; i++) {
          point[i] = (float) (w[i] - length * g[i]);
        }
        s.set(EVALUATIONS, s.get(EVALUATIONS) + 1);
        if (s.objective().evaluate(point, b.slot(SLOPE)) <= s.loss() - length * decrease / 2) {
          break;
        }
      }
      float[] step = b.step();
      float[] last = b.slot(LAST);
      for (int i = b.from(), to = b.to(); i < to; i++) {
        step[i] += point[i] - w[i];
        last[i] = g[i];
      }
    }
  }
}
