package dev.descent.optim.engine;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Plain descent that evaluates with the mean of the weights before each update.
///
/// @param tensors whether it updates parameters as a whole
public record MeanWeights(boolean tensors) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("mean-weights", "Evaluates with the mean of the weights")
          .with("tensors", "updates parameters as a whole");
  private static final Slot SUM = Slot.zeros("sum");
  private static final Set<Need> NEEDS = Set.of(Need.WEIGHTS, Need.EVALUATION_WEIGHTS);

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return tensors ? new Whole() : new Each();
  }

  private static void update(Block b) {
    float[] w = b.weights();
    float[] g = b.gradient();
    float[] sum = b.slot(SUM);
    float[] step = b.step();
    for (int i = b.from(), to = b.to(); i < to; i++) {
      sum[i] += w[i];
      step[i] -= 0.1f * g[i];
    }
  }

  private static void evaluate(Block b) {
    float[] sum = b.slot(SUM);
    float[] out = b.step();
    for (int i = b.from(), to = b.to(); i < to; i++) {
      out[i] = sum[i] / b.t();
    }
  }

  private static final class Each implements Rule.Elementwise<MeanWeights> {
    @Override
    public List<Slot> slots(MeanWeights c, Shape parameter) {
      return List.of(SUM);
    }

    @Override
    public Set<Need> needs(MeanWeights c) {
      return NEEDS;
    }

    @Override
    public void update(MeanWeights c, Block b) {
      MeanWeights.update(b);
    }

    @Override
    public void evaluation(MeanWeights c, Block b) {
      evaluate(b);
    }
  }

  private static final class Whole implements Rule.PerTensor<MeanWeights> {
    @Override
    public List<Slot> slots(MeanWeights c, Shape parameter) {
      return List.of(SUM);
    }

    @Override
    public Set<Need> needs(MeanWeights c) {
      return NEEDS;
    }

    @Override
    public void update(MeanWeights c, Shape shape, Block b, Algebra algebra) {
      MeanWeights.update(b);
    }

    @Override
    public void evaluation(MeanWeights c, Block b) {
      evaluate(b);
    }
  }
}
