package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// A wrapper that sums steps up and lets them through at every k-th.
///
/// ```
/// sₜ = sₜ₋₁ + uₜ                              uₜ: the step of the optimizer inside
/// every k steps:  θₜ = θₜ₋₁ + sₜ,  sₜ ← 0;  else θₜ = θₜ₋₁
/// ```
///
/// **Shapes.** s has the shape of θ; t counts the updates of this parameter, from 1. **Defaults.**
/// k 1: nothing changes. **State.** One tensor like θ, saved as `apply-every.sum`. **Differs
/// from.** Accumulation of gradients (`accumulate`), where the optimizer sees one gradient in k
/// steps; here it sees each. optax's `apply_every` is the same. An optimizer whose every step is a
/// whole one, to the minimum of its model (L-BFGS, a line search), goes k times too far: take
/// `accumulate` there. **Numerics.** Summed in `float`.
public final class ApplyEvery implements Rule.Elementwise<ApplyEveryConfig> {
  private static final Slot SUM = Slot.zeros("sum");

  @Override
  public List<Slot> slots(ApplyEveryConfig config, Shape parameter) {
    return List.of(SUM);
  }

  @Override
  public void update(ApplyEveryConfig config, Block block) {
    float[] step = block.step();
    float[] sum = block.slot(SUM);
    boolean through = block.t() % config.period() == 0;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float all = sum[i] + step[i];
      sum[i] = through ? 0 : all;
      step[i] = through ? all : 0;
    }
  }
}
