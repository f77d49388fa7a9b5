package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.tensor.Shape;
import java.util.Arrays;

/// A wrapper that moves the weights after each step to the nearest point of a set: the simplex, a
/// ball or a sphere.
///
/// ```
/// θₜ ← argmin ‖x − θₜ‖ over x in the set       θₜ as the optimizer inside makes it
/// ```
///
/// **Shapes.** The parameter as a whole, or each unit: a row of [outputs, inputs, ...], or with
/// LAST_AXIS a column. **Defaults.** The Euclidean ball of radius 1, the whole parameter.
/// **State.** None; the optimizer inside does not know of it. Give the parameters that it is for a
/// group. **Differs from.** [Clamp] has boxes. A zero vector has no nearest point of a sphere and
/// stays. **Numerics.** In `double`; the result is met to the rounding of θ + (x − θ).
///
/// @see <a href="https://doi.org/10.1145/1390156.1390191">Duchi et al. (2008), figure 1</a>
/// @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. (2014), section
///   5.1, max-norm</a>
public final class Project implements Rule.PerTensor<ProjectConfig> {
  @Override
  public void update(ProjectConfig config, Shape shape, Block block, Algebra algebra) {
    int size = block.to() - block.from();
    int count = config.perUnit() ? UnitNorms.count(shape, config.units()) : 1;
    int width = size / count;
    boolean columns = config.units() == Units.LAST_AXIS && count > 1;
    int stride = columns ? count : 1;
    float[] w = block.weights();
    float[] step = block.step();
    double[] x = algebra.doubles(0, width);
    double[] sorted = algebra.doubles(1, width);
    for (int u = 0; u < count; u++) {
      int start = block.from() + u * (columns ? 1 : width);
      for (int i = 0; i < width; i++) {
        x[i] = (double) w[start + i * stride] + step[start + i * stride];
      }
      if (moves(config, x, sorted, width)) {
        for (int i = 0; i < width; i++) {
          step[start + i * stride] = (float) (x[i] - w[start + i * stride]);
        }
      }
    }
  }

  /// Moves x; returns whether it was outside.
  private static boolean moves(ProjectConfig config, double[] x, double[] sorted, int n) {
    double size = config.size();
    return switch (config.region()) {
      case L2_BALL -> scale(x, n, size, norm(x, n) > size);
      case L2_SPHERE -> scale(x, n, size, true);
      case SIMPLEX -> {
        simplex(x, sorted, n, size);
        yield true;
      }
      case L1_BALL -> ball(x, sorted, n, size);
    };
  }

  private static double norm(double[] x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[i] * x[i];
    }
    return Math.sqrt(sum);
  }

  private static boolean scale(double[] x, int n, double size, boolean outside) {
    double norm = norm(x, n);
    if (!outside || norm == 0) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      x[i] *= size / norm;
    }
    return true;
  }

  private static boolean ball(double[] x, double[] sorted, int n, double size) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.abs(x[i]);
    }
    if (sum <= size) {
      return false;
    }
    double threshold = threshold(x, sorted, n, size, true);
    for (int i = 0; i < n; i++) {
      x[i] = Math.copySign(Math.max(Math.abs(x[i]) - threshold, 0), x[i]);
    }
    return true;
  }

  private static void simplex(double[] x, double[] sorted, int n, double size) {
    double threshold = threshold(x, sorted, n, size, false);
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(x[i] - threshold, 0);
    }
  }

  /// Returns what is to be subtracted so that the positive rest has the sum `size`.
  private static double threshold(
      double[] x, double[] sorted, int n, double size, boolean magnitudes) {
    for (int i = 0; i < n; i++) {
      sorted[i] = magnitudes ? Math.abs(x[i]) : x[i];
    }
    Arrays.sort(sorted, 0, n);
    double sum = 0;
    double threshold = 0;
    for (int i = n - 1, count = 1; i >= 0; i--, count++) {
      sum += sorted[i];
      double candidate = (sum - size) / count;
      if (sorted[i] > candidate) {
        threshold = candidate;
      }
    }
    return threshold;
  }
}
