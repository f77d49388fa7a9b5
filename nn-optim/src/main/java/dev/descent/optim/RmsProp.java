package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// RMSprop: divides the gradient by the root of a running mean of its squares, with or without
/// centering and momentum.
///
/// ```
/// vₜ = ρ·vₜ₋₁ + (1 − ρ)·gₜ²,   v₀ = initialMeanSquare
/// aₜ = ρ·aₜ₋₁ + (1 − ρ)·gₜ                     centered only, else 0
/// dₜ = gₜ / (√(v̂ₜ − âₜ²) + ε)                  or / √(v̂ₜ − âₜ² + ε) with epsilonInRoot
/// bₜ = μ·bₜ₋₁ + dₜ,   uₜ = bₜ, or dₜ + μ·bₜ with nesterov; uₜ = dₜ if μ = 0
/// θₜ = θₜ₋₁ − α·λ′·θₜ₋₁ − α·uₜ
/// ```
///
/// **Shapes.** v, a and b have the shape of θ; v̂ and â are v and a, divided by 1 − ρᵗ with
/// biasCorrection. t counts the updates of this parameter, from 1. g includes the L2 penalty
/// λ·θₜ₋₁. **Defaults.** α 1e-2, ρ 0.99, ε 1e-8, everything else 0: PyTorch's. **State.** One to
/// three tensors like θ, saved as `meanSquare`, `mean` and `momentum`. **Differs from.** PyTorch
/// has ε outside the root and α outside the momentum; optax, Keras and TensorFlow 1 have both
/// inside (with learningRateInMomentum b gathers α·d, so that a schedule does not act on old
/// steps); TensorFlow 1 starts v at 1. The presets of [RmsPropConfig] say which. **Numerics.**
/// Computed in `float`; a variance that rounding makes negative is taken as 0, where PyTorch has a
/// NaN.
///
/// @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton
///   (2012), lecture 6e</a>
/// @see <a href="https://arxiv.org/abs/1308.0850">Graves (2013), section 4.2, centered</a>
public final class RmsProp implements Rule.Elementwise<RmsPropConfig> {
  private static final Slot MEAN_SQUARE = Slot.zeros("meanSquare").gains(2);
  private static final Slot MEAN = Slot.zeros("mean").gains(1);
  private static final Slot MOMENTUM = Slot.zeros("momentum");

  @Override
  public List<Slot> slots(RmsPropConfig config, Shape parameter) {
    if (config.momentum() == 0) {
      return config.centered() ? List.of(MEAN_SQUARE, MEAN) : List.of(MEAN_SQUARE);
    }
    return config.centered()
        ? List.of(MEAN_SQUARE, MEAN, MOMENTUM)
        : List.of(MEAN_SQUARE, MOMENTUM);
  }

  @Override
  public Set<Need> needs(RmsPropConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public double decay(RmsPropConfig config, Step step) {
    return config.learningRate() * config.decoupledDecay();
  }

  @Override
  public double reach(RmsPropConfig config, double gradient, double slots) {
    if (config.momentum() > 0) {
      return Double.POSITIVE_INFINITY;
    }
    double least = config.epsilonInRoot() ? Math.sqrt(config.epsilon()) : config.epsilon();
    return config.learningRate() * gradient / least;
  }

  @Override
  public void update(RmsPropConfig config, Block block) {
    if (!config.centered() && config.momentum() == 0) {
      plain(config, block);
    } else {
      general(config, block);
    }
  }

  /// The usual case in one loop, with the bits of the general one.
  private static void plain(RmsPropConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights(); // 0 times any number will do
    float[] step = block.step();
    float[] v = block.slot(MEAN_SQUARE);
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float keep = (float) config.decay();
    float fresh = (float) (1 - config.decay());
    float first = block.t() == 1 ? (float) (config.decay() * config.initialMeanSquare()) : 0f;
    float square = config.biasCorrection() ? (float) (1 / block.debias(config.decay())) : 1f;
    float in = config.epsilonInRoot() ? (float) config.epsilon() : 0f;
    float out = config.epsilonInRoot() ? 0f : (float) config.epsilon();
    float rate = (float) config.learningRate();
    if (penalty == 0 && first == 0 && square == 1 && in == 0) { // the usual case of the usual case
      for (int i = block.from(), to = block.to(); i < to; i++) {
        float gi = scale * g[i];
        float vi = keep * v[i] + fresh * gi * gi;
        v[i] = vi;
        step[i] -= rate * gi / ((float) Math.sqrt(vi) + out);
      }
      return;
    }
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float vi = keep * v[i] + first + fresh * gi * gi;
      v[i] = vi;
      step[i] -= rate * gi / ((float) Math.sqrt(square * vi + in) + out);
    }
  }

  private static void general(RmsPropConfig config, Block block) {
    average(config, block);
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights(); // 0 times any number will do
    float[] step = block.step();
    float[] v = block.slot(MEAN_SQUARE);
    float[] a = config.centered() ? block.slot(MEAN) : g;
    double correction = config.biasCorrection() ? 1 / block.debias(config.decay()) : 1;
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float square = (float) correction;
    float mean = config.centered() ? square : 0f;
    float in = config.epsilonInRoot() ? (float) config.epsilon() : 0f;
    float out = config.epsilonInRoot() ? 0f : (float) config.epsilon();
    float rate = (float) config.learningRate();
    if (config.momentum() == 0) {
      for (int i = block.from(), to = block.to(); i < to; i++) {
        float gi = scale * g[i] + penalty * w[i];
        float ai = mean * a[i];
        float variance = Math.max(square * v[i] - ai * ai, 0f);
        step[i] -= rate * gi / ((float) Math.sqrt(variance + in) + out);
      }
      return;
    }
    float[] b = block.slot(MOMENTUM);
    float keep = (float) config.momentum();
    float inner = config.learningRateInMomentum() ? rate : 1f;
    float outer = config.learningRateInMomentum() ? 1f : rate;
    float own = config.nesterov() ? 1f : 0f; // u = own·d + old·b
    float old = config.nesterov() ? keep : 1f;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float ai = mean * a[i];
      float variance = Math.max(square * v[i] - ai * ai, 0f);
      float di = inner * gi / ((float) Math.sqrt(variance + in) + out);
      float bi = keep * b[i] + di;
      b[i] = bi;
      step[i] -= outer * (own * di + old * bi);
    }
  }

  private static void average(RmsPropConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights();
    float[] v = block.slot(MEAN_SQUARE);
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float keep = (float) config.decay();
    float fresh = (float) (1 - config.decay());
    float first = block.t() == 1 ? (float) (config.decay() * config.initialMeanSquare()) : 0f;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      v[i] = keep * v[i] + first + fresh * gi * gi;
    }
    if (config.centered()) {
      float[] a = block.slot(MEAN);
      for (int i = block.from(), to = block.to(); i < to; i++) {
        a[i] = keep * a[i] + fresh * (scale * g[i] + penalty * w[i]);
      }
    }
  }
}
