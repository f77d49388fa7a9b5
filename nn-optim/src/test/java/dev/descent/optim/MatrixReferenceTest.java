package dev.descent.optim;

import static dev.descent.optim.Matrices.add;
import static dev.descent.optim.Matrices.eigenvectors;
import static dev.descent.optim.Matrices.identity;
import static dev.descent.optim.Matrices.inverse;
import static dev.descent.optim.Matrices.inverseFourthRoot;
import static dev.descent.optim.Matrices.length;
import static dev.descent.optim.Matrices.orthonormal;
import static dev.descent.optim.Matrices.product;
import static dev.descent.optim.Matrices.transposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// [Shampoo], [Soap] and [PsgdKron], which no library of the other tests has as their papers do,
/// against the algorithms of the papers in plain `double`: other decompositions, other orders, no
/// stretches.
final class MatrixReferenceTest {
  private static final int SIDE = 5;
  private static final int STEPS = 30;

  /// A basis or root in `float` is off by 2⁻²⁴ over the gap between two eigenvalues, relative to
  /// the largest; that is some 1e-6 here, and is seen ten times as large in a weight.
  private static final double TOLERANCE = 5e-5;

  /// What changes the weights by a gradient, in `double`.
  private interface Algorithm {
    void step(double[][] weights, double[][] gradient, int t);
  }

  @Test
  void shampoo_randomGradients_isTheAlgorithmOfThePaper() {
    double[][] left = identity(SIDE, 1e-4);
    double[][] right = identity(SIDE, 1e-4);
    follow(
        ShampooConfig.of(0.1),
        (w, g, t) -> {
          add(left, product(g, transposed(g)), 1);
          add(right, product(transposed(g), g), 1);
          double[][] step = product(product(inverseFourthRoot(left), g), inverseFourthRoot(right));
          add(w, step, -0.1);
        });
  }

  /// The epsilon is large: in its own basis most of the first gradient is rounding.
  @Test
  void soap_randomGradients_isTheAlgorithmOfThePaper() {
    SoapConfig config =
        SoapConfig.of(0.1)
            .withBetas(0.9, 0.95)
            .withEpsilon(1e-2)
            .withInterval(3)
            .withWeightDecay(0.01);
    follow(config, new PlainSoap(0.1, 0.9, 0.95, 1e-2, 3, 0.01));
  }

  @Test
  void psgdKron_randomGradients_isTheAlgorithmOfThePaper() {
    PsgdKronConfig config = PsgdKronConfig.of(0.1).withWeightDecay(0.01);
    PlainPsgd plain =
        new PlainPsgd(
            0.1, config.momentum(), config.factorRate(), config.clip(), config.seed(), 0.01);
    follow(config, plain);
  }

