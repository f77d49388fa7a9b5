package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// Rprop: each weight has a step length of its own, which grows while the sign of its gradient
/// stays and shrinks where it changes. For gradients of the whole data; the noise of batches looks
/// like changes of sign.
///
/// ```
/// sₜ = sign(gₜ)·sign(hₜ₋₁)
/// Δₜ = clamp(Δₜ₋₁ · (η⁺ if sₜ > 0, η⁻ if sₜ < 0, else 1), minStep, maxStep),   Δ₀ = initialStep
/// hₜ = 0 if sₜ < 0, else gₜ
/// θₜ = θₜ₋₁ − Δₜ·sign(hₜ)
/// ```
///
/// **Shapes.** Δ and h have the shape of θ. **Defaults.** Δ₀ 1e-2, η⁻ 0.5, η⁺ 1.2, Δ in [1e-6, 50].
/// **State.** Two tensors like θ, saved as `length` and `sign` (of h). **Differs from.** Where the
/// sign has changed the weight stays, as in PyTorch (iRprop⁻ of Igel and Hüsken); the paper of 1993
/// takes the last step back. optax 0.2.8 keeps Δₜ·sign(hₜ) for the next call, which makes that step
/// unless sₜ₊₁ < 0, where it is never made; the first call makes none. That is a mistake, which is
/// not followed. There is no learning rate: a schedule has nothing to act on but the limits.
/// **Numerics.** Computed in `float`, by signs only, so a product of tiny gradients does not
/// vanish.
///
/// @see <a href="https://doi.org/10.1109/ICNN.1993.298623">Riedmiller and Braun (1993)</a>
/// @see <a href="https://doi.org/10.1016/S0925-2312(01)00700-7">Igel and Hüsken (2003), iRprop⁻</a>
public final class Rprop implements Rule.Elementwise<RpropConfig> {
  private static final Slot LENGTH = Slot.zeros("length");
  private static final Slot SIGN = Slot.zeros("sign");

  @Override
  public List<Slot> slots(RpropConfig config, Shape parameter) {
    return List.of(LENGTH, SIGN);
  }

  @Override
  public void update(RpropConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] length = block.slot(LENGTH);
    float[] sign = block.slot(SIGN);
    float scale = block.scale();
    float first = block.t() == 1 ? (float) config.initialStep() : 0f;
    float shrink = (float) config.etaMinus();
    float grow = (float) config.etaPlus();
    float min = (float) config.minStep();
    float max = (float) config.maxStep();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float now = Math.signum(scale * g[i]);
      float s = now * sign[i];
      float kept = Math.max(s, 0f); // 1 or 0
      float changed = Math.max(-s, 0f);
      float factor = kept * grow + changed * shrink + (1 - kept - changed);
      float di = Math.min(Math.max((length[i] + first) * factor, min), max);
      float hi = (1 - changed) * now;
      length[i] = di;
      sign[i] = hi;
      step[i] -= di * hi;
    }
  }
}
