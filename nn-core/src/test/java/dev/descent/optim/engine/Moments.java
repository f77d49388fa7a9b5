package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// Adam with decoupled decay.
public record Moments(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("moments", "Adam with decoupled decay")
          .paper("Kingma and Ba (2015)", "https://arxiv.org/abs/1412.6980")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with("beta1", Range.rightOpen(0, 1), "decay of the first moment")
          .with("beta2", Range.rightOpen(0, 1), "decay of the second moment")
          .with("epsilon", Range.atLeast(0), "added to the root")
          .decay("weightDecay", "decoupled decay");

  public Moments {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  public Moments() {
    this(1e-3, 0.9, 0.999, 1e-8, 0);
  }

  static Moments of(double learningRate) {
    return new Moments(learningRate, 0.9, 0.999, 1e-8, 0);
  }

  Moments withWeightDecay(double value) {
    return new Moments(learningRate, beta1, beta2, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Moments> {
    private static final Slot M = Slot.zeros("m").gains(1);
    private static final Slot V = Slot.zeros("v").gains(2);

    @Override
    public List<Slot> slots(Moments c, Shape parameter) {
      return List.of(M, V);
    }

    @Override
    public double decay(Moments c, Step s) {
      return c.learningRate() * c.weightDecay();
    }

    @Override
    public void update(Moments c, Block b) {
      float[] g = b.gradient();
      float[] step = b.step();
      float[] m = b.slot(M);
      float[] v = b.slot(V);
      float s = b.scale();
      float b1 = (float) c.beta1();
      float a1 = (float) (1 - c.beta1());
      float b2 = (float) c.beta2();
      float a2 = (float) (1 - c.beta2());
      float rate = (float) (c.learningRate() / b.debias(c.beta1()));
      float root = (float) (1 / Math.sqrt(b.debias(c.beta2())));
      float eps = (float) c.epsilon();
      for (int i = b.from(), to = b.to(); i < to; i++) {
        float gi = s * g[i];
        float mi = b1 * m[i] + a1 * gi;
        float vi = b2 * v[i] + a2 * gi * gi;
        m[i] = mi;
        v[i] = vi;
        step[i] -= rate * mi / ((float) Math.sqrt(vi) * root + eps);
      }
    }
  }
}