  private static void follow(OptimizerConfig config, Algorithm algorithm) {
    Optimizer optimizer =
        Optimizer.builder(config).build(Map.of("weight", Shape.of(SIDE, SIDE)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    double[][] expected = new double[SIDE][SIDE];
    double worst = 0;
    for (int t = 1; t <= STEPS; t++) {
      float[] gradient = new float[weights.length];
      double[][] g = new double[SIDE][SIDE];
      for (int i = 0; i < SIDE * SIDE; i++) {
        gradient[i] = (float) Keys.normal(Keys.of(t), i);
        g[i / SIDE][i % SIDE] = gradient[i];
      }
      optimizer.step(weights, new Gradient(gradient));
      algorithm.step(expected, g, t);
      worst = Math.max(worst, error(weights, expected));
    }
    String name = config.hyperParameters().name();
    Accuracy.note(name, "the paper's algorithm in double", STEPS, worst, TOLERANCE);
    assertThat(worst).as("largest relative error of %s", name).isLessThan(TOLERANCE);
  }

  private static double error(float[] weights, double[][] expected) {
    double largest = 0;
    double error = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      double value = expected[i / SIDE][i % SIDE];
      largest = Math.max(largest, Math.abs(value));
      error = Math.max(error, Math.abs(weights[i] - value));
    }
    return error / largest;
  }

  /// Vyas et al. (2024), algorithm 3; the first basis is that of the first gradient.
  private static final class PlainSoap implements Algorithm {
    private final double rate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final int interval;
    private final double decay;
    private final double[][] left = new double[SIDE][SIDE];
    private final double[][] right = new double[SIDE][SIDE];
    private final double[][] m = new double[SIDE][SIDE];
    private final double[][] v = new double[SIDE][SIDE];
    private double[][] q = {};
    private double[][] p = {};

    PlainSoap(double rate, double beta1, double beta2, double epsilon, int interval, double decay) {
      this.rate = rate;
      this.beta1 = beta1;
      this.beta2 = beta2;
      this.epsilon = epsilon;
      this.interval = interval;
      this.decay = decay;
    }

    @Override
    public void step(double[][] w, double[][] g, int t) {
      if (t == 1) {
        moments(g);
        q = eigenvectors(left);
        p = eigenvectors(right);
      }
      double[][] turned = product(product(transposed(q), g), p);
      double[][] n = new double[SIDE][SIDE];
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          m[i][j] = beta1 * m[i][j] + (1 - beta1) * g[i][j];
          v[i][j] = beta2 * v[i][j] + (1 - beta2) * turned[i][j] * turned[i][j];
        }
      }
      double[][] mean = product(product(transposed(q), m), p);
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          double root = Math.sqrt(v[i][j] / (1 - StrictMath.pow(beta2, t)));
          n[i][j] = mean[i][j] / (1 - StrictMath.pow(beta1, t)) / (root + epsilon);
          w[i][j] -= rate * decay * w[i][j];
        }
      }
      add(w, product(product(q, n), transposed(p)), -rate);
      if (t > 1) {
        moments(g);
      }
      if (t > 1 && t % interval == 0) {
        q = orthonormal(product(left, q));
        p = orthonormal(product(right, p));
      }
    }

    private void moments(double[][] g) {
      add(left, left, beta2 - 1);
      add(left, product(g, transposed(g)), 1 - beta2);
      add(right, right, beta2 - 1);
      add(right, product(transposed(g), g), 1 - beta2);
    }
  }

  /// Pooladzandi and Li (2024), Kronecker factors fitted with a probe, in the form of equation (12)
  /// with triangular factors.
  private static final class PlainPsgd implements Algorithm {
    private final double rate;
    private final double momentum;
    private final double factorRate;
    private final double clip;
    private final long seed;
    private final double decay;
    private final double[][] mean = new double[SIDE][SIDE];
    private final double[][] q = identity(SIDE, 1);
    private final double[][] p = identity(SIDE, 1);

    PlainPsgd(
        double rate, double momentum, double factorRate, double clip, long seed, double decay) {
      this.rate = rate;
      this.momentum = momentum;
      this.factorRate = factorRate;
      this.clip = clip;
      this.seed = seed;
      this.decay = decay;
    }

    @Override
    public void step(double[][] w, double[][] g, int t) {
      double[][] m = new double[SIDE][SIDE];
      double[][] probe = new double[SIDE][SIDE];
      long key = Keys.fold(Keys.fold(Keys.of(seed), "weight"), t);
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          mean[i][j] = momentum * mean[i][j] + (1 - momentum) * g[i][j];
          m[i][j] = mean[i][j] / (1 - StrictMath.pow(momentum, t));
          probe[i][j] = (float) Keys.normal(key, (long) i * SIDE + j);
          w[i][j] -= rate * decay * w[i][j];
        }
      }
      double[][] a = product(product(q, m), transposed(p));
      double[][] b = product(product(transposed(inverse(q)), probe), inverse(p));
      turn(q, product(a, transposed(a)), product(b, transposed(b)));
      turn(p, product(transposed(a), a), product(transposed(b), b));
      double[][] u = product(product(product(transposed(q), q), m), product(transposed(p), p));
      double squares = 0;
      for (double[] row : u) {
        for (double one : row) {
          squares += one * one;
        }
      }
      add(w, u, -rate * Math.min(1, clip / Math.sqrt(squares / (SIDE * SIDE))));
    }

    /// q ← q − ρ·triu(A − B)/|A + B|·q, the norm being that of a power step from the longest row.
    private void turn(double[][] q, double[][] a, double[][] b) {
      double[][] sum = new double[SIDE][SIDE];
      add(sum, a, 1);
      add(sum, b, 1);
      double[][] upper = new double[SIDE][SIDE];
      double[][] longest = {sum[0]};
      for (int i = 0; i < SIDE; i++) {
        for (int j = i; j < SIDE; j++) {
          upper[i][j] = a[i][j] - b[i][j];
        }
        longest = length(sum[i]) > length(longest[0]) ? new double[][] {sum[i]} : longest;
      }
      double norm = length(product(longest, sum)[0]) / length(longest[0]);
      add(q, product(upper, q), -factorRate / norm);
    }
  }
}
