package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Adam: steps along a running mean of gradients, scaled by the root of a running mean of their
/// squares.
///
/// ```
/// gₜ = ∇f(θₜ₋₁) + λ·θₜ₋₁                     L2 penalty
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ                 first moment
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                second moment, elementwise
/// θₜ = θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / (√(vₜ/(1 − β₂ᵗ)) + ε)          or ε/√(1 − β₂ᵗ) with epsilonHat
/// ```
///
/// **Shapes.** m, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε 1e-8, as in section 2 of the paper; λ 0. **State.**
/// Two tensors like θ, saved as `m` and `v`. **Differs from.** ε is outside the root and after the
/// bias correction (algorithm 1, as PyTorch and optax); with epsilonHat it is added to the
/// uncorrected root, as in Keras: 1/√(1 − β₂ᵗ) times as large, 32 times in the first step. optax
/// can have another ε inside the root (epsilonRoot, 0 there as here): √(vₜ/(1 − β₂ᵗ) + ε′). λ is
/// the L2 penalty; [AdamW] has decoupled decay. **Numerics.** Computed in `float`, bias corrections
/// in `double` by repeated squaring ([Block#debias]).
///
/// @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015), algorithm 1</a>
public final class Adam implements Rule.Elementwise<AdamConfig> {
  static final Slot M = Slot.zeros("m");
  static final Slot V = Slot.zeros("v");
  static final List<Slot> MOMENTS = List.of(M.gains(1), V.gains(2));

  @Override
  public List<Slot> slots(AdamConfig config, Shape parameter) {
    return MOMENTS;
  }

  @Override
  public Set<Need> needs(AdamConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public double reach(AdamConfig config, double gradient, double slots) {
    return reach(
        config.learningRate(), config.beta1(), config.epsilon(), config.epsilonRoot(), slots);
  }

  /// Returns α · |m| / ((1 − β₁)·(√ε′ + ε)), more than which no step is: neither correction is
  /// below its first.
  static double reach(double alpha, double beta1, double epsilon, double inside, double slots) {
    return alpha * slots / ((1 - beta1) * (Math.sqrt(inside) + epsilon));
  }

  @Override
  public void update(AdamConfig config, Block block) {
    move(
        block,
        config.learningRate(),
        config.beta1(),
        config.beta2(),
        config.epsilon(),
        config.epsilonHat(),
        config.epsilonRoot(),
        config.weightDecay());
  }

  /// One step; [AdamW] is this without penalty, and the framework's decay.
  static void move(
      Block block,
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      boolean hat,
      double inside,
      double lambda) {
    float rate = (float) (alpha / block.debias(beta1));
    double root = 1 / Math.sqrt(block.debias(beta2));
    float added = (float) (hat ? epsilon * root : epsilon);
    if (inside > 0) {
      double square = 1 / block.debias(beta2);
      rooted(block, beta1, beta2, lambda, rate, (float) square, (float) inside, added);
      return;
    }
    move(block, beta1, beta2, lambda, rate, (float) root, added);
  }

  /// One step by rate · m / (√(v · square + inside) + epsilon). A loop of its own: without ε′ the
  /// root is taken of v alone, which gives other bits and takes an addition less.
  private static void rooted(
      Block block,
      double beta1,
      double beta2,
      double lambda,
      float rate,
      float square,
      float inside,
      float epsilon) {
    float[] g = block.gradient();
    float[] w = lambda == 0 ? g : block.weights(); // 0 times any finite number will do
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float scale = block.scale();
    float penalty = (float) lambda;
    float keep1 = (float) beta1;
    float new1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float new2 = (float) (1 - beta2);
    float decay = block.decay();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      float si = step[i];
      step[i] = si - decay * si - rate * mi / ((float) Math.sqrt(vi * square + inside) + epsilon);
    }
  }

  /// One step by rate · m / (√v · root + epsilon).
  static void move(
      Block block,
      double beta1,
      double beta2,
      double lambda,
      float rate,
      float root,
      float epsilon) {
    float[] g = block.gradient();
    float[] w = lambda == 0 ? g : block.weights(); // 0 times any finite number will do
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float scale = block.scale();
    float penalty = (float) lambda;
    float keep1 = (float) beta1;
    float new1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float new2 = (float) (1 - beta2);
    float decay = block.decay();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      float si = step[i];
      step[i] = si - decay * si - rate * mi / ((float) Math.sqrt(vi) * root + epsilon);
    }
  }
}
