package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// COCOB-Backprop: every coordinate bets a share of its coins on the sign of the next gradient, and
/// what it has won is how far it goes. There is no learning rate.
///
/// ```
/// cₜ = α·(∇f(θₜ₋₁) + λ·θₜ₋₁)                 everything below is elementwise
/// Lₜ = max(Lₜ₋₁, |cₜ|)                       largest gradient, L₀ = ε
/// Gₜ = Gₜ₋₁ + |cₜ|
/// Rₜ = max(Rₜ₋₁ − cₜ·(θₜ₋₁ − θ₀), 0)         reward
/// Sₜ = Sₜ₋₁ − cₜ
/// θₜ = θ₀ + Sₜ/(Lₜ·max(Gₜ + Lₜ, a·Lₜ))·(Lₜ + Rₜ)
/// ```
///
/// **Shapes.** Everything has the shape of θ. **Defaults.** α 1, a 100, ε 1e-8, λ 0: the paper's.
/// **State.** Five tensors like θ, saved as `start`, `largest`, `magnitudes`, `reward` and `sum`.
/// **Differs from.** Nothing in optax; α is no part of the paper, and scaling all gradients by one
/// factor from the start changes next to nothing. **Numerics.** Computed in `float`.
///
/// @see <a href="https://arxiv.org/abs/1705.07795">Orabona and Tommasi (2017), algorithm 2</a>
public final class Cocob implements Rule.Elementwise<CocobConfig> {
  private static final Slot START = Slot.weights("start");
  private static final Slot MAGNITUDES = Slot.zeros("magnitudes");
  private static final Slot REWARD = Slot.zeros("reward");
  private static final Slot SUM = Slot.zeros("sum");
  private static final Slot LARGEST = Slot.zeros("largest");

  @Override
  public List<Slot> slots(CocobConfig config, Shape parameter) {
    return List.of(START, LARGEST, MAGNITUDES, REWARD, SUM);
  }

  @Override
  public Set<Need> needs(CocobConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public void update(CocobConfig config, Block block) {
    float[] w = block.weights();
    float[] g = block.gradient();
    float[] step = block.step();
    float[] start = block.slot(START);
    float[] largest = block.slot(LARGEST);
    float[] magnitudes = block.slot(MAGNITUDES);
    float[] reward = block.slot(REWARD);
    float[] sum = block.slot(SUM);
    float scale = (float) (config.learningRate() * block.scale());
    float penalty = (float) (config.learningRate() * config.weightDecay());
    float alpha = (float) config.alpha();
    float least = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float wi = w[i];
      float c = scale * g[i] + penalty * wi;
      float size = Math.abs(c);
      float l = Math.max(Math.max(largest[i], least), size);
      float all = magnitudes[i] + size;
      float won = Math.max(reward[i] - c * (wi - start[i]), 0);
      float s = sum[i] - c;
      largest[i] = l;
      magnitudes[i] = all;
      reward[i] = won;
      sum[i] = s;
      float target = start[i] + s / Math.max(all + l, alpha * l) * (1 + won / l);
      step[i] += target - wi;
    }
  }
}
