package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import java.util.Set;

/// A wrapper that lets the decoupled decay of the optimizer inside fall with the square of a
/// falling learning rate, which keeps the gradients of normalized layers from growing at the end.
///
/// ```
/// θₜ = θₜ₋₁ − u − (λₜ²/p)·θₜ₋₁                 λₜ = αₜ·λ, the decay of the optimizer inside
///                                             p = λ·max αₜ: the share is λ·αₜ²/max αₜ
/// ```
///
/// **Shapes.** By element. **Defaults.** p 1e-5; set it to the largest learning rate times the
/// weight decay. **State.** None. **Differs from.** Nothing where the learning rate is constant at
/// its peak. timm's `corrected_weight_decay` is the same. **Numerics.** Computed in `float`.
///
/// @see <a href="https://arxiv.org/abs/2506.02285">Defazio (2025), algorithm 1</a>
public final class CorrectedDecay implements Rule.Elementwise<CorrectedDecayConfig> {
  @Override
  public Set<Need> needs(CorrectedDecayConfig config) {
    return Set.of(Need.DECAY);
  }

  @Override
  public void update(CorrectedDecayConfig config, Block block) {
    float[] w = block.weights();
    float[] step = block.step();
    double share = block.decay();
    float decay = (float) (share * share / config.peak());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= decay * w[i];
    }
  }
}
