package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// GaLore: Adam on what a gradient has along its leading singular vectors, so that the state has r
/// rows instead of all.
///
/// ```
/// P: the leading r singular vectors of gₜ on its longer side, anew every interval steps
/// ρₜ = P·gₜ for as many rows as columns or more, else gₜ·Pᵀ
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·ρₜ,  vₜ = β₂·vₜ₋₁ + (1 − β₂)·ρₜ²
/// uₜ = (mₜ/(1 − β₁ᵗ))/(√(vₜ/(1 − β₂ᵗ)) + ε)
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·scale·Pᵀ·uₜ         or uₜ·P
/// ```
///
/// **Shapes.** Matrices; everything else goes to `others`. For k × n, k <= n, P is r × n and m, v
/// are r × k. **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε 1e-8, r 128, a projection every 200 steps,
/// scale 1, λ 0: optax's (the paper's scale is 0.25). **State.** r·(n + 2·k) numbers, saved as
/// `projector`, `m` and `v`. **Differs from.** optax can put other optimizers inside; here it is
/// Adam's rule. The moments are kept when the vectors turn, as there. **Cost.** Two products of
/// r·k·n multiplications a step, and every `interval` steps a decomposition of about 20·k²·n on one
/// thread. **Numerics.** Tensors in `float`, the singular vectors in `double`; each points where
/// its largest number is positive.
///
/// @see <a href="https://arxiv.org/abs/2403.03507">Zhao et al. (2024), algorithm 2</a>
public final class GaLore implements Rule.PerTensor<GaLoreConfig> {
  private static final Slot PROJECTOR = Slot.zeros("projector");

  @Override
  public List<Slot> slots(GaLoreConfig config, Shape parameter) {
    int rows = parameter.at(0);
    int columns = parameter.at(1);
    int rank = rank(config, rows, columns);
    Shape low = Shape.of(rank, Math.min(rows, columns));
    return List.of(
        PROJECTOR.shaped(Shape.of(rank, Math.max(rows, columns))),
        Adam.M.shaped(low),
        Adam.V.shaped(low));
  }

  private static int rank(GaLoreConfig config, int rows, int columns) {
    return Math.min(config.rank(), Math.min(rows, columns));
  }

  @Override
  public boolean accepts(GaLoreConfig config, Shape parameter) {
    return parameter.rank() == 2;
  }

  @Override
  public double decay(GaLoreConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(GaLoreConfig config, Shape shape, Block block, Algebra algebra) {
    int rows = shape.at(0);
    int columns = shape.at(1);
    boolean tall = rows >= columns;
    int small = Math.min(rows, columns);
    int large = Math.max(rows, columns);
    int r = rank(config, rows, columns);
    float[] g = algebra.scratch(0, rows * columns);
    Sides.gradient(block, g);
    float[] p = block.slot(PROJECTOR);
    if ((block.t() - 1) % config.interval() == 0) {
      project(algebra, g, tall, small, large, r, p);
    }
    float[] low = algebra.scratch(1, r * small); // r × small, whichever side
    algebra.matmul(r, large, small, p, 0, false, g, 0, !tall, low, 0);
    float[] m = block.slot(Adam.M);
    float[] v = block.slot(Adam.V);
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float root = (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    for (int i = 0; i < r * small; i++) {
      float mi = keep1 * m[i] + new1 * low[i];
      float vi = keep2 * v[i] + new2 * low[i] * low[i];
      m[i] = mi;
      v[i] = vi;
      low[i] = mi / ((float) Math.sqrt(vi) * root + eps);
    }
    float[] u = algebra.scratch(2, rows * columns);
    if (tall) {
      algebra.matmul(rows, r, columns, p, 0, true, low, 0, false, u, 0);
    } else {
      algebra.matmul(rows, r, columns, low, 0, true, p, 0, false, u, 0);
    }
    float[] step = block.step();
    float rate = (float) (config.learningRate() * config.scale() / block.debias(config.beta1()));
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      step[i] -= rate * u[j];
    }
  }

  private static void project(
      Algebra algebra, float[] g, boolean tall, int small, int large, int r, float[] p) {
    double[] a = algebra.doubles(0, small * large);
    for (int i = 0; i < small; i++) {
      for (int j = 0; j < large; j++) {
        a[i * large + j] = tall ? g[j * small + i] : g[i * large + j];
      }
    }
    algebra.singular(small, large, a, algebra.doubles(1, small), algebra.doubles(2, 0));
    algebra.orthonormalize(r, large, a);
    for (int i = 0; i < r; i++) {
      double along = 0;
      for (int j = 0; j < large; j++) {
        along += p[i * large + j] * a[i * large + j];
      }
      double sign = along < 0 ? -1 : 1;
      for (int j = 0; j < large; j++) {
        p[i * large + j] = (float) (sign * a[i * large + j]);
      }
    }
  }
}
