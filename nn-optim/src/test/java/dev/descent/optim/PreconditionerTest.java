package dev.descent.optim;

import static dev.descent.optim.Matrices.add;
import static dev.descent.optim.Matrices.identity;
import static dev.descent.optim.Matrices.product;
import static dev.descent.optim.Matrices.transposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/// The optimizers of matrices beside AdamW on ½‖A·(W − C)·B‖² with turned A and B, each of
/// condition 30: W's Hessian has condition 810000. Gradients with turned sides are whitened.
final class PreconditionerTest {
  @Test
  void psgdKron_gradientsWithTurnedSides_areWhitened() {
    double[][] a = turned(8, 4);
    double[][] b = transposed(turned(8, 5));
    PsgdKronConfig config = PsgdKronConfig.of(0.1).withMomentum(0);
    Optimizer optimizer =
        Optimizer.builder(config).build(Map.of("weight", Shape.of(8, 8)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    double[][] moment = new double[8][8];
    for (int t = 1; t <= 1200; t++) {
      double[][] x = new double[8][8];
      for (int i = 0; i < 64; i++) {
        x[i / 8][i % 8] = 30 * Keys.normal(Keys.of(100 + t), i);
      }
      double[][] g = product(product(transposed(a), x), transposed(b));
      float[] gradient = new float[weights.length];
      for (int i = 0; i < 64; i++) {
        gradient[i] = (float) g[i / 8][i % 8];
      }
      Arrays.fill(weights, 0f);
      optimizer.step(weights, new Gradient(gradient));
      if (t > 600) {
        double[][] step = new double[8][8];
        for (int i = 0; i < 64; i++) {
          step[i / 8][i % 8] = weights[i] / 0.1;
        }
        add(moment, product(step, transposed(step)), 1 / 4800.0);
      }
    }
    // of the gradients' rows the moments differ by 900 and more; of white ones they are equal
    for (int i = 0; i < 8; i++) {
      assertThat(moment[i][i]).as("row %d", i).isBetween(0.4, 1.6);
    }
  }

  @Test
  void matrixOptimizers_illConditionedQuadratic_areFarAheadOfAdamWPerStep() {
    double adam = best(rate -> AdamWConfig.of(rate).withWeightDecay(0));
    assertThat(best(ShampooConfig::of)).as("shampoo, adamw %s", adam).isLessThan(adam / 3);
    assertThat(best(rate -> ShampooConfig.of(rate).withMomentum(0.9).withBeta2(0.9)))
        .as("shampoo with decay, adamw %s", adam)
        .isLessThan(adam / 10);
    assertThat(best(PsgdKronConfig::of)).as("psgd-kron, adamw %s", adam).isLessThan(adam);
    assertThat(best(rate -> SoapConfig.of(rate).withWeightDecay(0)))
        .as("soap, adamw %s", adam)
        .isLessThan(adam);
    assertThat(
            best(rate ->
                SoapConfig.of(rate)
                    .withBetas(0.9, 0.999) // as AdamW
                    .withInterval(1)
                    .withWeightDecay(0)))
        .as("soap with AdamW's decays, adamw %s", adam)
        .isLessThan(adam / 10);
  }

  /// Returns the least loss after 100 steps over rates from 0.001 to 3, each going to 0.
  static double best(DoubleFunction<OptimizerConfig> config) {
    double best = Double.POSITIVE_INFINITY;
    for (double rate : new double[] {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3}) {
      best = Math.min(best, loss(config.apply(rate), rate));
    }
    return best;
  }

  private static double loss(OptimizerConfig config, double rate) {
    int n = 8;
    double[][] a = turned(n, 1);
    double[][] b = transposed(turned(n, 2));
    Optimizer optimizer =
        Optimizer.builder(config)
            .schedule("learningRate", Schedules.cosine(rate, 0, 100))
            .build(Map.of("weight", Shape.of(n, n)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    double loss = 0;
    for (int t = 0; t <= 100; t++) {
      double[][] d = new double[n][n];
      for (int i = 0; i < n * n; i++) {
        d[i / n][i % n] = weights[i] - Keys.normal(Keys.of(3), i);
      }
      double[][] e = product(product(a, d), b);
      loss = 0;
      for (double[] row : e) {
        loss += 0.5 * Arrays.stream(row).map(x -> x * x).sum();
      }
      double[][] g = product(product(transposed(a), e), transposed(b));
      float[] gradient = new float[weights.length];
      for (int i = 0; i < n * n; i++) {
        gradient[i] = (float) g[i / n][i % n];
      }
      optimizer.step(weights, new Gradient(gradient));
    }
    return loss;
  }

  /// Returns diag(1, ..., 1/30) with turned rows.
  private static double[][] turned(int n, long seed) {
    double[][] q = identity(n, 1);
    for (int p = 0; p < n; p++) {
      for (int r = p + 1; r < n; r++) {
        double angle = Keys.uniformDouble(Keys.of(seed), (long) p * n + r) * 6;
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        for (int k = 0; k < n; k++) {
          double x = q[k][p];
          double y = q[k][r];
          q[k][p] = c * x - s * y;
          q[k][r] = s * x + c * y;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      double scale = StrictMath.pow(30, -(double) i / (n - 1));
      for (int k = 0; k < n; k++) {
        q[i][k] *= scale;
      }
    }
    return q;
  }
}
