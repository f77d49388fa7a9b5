package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// MoMo-Adam: Adam's direction with the rate of [Momo], at most α.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ                 first moment
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                second moment, elementwise
/// fₜ = β₁·fₜ₋₁ + (1 − β₁)·loss,  γₜ = β₁·γₜ₋₁ + (1 − β₁)·⟨gₜ, θₜ₋₁⟩
/// uₜ = mₜ/(√(vₜ/(1 − β₂ᵗ)) + ε),  bₜ = 1 − β₁ᵗ
/// τₜ = min(α/bₜ, ((1 + α·λ)·(fₜ − bₜ·f* − γₜ) + ⟨mₜ, θₜ₋₁⟩)₊/⟨mₜ, uₜ⟩)
/// θₜ = θₜ₋₁ − α·λ/(1 + α·λ)·θₜ₋₁ − τₜ·uₜ
/// ```
///
/// The sums go over the whole group, the loss is the model's. **Shapes.** m, v, u and g have the
/// shape of θ. **Defaults.** α 1e-2, β₁ 0.9, β₂ 0.999, ε 1e-8, f* 0, λ 0, the bound fixed: the
/// paper's. **State.** Two tensors like θ, saved as `m` and `v`, and seven numbers of the group;
/// another tensor as work space. **Differs from.** Nothing in optax. Needs the loss of every step.
/// Two passes a step. **Numerics.** Tensors in `float`, the model in `double`.
///
/// @see <a href="https://arxiv.org/abs/2305.07583">Schaipp et al. (2023), algorithm 2</a>
public final class MomoAdam implements Rule.Elementwise<MomoAdamConfig> {
  private static final Slot DIRECTION = Slot.scratch("direction");

  @Override
  public List<Slot> slots(MomoAdamConfig config, Shape parameter) {
    return List.of(Adam.M, Adam.V, DIRECTION);
  }

  @Override
  public List<Scalar> scalars(MomoAdamConfig config) {
    List<Scalar> scalars = new ArrayList<>(LossModel.SCALARS);
    scalars.add(Estimate.POWER_1);
    return scalars;
  }

  @Override
  public List<Total> totals(MomoAdamConfig config) {
    return LossModel.TOTALS;
  }

  @Override
  public Set<Need> needs(MomoAdamConfig config) {
    return Set.of(Need.WEIGHTS, Need.LOSS);
  }

  @Override
  public void begin(MomoAdamConfig config, Step step) {
    LossModel.begin(step, config.beta1(), false);
  }

  @Override
  public double decay(MomoAdamConfig config, Step step) {
    double share = config.learningRate() * config.weightDecay();
    return share / (1 + share);
  }

  @Override
  public void update(MomoAdamConfig config, Block block) {
    float[] direction = block.slot(DIRECTION);
    if (block.sweep() == 0) {
      gather(config, block, direction);
      return;
    }
    float[] step = block.step();
    float rate = (float) block.get(LossModel.RATE);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * direction[i];
    }
  }

  private static void gather(MomoAdamConfig config, Block block, float[] direction) {
    float[] w = block.weights();
    float[] g = block.gradient();
    float[] m = block.slot(Adam.M);
    float[] v = block.slot(Adam.V);
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float root = (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      direction[i] = mi / ((float) Math.sqrt(vi) * root + eps);
    }
    block.add(LossModel.WORK, scale * block.dot(g, w));
    block.add(LossModel.NORM, block.dot(m, direction));
    block.add(LossModel.PRODUCT, block.dot(m, w));
  }

  @Override
  public boolean end(MomoAdamConfig config, Step step) {
    if (step.sweep() == 1) {
      return false;
    }
    LossModel.advance(
        step,
        config.learningRate(),
        config.weightDecay(),
        config.lowerBound(),
        config.adaptLowerBound(),
        Estimate.debias(step, Estimate.POWER_1, config.beta1()));
    return true;
  }
}
