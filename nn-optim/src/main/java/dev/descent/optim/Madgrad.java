package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// MADGRAD: dual averaging with momentum. Weights move towards where the sum of all gradients,
/// divided by the cube root of the sum of their squares, leads from the initial weights.
///
/// ```
/// gₜ = ∇f(θₜ₋₁) + λ·θ′                       L2 penalty; θ′ = (1 − α·λ′)·θₜ₋₁ is decayed first
/// aₜ = (α + ε)·√t                            weight of this gradient
/// sₜ = sₜ₋₁ + aₜ·gₜ
/// vₜ = vₜ₋₁ + aₜ·gₜ²                         elementwise
/// zₜ = θ₀ − sₜ / (∛vₜ + ε)
/// θₜ = μ·θ′ + (1 − μ)·zₜ
/// ```
///
/// **Shapes.** s, v, z and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 0.01, μ 0.9, ε 1e-6, λ and λ′ 0, as in the paper. **State.** Three tensors like
/// θ, saved as `s`, `v` and `start`. **Differs from.** With α 0, aₜ is 0, so a warm-up from 0 does
/// not move; later on α 0 stops the sums, and the weights still go on towards z. Weight decay is
/// rarely needed: decay pulls to 0, this method to θ₀. **Numerics.** Computed in `float`, aₜ in
/// `double`; the cube root has less than one unit in the last place of error.
///
/// @see <a href="https://arxiv.org/abs/2101.11075">Defazio and Jelassi (2021), algorithm 1</a>
public final class Madgrad implements Rule.Elementwise<MadgradConfig> {
  private static final Slot S = Slot.zeros("s");
  private static final Slot V = Slot.zeros("v");
  private static final Slot START = Slot.weights("start");

  @Override
  public List<Slot> slots(MadgradConfig config, Shape parameter) {
    return List.of(S, V, START);
  }

  @Override
  public Set<Need> needs(MadgradConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public double decay(MadgradConfig config, Step step) {
    return config.learningRate() * config.decoupledDecay();
  }

  @Override
  public void update(MadgradConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = block.weights();
    float[] step = block.step();
    float[] s = block.slot(S);
    float[] v = block.slot(V);
    float[] start = block.slot(START);
    float scale = block.scale();
    double alpha = config.learningRate();
    float stays = (float) (1 - alpha * config.decoupledDecay());
    float penalty = (float) config.weightDecay();
    float weight =
        (float) (alpha == 0 ? 0 : (alpha + config.epsilon()) * Math.sqrt((double) block.t()));
    float moves = (float) (1 - config.momentum());
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float wi = stays * w[i];
      float gi = scale * g[i] + penalty * wi;
      float si = s[i] + weight * gi;
      float vi = v[i] + weight * gi * gi;
      s[i] = si;
      v[i] = vi;
      step[i] += moves * (start[i] - si / (CubeRoot.of(vi) + eps) - wi);
    }
  }
}
