package dev.descent.optim.engine;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// Muon with PyTorch's coefficients: a per-tensor rule with matrix products, and a fallback for
/// what is no matrix.
public record Orthogonal(
    double learningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    long iterations,
    boolean matchRms,
    Moments others)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("orthogonal", "Momentum, orthogonalized")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with("momentum", Range.rightOpen(0, 1), "decay of the running mean")
          .with("nesterov", "looks ahead")
          .decay("weightDecay", "decoupled decay")
          .with("iterations", Range.closed(1, 20), "Newton-Schulz iterations")
          .with("matchRms", "as long as Adam's steps")
          .with("others", "what updates the rest");

  public Orthogonal {
    HYPER
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("weightDecay", weightDecay)
        .check("iterations", iterations);
  }

  public Orthogonal() {
    this(0.02, 0.95, true, 0, 5, false, new Moments());
  }

  @Override
  public Optional<OptimizerConfig> fallback() {
    return Optional.of(others);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.PerTensor<Orthogonal> {
    private static final Slot MOMENTUM = Slot.zeros("momentum");

    @Override
    public List<Slot> slots(Orthogonal c, Shape parameter) {
      return List.of(MOMENTUM);
    }

    @Override
    public boolean accepts(Orthogonal c, Shape parameter) {
      return parameter.rank() == 2;
    }

    @Override
    public double decay(Orthogonal c, Step s) {
      return c.learningRate() * c.weightDecay();
    }

    @Override
    public void update(Orthogonal c, Shape shape, Block b, Algebra algebra) {
      int rows = shape.at(0);
      int columns = shape.at(1);
      int n = shape.size();
      int at = b.from();
      float[] g = b.gradient();
      float[] step = b.step();
      float[] m = b.slot(MOMENTUM);
      float[] u = algebra.scratch(0, n);
      float mu = (float) c.momentum();
      float fresh = (float) (1 - c.momentum());
      for (int i = 0; i < n; i++) {
        float gi = b.scale() * g[at + i];
        m[at + i] = mu * m[at + i] + fresh * gi;
        u[i] = c.nesterov() ? fresh * gi + mu * m[at + i] : m[at + i];
      }
      orthogonalize(c, algebra, u, rows, columns);
      double factor =
          c.matchRms()
              ? 0.2 * Math.sqrt(Math.max(rows, columns))
              : Math.sqrt(Math.max(1.0, (double) rows / columns));
      float rate = (float) (c.learningRate() * factor);
      for (int i = 0; i < n; i++) {
        step[at + i] -= rate * u[i];
      }
    }

    private static void orthogonalize(
        Orthogonal c, Algebra algebra, float[] u, int rows, int columns) {
      int n = rows * columns;
      int k = Math.min(rows, columns);
      boolean tall = rows > columns;
      float[] a = algebra.scratch(1, k * k);
      float[] aa = algebra.scratch(2, k * k);
      float[] next = algebra.scratch(3, n);
      float norm = (float) (1 / Math.max(Math.sqrt(algebra.dot(n, u, 0, u, 0)), 1e-7));
      for (int i = 0; i < n; i++) {
        u[i] *= norm;
      }
      for (int iteration = 0; iteration < c.iterations(); iteration++) {
        algebra.matmul(k, tall ? rows : columns, k, u, 0, tall, u, 0, !tall, a, 0);
        algebra.matmul(k, k, k, a, 0, false, a, 0, false, aa, 0);
        for (int i = 0; i < k * k; i++) {
          a[i] = -4.7750f * a[i] + 2.0315f * aa[i];
        }
        if (tall) {
          algebra.matmul(rows, k, k, u, 0, false, a, 0, false, next, 0);
        } else {
          algebra.matmul(k, k, columns, a, 0, false, u, 0, false, next, 0);
        }
        for (int i = 0; i < n; i++) {
          u[i] = 3.4445f * u[i] + next[i];
        }
      }
    }
  }
}
