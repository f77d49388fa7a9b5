package com.example.signmomentum;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// Signum: steps by the sign of a running mean of gradients.
///
/// ```
/// mₜ = β·mₜ₋₁ + (1 − β)·gₜ
/// θₜ = θₜ₋₁ − α·sign(mₜ)
/// ```
public final class SignMomentum implements Rule.Elementwise<SignMomentumConfig> {
  private static final Slot M = Slot.zeros("m");

  @Override
  public List<Slot> slots(SignMomentumConfig config, Shape parameter) {
    return List.of(M);
  }

  @Override
  public void update(SignMomentumConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float scale = block.scale();
    float rate = (float) config.learningRate();
    float keep = (float) config.momentum();
    float fresh = (float) (1 - config.momentum());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      m[i] = keep * m[i] + fresh * (scale * g[i]);
      step[i] -= rate * Math.signum(m[i]);
    }
  }
}
