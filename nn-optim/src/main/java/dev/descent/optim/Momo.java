package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// MoMo: momentum with a Polyak rate, the one with which a linear model of the loss reaches its
/// lower bound, at most α.
///
/// ```
/// mₜ = β·mₜ₋₁ + (1 − β)·gₜ                   m₁ = g₁
/// fₜ = β·fₜ₋₁ + (1 − β)·loss                 f₁ = the first loss
/// γₜ = β·γₜ₋₁ + (1 − β)·⟨gₜ, θₜ₋₁⟩           γ₁ = ⟨g₁, θ₀⟩
/// τₜ = min(α, ((1 + α·λ)·(fₜ − f* − γₜ) + ⟨mₜ, θₜ₋₁⟩)₊/‖mₜ‖²)
/// θₜ = θₜ₋₁ − α·λ/(1 + α·λ)·θₜ₋₁ − τₜ·mₜ
/// ```
///
/// The sums go over the whole group, the loss is the model's. **Shapes.** m and g have the shape of
/// θ. **Defaults.** α 1, β 0.9, f* 0, λ 0, the bound fixed: the paper's. **State.** One tensor like
/// θ, saved as `m`, and six numbers of the group. **Differs from.** Nothing in optax. Needs the
/// loss of every step. Two passes a step. **Numerics.** Tensors in `float`, the model in `double`.
///
/// @see <a href="https://arxiv.org/abs/2305.07583">Schaipp et al. (2023), algorithm 1</a>
public final class Momo implements Rule.Elementwise<MomoConfig> {
  @Override
  public List<Slot> slots(MomoConfig config, Shape parameter) {
    return List.of(Adam.M);
  }

  @Override
  public List<Scalar> scalars(MomoConfig config) {
    return LossModel.SCALARS;
  }

  @Override
  public List<Total> totals(MomoConfig config) {
    return LossModel.TOTALS;
  }

  @Override
  public Set<Need> needs(MomoConfig config) {
    return Set.of(Need.WEIGHTS, Need.LOSS);
  }

  @Override
  public void begin(MomoConfig config, Step step) {
    LossModel.begin(step, config.beta(), true);
  }

  @Override
  public double decay(MomoConfig config, Step step) {
    double share = config.learningRate() * config.weightDecay();
    return share / (1 + share);
  }

  @Override
  public void update(MomoConfig config, Block block) {
    float[] w = block.weights();
    float[] g = block.gradient();
    float[] m = block.slot(Adam.M);
    if (block.sweep() == 0) {
      float keep = (float) block.get(LossModel.KEEP);
      float fresh = (float) ((1 - block.get(LossModel.KEEP)) * block.scale());
      for (int i = block.from(), to = block.to(); i < to; i++) {
        m[i] = keep * m[i] + fresh * g[i];
      }
      block.add(LossModel.WORK, block.scale() * block.dot(g, w));
      block.add(LossModel.NORM, block.dot(m, m));
      block.add(LossModel.PRODUCT, block.dot(m, w));
      return;
    }
    float[] step = block.step();
    float rate = (float) block.get(LossModel.RATE);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * m[i];
    }
  }

  @Override
  public boolean end(MomoConfig config, Step step) {
    if (step.sweep() == 1) {
      return false;
    }
    LossModel.advance(
        step,
        config.learningRate(),
        config.weightDecay(),
        config.lowerBound(),
        config.adaptLowerBound(),
        1);
    return true;
  }
}
