package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// FTRL-Proximal: follows the regularized leader, which is Adagrad with penalties on the weights
/// themselves; the absolute one makes them exactly 0.
///
/// ```
/// nₜ = nₜ₋₁ + gₜ²,   n₀ = initialAccumulator
/// qₜ = (β + √nₜ)/α + 2·λ₂
/// zₜ = cₜ₋₁ + gₜ + 2·λ₃·θₜ₋₁ − qₜ·θₜ₋₁          the paper's zₜ₋₁ + gₜ − σₜ·θₜ₋₁, with z = c − q·θ
/// cₜ = clamp(zₜ, −λ₁, λ₁),   c₀ = 2·λ₂·θ₀      or q₀·θ₀ without fromWeights
/// θₜ = (cₜ − zₜ)/qₜ
/// ```
///
/// **Shapes.** n and c have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, n₀ 0.1, everything else 0: Keras's. **State.** Two tensors like θ, saved
/// as `sum` and `subgradient` (of the absolute penalty). **Differs from.** Paper and Keras start at
/// θ₀ = 0, z₀ = 0. Keras does so whatever the weights are, and forgets them: one without a gradient
/// becomes 0 in the first step. The default is to start from the weights that are there, and then
/// the rule without penalties is [Adagrad]. As c is kept and not z, a schedule of α does not
/// rescale the weights. The power of n is −½ only. λ₂ counts twice, as in Keras, and once for all:
/// beside growing qₜ it is soon forgotten, λ₃ is not. Penalties hold for all parameters, as in
/// Keras, also where biases and norms are spared of decay: give these a group without.
/// **Numerics.** Computed in `float`. A learning rate of 0 moves nothing, and nothing is added up.
///
/// @see <a href="https://research.google/pubs/pub41159/">McMahan et al. (2013), algorithm 1</a>
public final class Ftrl implements Rule.Elementwise<FtrlConfig> {
  private static final Slot SUM = Slot.zeros("sum");
  private static final Slot SUBGRADIENT = Slot.zeros("subgradient");

  @Override
  public List<Slot> slots(FtrlConfig config, Shape parameter) {
    return List.of(SUM, SUBGRADIENT);
  }

  @Override
  public Set<Need> needs(FtrlConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public void update(FtrlConfig config, Block block) {
    if (block.t() == 1) {
      start(config, block);
    }
    if (config.learningRate() == 0) {
      return;
    }
    float[] w = block.weights();
    float[] step = block.step();
    float[] n = block.slot(SUM);
    float[] c = block.slot(SUBGRADIENT);
    gather(config, block, w, n, c);
    double steepness = 1 / config.learningRate();
    float inverse = (float) steepness;
    float flat = (float) (config.beta() * steepness + 2 * config.l2());
    float l1 = (float) config.l1();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float wi = w[i];
      float push = c[i];
      float q = (float) Math.sqrt(n[i]) * inverse + flat;
      float z = push - q * wi;
      float ci = Math.max(-l1, Math.min(z, l1));
      float free = Math.abs(Math.signum(z - ci)); // 0 where the penalty holds the weight, else 1
      c[i] = ci;
      step[i] -= wi - free * (wi - (push - ci) / q);
    }
  }

  /// Adds up the gradients: c + g + 2·λ₃·θ in place of c. (All in one loop would be too long for
  /// the compiler to vectorize.)
  private static void gather(FtrlConfig config, Block block, float[] w, float[] n, float[] c) {
    float[] g = block.gradient();
    float scale = block.scale();
    float shrink = (float) (2 * config.l2Shrinkage());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      n[i] += gi * gi;
      c[i] += gi + shrink * w[i];
    }
  }

  private static void start(FtrlConfig config, Block block) {
    float[] w = block.weights();
    float[] n = block.slot(SUM);
    float[] c = block.slot(SUBGRADIENT);
    double start = config.initialAccumulator();
    double rate = config.learningRate();
    float first = (float) start;
    float kept =
        (float)
            (2 * config.l2()
                + (config.fromWeights() || rate == 0
                    ? 0
                    : (config.beta() + Math.sqrt(start)) / rate));
    for (int i = block.from(), to = block.to(); i < to; i++) {
      n[i] = first;
      c[i] = kept * w[i];
    }
  }
}
