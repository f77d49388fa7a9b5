package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// Gradient descent, `w <- w - rate * gradient`, with momentum, Nesterov's look-ahead, L2 penalty
/// and decoupled weight decay.
///
/// ```
/// gₜ = ∇f(θₜ₋₁) + λ·θₜ₋₁                     L2 penalty
/// bₜ = gₜ if t = 1, else μ·bₜ₋₁ + (1 − τ)·gₜ   momentum
/// uₜ = gₜ if μ = 0;  gₜ + μ·bₜ with nesterov;  else bₜ
/// θₜ = θₜ₋₁ − α·λ′·θₜ₋₁ − α·uₜ
/// ```
///
/// With `learningRateInMomentum` b gathers α·g in the place of g, and the last term is uₜ with α·gₜ
/// in the place of gₜ.
///
/// Whether this is full-batch, stochastic or mini-batch gradient descent is a matter of the batches
/// it is given.
///
/// **Shapes.** g and b have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, everything else 0: PyTorch's. **State.** One tensor like θ, saved as
/// `momentum`; none if μ is 0. **Differs from.** As PyTorch, the first gradient enters b
/// undampened, and α is applied after the momentum, so a schedule acts at once on the whole of b.
/// Keras applies it before ([SgdConfig#keras]): what has been gathered keeps the rate that it came
/// with. While α is constant the two are one. **Numerics.** Computed in `float`; α, μ, τ and λ are
/// rounded to `float` once a step.
///
/// @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al. (2013)</a>
public final class Sgd implements Rule.Elementwise<SgdConfig> {
  static final Slot MOMENTUM = Slot.zeros("momentum");
  static final List<Slot> STATE = List.of(MOMENTUM.gains(1));

  @Override
  public List<Slot> slots(SgdConfig config, Shape parameter) {
    if (config.momentum() == 0) {
      return List.of();
    }
    return config.learningRateInMomentum() ? List.of(MOMENTUM) : STATE; // α·g can be more than g
  }

  @Override
  public Set<Need> needs(SgdConfig config) {
    return config.weightDecay() == 0 ? Set.of(Need.DECAY) : Set.of(Need.WEIGHTS, Need.DECAY);
  }

  @Override
  public double decay(SgdConfig config, Step step) {
    return config.learningRate() * config.decoupledDecay();
  }

  @Override
  public OptionalDouble descent(SgdConfig config) {
    return config.momentum() == 0 && config.weightDecay() == 0
        ? OptionalDouble.of(config.learningRate())
        : OptionalDouble.empty();
  }

  @Override
  public double reach(SgdConfig config, double gradient, double slots) {
    return config.learningRateInMomentum()
        ? Double.POSITIVE_INFINITY
        : config.learningRate() * (gradient + slots);
  }

  @Override
  public void update(SgdConfig config, Block block) {
    if (config.momentum() == 0 && config.weightDecay() == 0) {
      block.descend((float) config.learningRate());
      return;
    }
    boolean inside = config.learningRateInMomentum() && config.momentum() > 0;
    move(
        block,
        inside ? 1 : config.learningRate(),
        inside ? config.learningRate() : 1,
        config.weightDecay(),
        config.momentum(),
        config.dampening(),
        config.nesterov());
  }

  /// One step with a gradient, its penalty included, that is `gain` times as large.
  static void move(
      Block block,
      double alpha,
      double gain,
      double lambda,
      double mu,
      double dampening,
      boolean nesterov) {
    float[] g = block.gradient();
    float[] w = lambda == 0 ? g : block.weights(); // 0 times any finite number will do
    float[] step = block.step();
    float scale = (float) (gain * block.scale());
    float penalty = (float) (gain * lambda);
    float rate = (float) alpha;
    float decay = block.decay();
    if (mu == 0 && lambda == 0) {
      for (int i = block.from(), to = block.to(); i < to; i++) {
        float si = step[i];
        step[i] = si - decay * si - rate * (scale * g[i]);
      }
      return;
    }
    if (mu == 0) {
      for (int i = block.from(), to = block.to(); i < to; i++) {
        float si = step[i];
        step[i] = si - decay * si - rate * (scale * g[i] + penalty * w[i]);
      }
      return;
    }
    float[] b = block.slot(MOMENTUM);
    float keep = (float) mu;
    float fresh = block.t() == 1 ? 1f : (float) (1 - dampening);
    float own = nesterov ? 1f : 0f; // u = own·g + old·b
    float old = nesterov ? keep : 1f;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float bi = keep * b[i] + fresh * gi;
      b[i] = bi;
      float si = step[i];
      step[i] = si - decay * si - rate * (own * gi + old * bi);
    }
  }
}
