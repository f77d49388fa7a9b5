package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// Muon: momentum, and each matrix of it made orthogonal, so that no direction of the gradient
/// dominates the step.
///
/// ```
/// mₜ = μ·mₜ₋₁ + (1 − μ)·gₜ
/// uₜ = (1 − μ)·gₜ + μ·mₜ with nesterov, else mₜ
/// Oₜ = NewtonSchulz(uₜ)                      ≈ U·Vᵀ of uₜ = U·Σ·Vᵀ
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·scaling·Oₜ
/// ```
///
/// **Shapes.** Parameters of two axes and more (see [MuonConfig.Kernels]); vectors and scalars go
/// to `others`. Give embeddings and the last layer a group of their own with AdamW, as the author
/// does. **Defaults.** α 0.02, μ 0.95, nesterov, five iterations with Jordan's coefficients, λ 0:
/// the author's. **State.** One tensor like θ, saved as `momentum`; with a second moment another,
/// `v`. **Differs from.** [MuonConfig#torch], [MuonConfig#optax] and [MuonConfig#timm] name the
/// differences, and [MuonConfig#keras]; none of ours rounds to bfloat16, so torch as shipped
/// differs by a few thousandths. **Cost.** For a k × n matrix, k <= n, an iteration takes 2·k²·n +
/// k³ multiplications, five about 10 times a forward pass of k samples; elementwise rules take a
/// few a weight. **Numerics.** Computed in `float`, products by the framework's kernels on all
/// threads.
///
/// @see <a href="https://kellerjordan.github.io/posts/muon/">Jordan (2024)</a>
public final class Muon implements Rule.PerTensor<MuonConfig> {
  private static final Slot MOMENTUM = Slot.zeros("momentum");
  private static final int UPDATE = 0;
  private static final int MATRIX = 4;

  @Override
  public List<Slot> slots(MuonConfig config, Shape parameter) {
    return config.adaptive() == MuonConfig.Adaptive.SECOND_MOMENT
        ? List.of(MOMENTUM, Adam.V)
        : List.of(MOMENTUM);
  }

  @Override
  public boolean accepts(MuonConfig config, Shape parameter) {
    int axes = parameter.rank();
    return config.kernels() == MuonConfig.Kernels.OTHERS ? axes == 2 : axes >= 2;
  }

  @Override
  public double decay(MuonConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(MuonConfig config, Shape shape, Block block, Algebra algebra) {
    boolean each = config.kernels() == MuonConfig.Kernels.EACH_POSITION;
    int rows = shape.at(0);
    int columns = each ? shape.at(1) : shape.size() / rows;
    int positions = shape.size() / (rows * columns);
    float[] u = algebra.scratch(UPDATE, shape.size());
    momentum(config, block, u);
    float factor = (float) scaling(config, rows, columns);
    if (positions == 1) {
      orthogonalize(config, algebra, u, rows, columns);
    } else {
      factor /= (float) Math.sqrt(positions);
      float[] matrix = algebra.scratch(MATRIX, rows * columns);
      for (int p = 0; p < positions; p++) {
        for (int i = 0; i < rows * columns; i++) {
          matrix[i] = u[i * positions + p];
        }
        orthogonalize(config, algebra, matrix, rows, columns);
        for (int i = 0; i < rows * columns; i++) {
          u[i * positions + p] = matrix[i];
        }
      }
    }
    if (config.adaptive() == MuonConfig.Adaptive.SECOND_MOMENT) {
      factor *= (float) adapt(config, block, algebra, u, shape.size());
    }
    float[] step = block.step();
    float rate = (float) config.learningRate() * factor;
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      step[i] -= rate * u[j];
    }
  }

  private static void momentum(MuonConfig config, Block block, float[] u) {
    float[] g = block.gradient();
    float[] m = block.slot(MOMENTUM);
    double mu = config.momentum();
    boolean corrects = config.biasCorrection();
    double now = corrects ? block.debias(mu) : 1;
    double ahead = corrects ? 1 - (1 - now) * mu : 1; // 1 − μ to the power t + 1
    float keep = (float) mu;
    float fresh = (float) (1 - mu);
    float scale = block.scale();
    float ofGradient = config.nesterov() ? (float) ((1 - mu) / now) : 0f;
    float ofMean = config.nesterov() ? (float) (mu / ahead) : (float) (1 / now);
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      float gi = scale * g[i];
      float mi = keep * m[i] + fresh * gi;
      m[i] = mi;
      u[j] = ofGradient * gi + ofMean * mi;
    }
  }

  private static void orthogonalize(
      MuonConfig config, Algebra algebra, float[] u, int rows, int columns) {
    if (config.adaptive() != MuonConfig.Adaptive.DUAL_NORM) {
      NewtonSchulz.orthogonalize(config, algebra, u, rows, columns);
      return;
    }
    int n = rows * columns;
    float[] before = algebra.scratch(MATRIX + 1, n);
    System.arraycopy(u, 0, before, 0, n);
    NewtonSchulz.orthogonalize(config, algebra, u, rows, columns);
    float size = (float) algebra.dot(n, before, 0, u, 0);
    for (int i = 0; i < n; i++) {
      u[i] *= size;
    }
  }

  /// Divides by the root of the running mean of squares, and returns the factor that makes the
  /// matrix as long as before where the scaling asks for that.
  private static double adapt(
      MuonConfig config, Block block, Algebra algebra, float[] u, int size) {
    boolean matches = config.scaling() == MuonConfig.Scaling.MATCH_RMS;
    float[] v = block.slot(Adam.V);
    float keep = (float) config.beta2();
    float fresh = (float) (1 - config.beta2());
    float root = matches ? 1f : (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      float vi = keep * v[i] + fresh * u[j] * u[j];
      v[i] = vi;
      u[j] /= (float) Math.sqrt(vi) * root + eps;
    }
    return matches ? 1 / (Math.sqrt(algebra.dot(size, u, 0, u, 0)) + config.epsilon()) : 1;
  }

  private static double scaling(MuonConfig config, int rows, int columns) {
    double outputs = config.outputsFirst() ? rows : columns;
    double inputs = config.outputsFirst() ? columns : rows;
    boolean whole = config.adaptive() == MuonConfig.Adaptive.SECOND_MOMENT;
    return switch (config.scaling()) {
      case NONE -> 1;
      case ORIGINAL -> Math.sqrt(Math.max(1, outputs / inputs));
      case MATCH_RMS -> 0.2 * Math.sqrt(whole ? outputs * inputs : Math.max(outputs, inputs));
      case RMS_TO_RMS -> Math.sqrt(outputs / inputs);
    };
  }
}
