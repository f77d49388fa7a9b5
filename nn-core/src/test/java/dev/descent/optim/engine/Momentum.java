package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Gradient descent with momentum as PyTorch has it: a rule whose slots and needs depend on its
/// hyper-parameters.
public record Momentum(double learningRate, double momentum, boolean nesterov, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("momentum", "Gradient descent with momentum")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with("momentum", Range.rightOpen(0, 1), "decay of the running sum")
          .with("nesterov", "looks ahead")
          .decay("weightDecay", "L2 penalty");

  public Momentum {
    HYPER
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("weightDecay", weightDecay)
        .require(!nesterov || momentum > 0, "momentum", momentum, "> 0 with nesterov");
  }

  public Momentum() {
    this(0.01, 0, false, 0);
  }

  static Momentum plain(double learningRate) {
    return new Momentum(learningRate, 0, false, 0);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Momentum> {
    private static final Slot MOMENTUM = Slot.zeros("momentum");

    @Override
    public List<Slot> slots(Momentum c, Shape parameter) {
      return c.momentum() == 0 ? List.of() : List.of(MOMENTUM);
    }

    @Override
    public Set<Need> needs(Momentum c) {
      return c.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
    }

    @Override
    public void update(Momentum c, Block b) {
      float[] g = b.gradient();
      float[] w = c.weightDecay() == 0 ? g : b.weights();
      float[] step = b.step();
      float s = b.scale();
      float rate = (float) c.learningRate();
      float decay = (float) c.weightDecay();
      if (c.momentum() == 0) {
        for (int i = b.from(), to = b.to(); i < to; i++) {
          step[i] -= rate * (s * g[i] + decay * w[i]);
        }
        return;
      }
      float[] m = b.slot(MOMENTUM);
      float mu = (float) c.momentum();
      float own = c.nesterov() ? 1f : 0f;
      float old = c.nesterov() ? mu : 1f;
      for (int i = b.from(), to = b.to(); i < to; i++) {
        float gi = s * g[i] + decay * w[i];
        float mi = mu * m[i] + gi;
        m[i] = mi;
        step[i] -= rate * (own * gi + old * mi);
      }
    }
  }
}
