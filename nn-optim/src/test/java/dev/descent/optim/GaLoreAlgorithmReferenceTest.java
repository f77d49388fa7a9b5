package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// [GaLore] around several optimizers, against algorithm 2 of the paper in plain `double`: singular
/// vectors by powers of the Gram matrix, and each optimizer in a line or two.
final class GaLoreAlgorithmReferenceTest {
  private static final int STEPS = 30;
  private static final int RANK = 2;
  private static final int INTERVAL = 7;
  private static final double SCALE = 0.5;

  /// A singular vector in `float` is off by 2⁻²⁴, and a projected number by as much of the longest
  /// row; where a square root is taken of its square the quotient has the rounding of both.
  private static final double TOLERANCE = 2e-5;

  /// What an optimizer adds to a weight, without its decay.
  private interface Plain {
    /// @param s two numbers that are kept
    double step(double g, double[] s, int t);
  }

  @Test
  void sgdWithMomentum() {
    follow(
        new SgdConfig(0.1, 0.9, 0, false, 0, 0.05),
        0.1 * 0.05,
        (g, s, _) -> {
          s[0] = 0.9 * s[0] + g;
          return -0.1 * s[0];
        });
  }

  @Test
  void adam() {
    follow(
        AdamConfig.of(0.02).withBetas(0.8, 0.95).withEpsilon(1e-3),
        0,
        (g, s, t) -> adam(g, s, t, 0.02, 0.8, 0.95, 1e-3));
  }

  @Test
  void adamW() {
    follow(
        AdamWConfig.of(0.02).withBetas(0.9, 0.99).withEpsilon(1e-3).withWeightDecay(0.1),
        0.02 * 0.1,
        (g, s, t) -> adam(g, s, t, 0.02, 0.9, 0.99, 1e-3));
  }

  private static double adam(
      double g, double[] s, int t, double rate, double beta1, double beta2, double epsilon) {
    s[0] = beta1 * s[0] + (1 - beta1) * g;
    s[1] = beta2 * s[1] + (1 - beta2) * g * g;
    double mean = s[0] / (1 - StrictMath.pow(beta1, t));
    return -rate * mean / (Math.sqrt(s[1] / (1 - StrictMath.pow(beta2, t))) + epsilon);
  }

  @Test
  void rmsProp() {
    follow(
        RmsPropConfig.of(0.01).withDecay(0.9).withEpsilon(1e-3, false),
        0,
        (g, s, _) -> {
          s[0] = 0.9 * s[0] + 0.1 * g * g;
          return -0.01 * g / (Math.sqrt(s[0]) + 1e-3);
        });
  }

  @Test
  void lion() {
    follow(
        new LionConfig(0.01, 0.9, 0.95, 0.2),
        0.01 * 0.2,
        (g, s, _) -> {
          double step = -0.01 * Math.signum(0.9 * s[0] + (1 - 0.9) * g);
          s[0] = 0.95 * s[0] + (1 - 0.95) * g;
          return step;
        });
  }

  @Test
  void adagrad() {
    follow(
        AdagradConfig.of(0.1),
        0,
        (g, s, _) -> {
          s[0] += g * g;
          return -0.1 * g / (Math.sqrt(s[0]) + 1e-10);
        });
  }

  private static void follow(OptimizerConfig base, double decay, Plain plain) {
    follow(base, decay, plain, 6, 4);
    follow(base, decay, plain, 3, 5);
  }

  private static void follow(
      OptimizerConfig base, double decay, Plain plain, int rows, int columns) {
    GaLoreConfig config =
        GaLoreConfig.of(base).withRank(RANK).withInterval(INTERVAL).withScale(SCALE);
    Optimizer optimizer =
        Optimizer.builder(config).build(Map.of("weight", Shape.of(rows, columns)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    double[][] expected = new double[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      weights[i] = i % 5 - 2;
      expected[i / columns][i % columns] = i % 5 - 2;
    }
    double[][] projector = new double[RANK][Math.max(rows, columns)];
    double[][][] state = new double[RANK][Math.min(rows, columns)][2];
    double worst = 0;
    for (int t = 1; t <= STEPS; t++) {
      float[] gradient = new float[weights.length];
      double[][] g = new double[rows][columns];
      for (int i = 0; i < rows * columns; i++) {
        gradient[i] = (float) Keys.normal(Keys.of(t), i);
        g[i / columns][i % columns] = gradient[i];
      }
      optimizer.step(weights, new Gradient(gradient));
      step(expected, g, projector, state, decay, plain, t);
      worst = Math.max(worst, error(weights, expected));
    }
    String what =
        "around %s, in double, %d × %d".formatted(base.hyperParameters().name(), rows, columns);
    Accuracy.note("galore", what, STEPS, worst, TOLERANCE);
    assertThat(worst).as("largest relative error %s", what).isLessThan(TOLERANCE);
  }

  private static void step(
      double[][] w,
      double[][] g,
      double[][] p,
      double[][][] state,
      double decay,
      Plain plain,
      int t) {
    boolean tall = g.length >= g[0].length;
    double[][] h = tall ? g : Matrices.transposed(g); // the longer side first
    if ((t - 1) % INTERVAL == 0) {
      project(h, p);
    }
    double[][] low = Matrices.product(p, h);
    for (int i = 0; i < low.length; i++) {
      for (int j = 0; j < low[i].length; j++) {
        low[i][j] = plain.step(low[i][j], state[i][j], t);
      }
    }
    double[][] back = Matrices.product(Matrices.transposed(p), low);
    double[][] step = tall ? back : Matrices.transposed(back);
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        w[i][j] += -decay * w[i][j] + SCALE * step[i][j];
      }
    }
  }

  /// Writes the leading left singular vectors of a matrix into the rows of p, each along the one
  /// that it follows.
  private static void project(double[][] h, double[][] p) {
    double[][] right = Matrices.eigenvectors(Matrices.product(Matrices.transposed(h), h));
    double[][] images = Matrices.transposed(Matrices.product(h, right));
    for (int k = 0; k < p.length; k++) {
      double length = Matrices.length(images[k]);
      double along = 0;
      for (int i = 0; i < h.length; i++) {
        along += images[k][i] * p[k][i];
      }
      for (int i = 0; i < h.length; i++) {
        p[k][i] = images[k][i] / (along < 0 ? -length : length);
      }
    }
  }

  private static double error(float[] weights, double[][] expected) {
    double largest = 0;
    double error = 0;
    for (int i = 0, at = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++, at++) {
        largest = Math.max(largest, Math.abs(expected[i][j]));
        error = Math.max(error, Math.abs(weights[at] - expected[i][j]));
      }
    }
    return error / largest;
  }
}
