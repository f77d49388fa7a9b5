package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// A wrapper that trains as the optimizer inside and evaluates with an exponential moving average
/// of the weights.
///
/// ```
/// θ̄₁ = θ₁,   θ̄ₜ = β·θ̄ₜ₋₁ + (1 − β)·θₜ
/// ```
///
/// **Shapes.** θ̄ has the shape of θ; t counts the updates of this parameter, from 1. **Defaults.**
/// β 0.999. With warm-up it is min(β, (1 + t)/(10 + t)), as in TensorFlow. **State.** One tensor
/// like θ, saved as `ema.average`. **Evaluation.** With θ̄; the initial weights take no part, as in
/// PyTorch's `AveragedModel`. Training weights are not touched. Running statistics of normalizing
/// layers belong to the training weights: see the trainer's policies. **Numerics.** Computed in
/// `float`, in differences: where nothing moves no bit changes.
///
/// @see <a href="https://doi.org/10.1137/0330046">Polyak and Juditsky (1992)</a>
public final class Ema implements Rule.Elementwise<EmaConfig> {
  private static final Slot AVERAGE = Slot.zeros("average");

  @Override
  public List<Slot> slots(EmaConfig config, Shape parameter) {
    return List.of(AVERAGE);
  }

  @Override
  public Set<Need> needs(EmaConfig config) {
    return Set.of(Need.EVALUATION_WEIGHTS);
  }

  @Override
  public void update(EmaConfig config, Block block) {
    double t = block.t();
    double decay = config.warmup() ? Math.min(config.decay(), (1 + t) / (10 + t)) : config.decay();
    Averages.move(block, AVERAGE, block.t() == 1 ? 1 : 1 - decay);
  }

  @Override
  public void evaluation(EmaConfig config, Block block) {
    Averages.copy(block, block.slot(AVERAGE));
  }
}
