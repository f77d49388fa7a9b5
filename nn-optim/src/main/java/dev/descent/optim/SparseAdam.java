package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// SparseAdam: [Adam] for embeddings, lazy by rows. A row whose gradient is 0 throughout keeps its
/// weights and its moments as they are.
///
/// ```
/// for each row with a gradient other than 0:
/// mₜ = β₁·m + (1 − β₁)·gₜ                    m and v: the row's, of its last update
/// vₜ = β₂·v + (1 − β₂)·gₜ²                   elementwise
/// θₜ = θ − α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·mₜ / (√vₜ + ε)
/// ```
///
/// **Shapes.** m, v and g have the shape of θ; a row is a slice along the first axis, in a vector
/// an element. t counts the updates of the parameter, not of the row. **Defaults.** α 1e-3, β₁ 0.9,
/// β₂ 0.999, ε 1e-8, PyTorch's. **State.** Two tensors like θ, saved as `m` and `v`. **Differs
/// from.** ε is added to the root before the bias correction, as in PyTorch's SparseAdam; in [Adam]
/// after it. Gradients are dense arrays here; what is sparse is the work. **Numerics.** Computed in
/// `float`, bias corrections in `double`.
///
/// @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015)</a>
public final class SparseAdam implements Rule.PerTensor<SparseAdamConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");

  @Override
  public List<Slot> slots(SparseAdamConfig config, Shape parameter) {
    return List.of(M, V);
  }

  @Override
  public void update(SparseAdamConfig config, Shape shape, Block block, Algebra algebra) {
    if (shape.rank() < 2) {
      elements(config, block);
      return;
    }
    float[] g = block.gradient();
    int n = shape.size() / shape.at(0);
    for (int at = block.from(); at < block.to(); at += n) {
      if (any(g, at, at + n)) {
        row(config, block, at, at + n);
      }
    }
  }

  private static boolean any(float[] g, int from, int to) {
    float max = 0;
    for (int i = from; i < to; i++) {
      max = Math.max(max, Math.abs(g[i]));
    }
    return max > 0;
  }

  private static double rate(SparseAdamConfig config, Block block) {
    return config.learningRate()
        * Math.sqrt(block.debias(config.beta2()))
        / block.debias(config.beta1());
  }

  private static void row(SparseAdamConfig config, Block block, int from, int to) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float rate = (float) rate(config, block);
    float eps = (float) config.epsilon();
    for (int i = from; i < to; i++) {
      float gi = scale * g[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      step[i] -= rate * mi / ((float) Math.sqrt(vi) + eps);
    }
  }

  /// Rows of one element: what a 0 would switch off is multiplied by 0.
  private static void elements(SparseAdamConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float scale = block.scale();
    float new1 = (float) (1 - config.beta1());
    float new2 = (float) (1 - config.beta2());
    float rate = (float) rate(config, block);
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float on = Math.abs(Math.signum(g[i]));
      float gi = scale * g[i];
      float mi = m[i] + on * new1 * (gi - m[i]);
      float vi = v[i] + on * new2 * (gi * gi - v[i]);
      m[i] = mi;
      v[i] = vi;
      step[i] -= on * rate * mi / ((float) Math.sqrt(vi) + eps);
    }
  }
}
