package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import java.util.List;
import java.util.Set;

/// A wrapper that drops what of a step goes up along the gradient, and lengthens the rest.
///
/// ```
/// m = 1 where u·g > 0, else 0                 u: what the optimizer inside would subtract
/// θₜ = θₜ₋₁ − λ·θₜ₋₁ − u·m/max(mean(m), ε)     the mean over each parameter
/// ```
///
/// **Shapes.** By element; the mean is that of a parameter. **Defaults.** ε 1e-3, as timm.
/// **State.** None. **Differs from.** The paper divides by mean(m) + 1/n. Decay λ that the
/// optimizer inside declares is not masked; an L2 penalty is part of u. Around what timm can make
/// cautious this is the same, but for three of its optimizers: its Adan masks the mean of gradients
/// alone, so that a whole step may go up; its LAMB measures the step that is masked already; its
/// MARS keeps the masked mean for the next step. **Numerics.** Exact, but for one rounding of the
/// factor.
///
/// @see <a href="https://arxiv.org/abs/2411.16085">Liang et al. (2024), algorithm 1</a>
public final class Cautious implements Rule.Elementwise<CautiousConfig> {
  private static final Total KEPT = Total.ofParameter("kept");
  private static final Total ALL = Total.ofParameter("all");

  @Override
  public List<Total> totals(CautiousConfig config) {
    return List.of(KEPT, ALL);
  }

  @Override
  public Set<Need> needs(CautiousConfig config) {
    return Set.of(Need.DECAY);
  }

  @Override
  public boolean end(CautiousConfig config, Step step) {
    return step.sweep() == 0;
  }

  @Override
  public void update(CautiousConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float sign = Math.signum(block.scale());
    if (block.sweep() == 0) {
      int kept = 0;
      for (int i = block.from(), to = block.to(); i < to; i++) {
        kept += falls(step[i], sign * g[i]) ? 1 : 0;
      }
      block.add(KEPT, kept);
      block.add(ALL, block.to() - block.from());
      return;
    }
    float[] w = block.weights();
    float decay = block.decay();
    double share = block.total(KEPT) / block.total(ALL);
    float factor = (float) (1 / Math.max(share, config.least()));
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] = (falls(step[i], sign * g[i]) ? step[i] * factor : 0f) - decay * w[i];
    }
  }

  /// Whether a step goes down along a gradient; by signs, as a product of small numbers is 0.
  private static boolean falls(float step, float gradient) {
    return (step < 0 && gradient > 0) || (step > 0 && gradient < 0);
  }
}
