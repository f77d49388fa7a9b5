package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// A wrapper that trains as the optimizer inside and evaluates with the mean of the weights from a
/// step on: stochastic weight averaging.
///
/// ```
/// θ̄ₙ = θ̄ₙ₋₁ + (θₜ − θ̄ₙ₋₁)/n                 for t = s + c, s + 2c, ...; n = 1, 2, ...
/// ```
///
/// **Shapes.** θ̄ has the shape of θ; t counts the updates of this parameter, from 1. **Defaults.**
/// s 0, c 1: the mean of all. The paper takes c as the steps of an epoch, or of a cycle of the
/// learning rate, and s as three quarters of the training. **State.** One tensor like θ, saved as
/// `swa.average`. **Evaluation.** With θ̄; before the first that counts, with θ. Running statistics
/// of normalizing layers belong to the training weights: see the trainer's policies. **Numerics.**
/// Computed in `float`, in differences: where nothing moves no bit changes.
///
/// @see <a href="https://arxiv.org/abs/1803.05407">Izmailov et al. (2018), algorithm 1</a>
public final class Swa implements Rule.Elementwise<SwaConfig> {
  private static final Slot AVERAGE = Slot.zeros("average");

  @Override
  public List<Slot> slots(SwaConfig config, Shape parameter) {
    return List.of(AVERAGE);
  }

  @Override
  public Set<Need> needs(SwaConfig config) {
    return Set.of(Need.EVALUATION_WEIGHTS);
  }

  @Override
  public void update(SwaConfig config, Block block) {
    long since = block.t() - config.start();
    if (since > 0 && since % config.period() == 0) {
      Averages.move(block, AVERAGE, (double) config.period() / since);
    }
  }

  @Override
  public void evaluation(SwaConfig config, Block block) {
    boolean none = block.t() - config.start() < config.period();
    Averages.copy(block, none ? block.weights() : block.slot(AVERAGE));
  }
}
