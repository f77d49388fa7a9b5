package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// A wrapper in which slow weights follow those of another optimizer, which restarts from them.
///
/// ```
/// θₜ by the optimizer inside                  fast weights
/// every k steps:  φ ← φ + α·(θₜ − φ),  θₜ ← φ
/// ```
///
/// **Shapes.** φ has the shape of θ; t counts the updates of this parameter, from 1. **Defaults.**
/// k 5, α 0.5, as in the paper. **State.** One tensor like θ, saved as `lookahead.slow`.
/// **Inside.** The optimizer inside keeps its state at a meeting, or begins anew (`resetState`, as
/// in optax): moments and counts. The paper describes both. Random draws, which follow the count,
/// come again after each meeting. **Evaluation.** With φ. **Differs from.** optax starts φ at the
/// initial weights, timm (`lateStart`) at those of step k; schedules of what is inside go on at a
/// meeting, in optax they begin anew too. **Numerics.** Computed in `float`.
///
/// @see <a href="https://arxiv.org/abs/1907.08610">Zhang et al. (2019), algorithm 1</a>
public final class Lookahead implements Rule.Elementwise<LookaheadConfig> {
  private static final Slot SLOW = Slot.weights("slow");

  @Override
  public List<Slot> slots(LookaheadConfig config, Shape parameter) {
    return List.of(SLOW);
  }

  @Override
  public Set<Need> needs(LookaheadConfig config) {
    return Set.of(Need.EVALUATION_WEIGHTS);
  }

  @Override
  public long restart(LookaheadConfig config) {
    return config.resetState() ? config.period() : 0;
  }

  @Override
  public void update(LookaheadConfig config, Block block) {
    if (block.t() % config.period() != 0) {
      return;
    }
    float[] w = block.weights();
    float[] step = block.step();
    float[] slow = block.slot(SLOW);
    boolean first = config.lateStart() && block.t() == config.period();
    float share = first ? 1 : (float) config.slowStepSize();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float next = share == 1 ? w[i] + step[i] : slow[i] + share * (w[i] + step[i] - slow[i]);
      slow[i] = next;
      step[i] = share == 1 ? step[i] : next - w[i];
    }
  }

  @Override
  public void evaluation(LookaheadConfig config, Block block) {
    boolean none = config.lateStart() && block.t() < config.period();
    float[] from = none ? block.weights() : block.slot(SLOW);
    System.arraycopy(from, block.from(), block.step(), block.from(), block.to() - block.from());
  }
}
