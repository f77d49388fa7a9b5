package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// LARS: gradient descent with momentum, in which each parameter has a learning rate that moves it
/// by one share of its norm.
///
/// ```
/// rₜ = η·‖θₜ₋₁‖/(‖gₜ‖ + λ·‖θₜ₋₁‖ + ε)            or η·‖θₜ₋₁‖/(‖gₜ + λ·θₜ₋₁‖ + ε) with jointNorm; 1 if a norm is 0
/// pₜ = α·rₜ·(gₜ + λ·θₜ₋₁)
/// bₜ = pₜ if t = 1, else μ·bₜ₋₁ + (1 − τ)·pₜ
/// θₜ = θₜ₋₁ − bₜ                                or − (pₜ + μ·bₜ) with nesterov
/// ```
///
/// **Shapes.** The norms are those of each parameter. t counts the updates of this parameter from 1
/// on. **Defaults.** α 1, μ 0.9, η 1e-3, everything else 0. Biases and scales of norms are better
/// left alone: give them a group with `adapt` false. **State.** One tensor like θ, saved as
/// `momentum`; none if μ is 0. With jointNorm and a decay one more to work in, which is not saved.
/// **Differs from.** As the paper, the norms of gradient and decay are added; optax takes that of
/// the sum. Paper and optax have α in b, timm multiplies b by it. With `clip`, r becomes min(r/α,
/// 1), so that no rate exceeds α (LARC). timm adapts only parameters with a decay. optax's trust
/// ratio can have a least norm, the paper's has none: that is not here. The presets of [LarsConfig]
/// say which. **Numerics.** Norms in leaves of `float`, added in `double`; the rest as [Sgd].
///
/// @see <a href="https://arxiv.org/abs/1708.03888">You, Gitman and Ginsburg (2017), algorithm 1</a>
public final class Lars implements Rule.Elementwise<LarsConfig> {
  private static final Total WEIGHTS = Total.ofParameter("weights");
  private static final Total GRADIENT = Total.ofParameter("gradient");
  private static final Slot JOINT = Slot.scratch("joint");

  @Override
  public List<Slot> slots(LarsConfig config, Shape parameter) {
    List<Slot> slots = new ArrayList<>();
    if (config.momentum() != 0) {
      slots.add(Sgd.MOMENTUM);
    }
    if (joint(config)) {
      slots.add(JOINT);
    }
    return slots;
  }

  private static boolean joint(LarsConfig config) {
    return config.adapt() && config.jointNorm() && config.weightDecay() != 0;
  }

  @Override
  public List<Total> totals(LarsConfig config) {
    return config.adapt() ? List.of(WEIGHTS, GRADIENT) : List.of();
  }

  @Override
  public Set<Need> needs(LarsConfig config) {
    return config.adapt() || config.weightDecay() != 0 ? Set.of(Need.WEIGHTS) : Set.of();
  }

  @Override
  public boolean end(LarsConfig config, Step step) {
    return config.adapt() && step.sweep() == 0;
  }

  @Override
  public void update(LarsConfig config, Block block) {
    if (config.adapt() && block.sweep() == 0) {
      measure(config, block);
      return;
    }
    double ratio = config.adapt() ? ratio(config, block) : 1;
    double rate = config.learningRate();
    boolean inside = config.learningRateInMomentum();
    Sgd.move(
        block,
        inside ? 1 : rate,
        inside ? ratio * rate : ratio,
        config.weightDecay(),
        config.momentum(),
        config.dampening(),
        config.nesterov());
  }

  private static void measure(LarsConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = block.weights();
    float scale = block.scale();
    block.add(WEIGHTS, block.dot(w, w));
    if (!joint(config)) {
      block.add(GRADIENT, block.dot(g, g) * scale * scale);
      return;
    }
    float[] sum = block.slot(JOINT);
    float penalty = (float) config.weightDecay();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      sum[i] = scale * g[i] + penalty * w[i];
    }
    block.add(GRADIENT, block.dot(sum, sum));
  }

  private static double ratio(LarsConfig config, Block block) {
    double weights = Math.sqrt(block.total(WEIGHTS));
    double gradient = Math.sqrt(block.total(GRADIENT));
    if (weights == 0 || gradient == 0) {
      return clipped(config, 1);
    }
    double decay = config.jointNorm() ? 0 : config.weightDecay() * weights;
    return clipped(
        config, config.trustCoefficient() * weights / (gradient + decay + config.epsilon()));
  }

  private static double clipped(LarsConfig config, double ratio) {
    return config.clip() ? ratio / Math.max(ratio, config.learningRate()) : ratio;
  }
}
