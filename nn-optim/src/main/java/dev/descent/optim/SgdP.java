package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// SGDP: [Sgd] that takes out of its step the part along the weights where only their direction
/// counts, as before a normalization; that part would only make them longer.
///
/// ```
/// bₜ = μ·bₜ₋₁ + (1 − τ)·gₜ
/// uₜ = bₜ, or gₜ + μ·bₜ with nesterov
/// pₜ = uₜ − θ̂·(θ̂·uₜ), θ̂ = θₜ₋₁/(‖θₜ₋₁‖ + ε), where max |cos(gₜ, θₜ₋₁)| < δ/√n; else uₜ
/// θₜ = θₜ₋₁ − α·λ·ρ/(1 − μ)·θₜ₋₁ − α·pₜ          ρ the decay ratio where projected, else 1
/// ```
///
/// The test is made for the rows of a parameter (the slices along its first axis, n elements each)
/// and, if it fails, for the parameter as a whole. Parameters with less than two axes are never
/// projected.
///
/// **Shapes.** b and g have the shape of θ. **Defaults.** α 1e-3, μ 0.9, λ 0, δ 0.1, ρ 0.1, ε 1e-8.
/// **State.** One tensor like θ, saved as `momentum`, and one to work in. **Differs from.** As the
/// authors' code and timm, the first gradient enters b dampened, and the decay is that of the
/// momentum's length, 1/(1 − μ). **Numerics.** Computed in `float`, inner products in leaves of
/// `float` added in `double`.
///
/// @see <a href="https://arxiv.org/abs/2006.08217">Heo et al. (2021), algorithm 2</a>
public final class SgdP implements Rule.PerTensor<SgdPConfig> {
  private static final Slot DIRECTION = Slot.scratch("direction");

  @Override
  public List<Slot> slots(SgdPConfig config, Shape parameter) {
    return List.of(Sgd.MOMENTUM, DIRECTION);
  }

  @Override
  public Set<Need> needs(SgdPConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public void update(SgdPConfig config, Shape shape, Block block, Algebra algebra) {
    float[] g = block.gradient();
    float[] w = block.weights();
    float[] step = block.step();
    float[] b = block.slot(Sgd.MOMENTUM);
    float[] u = block.slot(DIRECTION);
    float scale = block.scale();
    float keep = (float) config.momentum();
    float fresh = (float) (1 - config.dampening());
    float own = config.nesterov() ? 1f : 0f; // u = own·g + old·b
    float old = config.nesterov() ? keep : 1f;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float bi = keep * b[i] + fresh * gi;
      b[i] = bi;
      u[i] = own * gi + old * bi;
    }
    boolean projected =
        Projection.project(block, algebra, shape, u, config.delta(), config.epsilon());
    double ratio = projected ? config.decayRatio() : 1;
    double decay = config.weightDecay() * ratio / (1 - config.momentum());
    float share = (float) (config.learningRate() * decay);
    float rate = (float) config.learningRate();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= share * w[i] + rate * u[i];
    }
  }
}
