package dev.descent.optim;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// ASGD: gradient descent with a slowly falling learning rate, and the average of the weights to
/// evaluate with.
///
/// ```
/// ηₜ = α/(1 + λ·α·(t − 1))ᵃ
/// θₜ = θₜ₋₁ − ηₜ·λ·θₜ₋₁ − ηₜ·gₜ
/// θ̄ₜ = θ̄ₜ₋₁ + (θₜ − θ̄ₜ₋₁)/max(1, t − 1 − t₀)
/// ```
///
/// **Shapes.** θ̄ has the shape of θ. t counts the updates of this parameter, from 1. g includes
/// the L2 penalty. **Defaults.** α 1e-2, λ 1e-4, a 0.75, t₀ 1,000,000: PyTorch's. **State.** One
/// tensor like θ, saved as `average`: the weights to evaluate with and to ship. **Differs from.**
/// Nothing in PyTorch with a constant α. Under a schedule η follows the α of this step, where
/// PyTorch takes that of the step before. With the default t₀ the average is θ for a million steps.
/// λ holds for all parameters, also where biases and norms are spared of decay (`weightDecay`): it
/// is what makes η fall. **Numerics.** Computed in `float`, η in `double` with [Elementary#pow].
///
/// @see <a href="https://doi.org/10.1137/0330046">Polyak and Juditsky (1992)</a>
public final class Asgd implements Rule.Elementwise<AsgdConfig> {
  private static final Slot AVERAGE = Slot.weights("average");

  @Override
  public List<Slot> slots(AsgdConfig config, Shape parameter) {
    return List.of(AVERAGE);
  }

  @Override
  public Set<Need> needs(AsgdConfig config) {
    return Set.of(Need.WEIGHTS, Need.EVALUATION_WEIGHTS);
  }

  @Override
  public void update(AsgdConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = block.weights();
    float[] step = block.step();
    float[] average = block.slot(AVERAGE);
    long before = block.t() - 1;
    double fall = 1 + config.lambda() * config.learningRate() * before;
    double mean = 1.0 / Math.max(1, before - config.t0());
    float scale = block.scale();
    float rate = (float) (config.learningRate() / Elementary.pow(fall, config.alpha()));
    float penalty = (float) (config.weightDecay() + config.lambda());
    float fresh = (float) mean;
    float keep = (float) (1 - mean);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float wi = w[i];
      float d = rate * (scale * g[i] + penalty * wi);
      step[i] -= d;
      average[i] = keep * average[i] + fresh * (wi - d);
    }
  }

  @Override
  public void evaluation(AsgdConfig config, Block block) {
    int from = block.from();
    System.arraycopy(block.slot(AVERAGE), from, block.step(), from, block.to() - from);
  }
}
