package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RowsTest {
  private static final int ROWS = 3;
  private static final int IGNORED = -100;

  private static float[] row(float[] x, int r, int columns) {
    return Arrays.copyOfRange(x, r * columns, (r + 1) * columns);
  }

  @Test
  void sum_everySize_hasTheSpecifiedOrder() {
    for (int n : Samples.sizes()) {
      float[] x = Samples.normal(n, ROWS * n, 1);
      float[] y = new float[ROWS];
      Rows.sum(x, 0, y, 0, ROWS, n);
      for (int r = 0; r < ROWS; r++) {
        float[] row = row(x, r, n);
        assertThat(y[r]).isEqualTo(Specification.row(n, (s, i) -> s + row[i]));
      }
    }
  }

  @Test
  void sum_manyLeaves_isAPairwiseTree() {
    for (int leaves = 1; leaves <= 13; leaves++) {
      int n = leaves * 1024 - 5;
      float[] x = Samples.normal(leaves, n, 1);
      float[] y = new float[1];
      Rows.sum(x, 0, y, 0, 1, n);
      assertThat(y[0]).isEqualTo(Specification.row(n, (s, i) -> s + x[i]));
    }
  }

  @Test
  void maxAndArgmax_nanOrTies_takeTheFirst() {
    float nan = Float.NaN;
    float[] x = {1, 3, 3, 2, /**/ 1, nan, 5, nan, /**/ -1, -1, -1, -1, /**/ -0f, 0, -0f, 0};
    float[] max = new float[4];
    int[] argmax = new int[4];
    Rows.max(x, 0, max, 0, 4, 4);
    Rows.argmax(x, 0, argmax, 0, 4, 4);
    assertThat(Samples.bits(max)).isEqualTo(Samples.bits(3, nan, -1, 0));
    assertThat(argmax).containsExactly(1, 1, 0, 0);
  }

  @Test
  void argmax_everySize_isTheFirstLargest() {
    for (int n : Samples.sizes()) {
      if (n > 0) {
        float[] x = Samples.normal(n, n, 1);
        for (int i = 0; i < n; i++) {
          x[i] = Math.round(x[i]);
        }
        int expected = 0;
        for (int i = 0; i < n; i++) {
          expected = x[i] > x[expected] ? i : expected;
        }
        int[] y = new int[1];
        Rows.argmax(x, 0, y, 0, 1, n);
        assertThat(y[0]).isEqualTo(expected);
      }
    }
  }

  @Test
  void softmax_everySize_hasTheSpecifiedBits() {
    for (int n : Samples.sizes()) {
      float[] x = Samples.normal(n, ROWS * n, 5);
      float[] y = new float[ROWS * n];
      float[] log = new float[ROWS * n];
      Rows.softmax(x, 0, y, 0, ROWS, n);
      Rows.logSoftmax(x, 0, log, 0, ROWS, n);
      for (int r = 0; r < ROWS; r++) {
        float[] row = row(x, r, n);
        assertThat(row(y, r, n)).isEqualTo(Specification.softmax(row));
        assertThat(row(log, r, n)).isEqualTo(Specification.logSoftmax(row));
      }
    }
  }

  @Test
  void softmax_inPlace_hasTheSameBits() {
    float[] x = Samples.normal(1, 5 * 37, 3);
    float[] y = new float[5 * 37];
    Rows.softmax(x, 0, y, 0, 5, 37);
    Rows.softmax(x, 0, x, 0, 5, 37);
    assertThat(Samples.bits(x)).isEqualTo(Samples.bits(y));
  }

  @Test
  void softmax_hugeAndMaskedLogits_staysFinite() {
    float[] x = {1e30f, 1e30f, -1e30f, Float.NEGATIVE_INFINITY};
    float[] y = new float[4];
    Rows.softmax(x, 0, y, 0, 1, 4);
    assertThat(y).containsExactly(0.5f, 0.5f, 0f, 0f);
  }

  @Test
  void softmaxGradient_anyRow_isTheJacobianProduct() {
    for (int n : Samples.sizes()) {
      float[] y = Specification.softmax(Samples.normal(n, n, 2));
      float[] g = Samples.normal(n + 1, n, 1);
      float[] dx = new float[n];
      Rows.softmaxGradient(y, 0, g, 0, dx, 0, 1, n);
      float dot = Specification.row(n, (s, i) -> Math.fma(y[i], g[i], s));
      for (int i = 0; i < n; i++) {
        assertThat(dx[i]).isEqualTo(y[i] * (g[i] - dot));
      }
    }
  }

  @Test
  void logSoftmaxGradient_anyRow_hasTheSpecifiedBits() {
    for (int n : Samples.sizes()) {
      float[] y = Specification.logSoftmax(Samples.normal(n, n, 2));
      float[] g = Samples.normal(n + 1, n, 1);
      float[] dx = new float[n];
      Rows.logSoftmaxGradient(y, 0, g, 0, dx, 0, 1, n);
      float sum = Specification.row(n, (s, i) -> s + g[i]);
      for (int i = 0; i < n; i++) {
        assertThat(dx[i]).isEqualTo(Math.fma(-Maths.exp(y[i]), sum, g[i]));
      }
    }
  }

  @Test
  void crossEntropy_anyRow_isTheNegativeLogSoftmaxAtTheLabel() {
    for (int n : new int[] {1, 2, 10, 17, 1000, 3000}) {
      float[] x = Samples.normal(n, ROWS * n, 3);
      int[] labels = Samples.indices(n, ROWS, n);
      labels[1] = IGNORED;
      float[] log = new float[ROWS * n];
      float[] y = new float[ROWS];
      Rows.logSoftmax(x, 0, log, 0, ROWS, n);
      Rows.crossEntropy(x, 0, labels, 0, y, 0, ROWS, n, IGNORED, 0);
      assertThat(Samples.bits(y))
          .isEqualTo(Samples.bits(0f - log[labels[0]], 0f, 0f - log[2 * n + labels[2]]));
    }
  }

  @Test
  void crossEntropyGradient_anyRow_isSoftmaxMinusOneHotTimesFactor() {
    for (int n : new int[] {1, 2, 10, 17, 1000, 3000}) {
      float[] x = Samples.normal(n, ROWS * n, 3);
      int[] labels = Samples.indices(n, ROWS, n);
      labels[1] = IGNORED;
      float[] factor = {0.5f, 3f, -2f};
      float[] dx = new float[ROWS * n];
      Rows.crossEntropyGradient(x, 0, labels, 0, factor, 0, dx, 0, ROWS, n, IGNORED);
      for (int r = 0; r < ROWS; r++) {
        float[] y = Specification.softmax(row(x, r, n));
        for (int c = 0; c < n; c++) {
          float expected = (c == labels[r] ? y[c] - 1f : y[c]) * factor[r];
          assertThat(dx[r * n + c]).isEqualTo(r == 1 ? 0f : expected);
        }
      }
    }
  }

  @Test
  void lossAndGradient_anyRow_areThoseOfTheirOwnKernels() {
    for (int n : new int[] {1, 2, 10, 16, 17, 1000, 3000}) {
      int rows = 21;
      float[] x = Samples.normal(n, rows * n, 3);
      int[] labels = Samples.indices(n, rows, n);
      labels[1] = IGNORED;
      float[] factor = Samples.normal(n + 1, rows, 1);
      float[] expected = new float[rows * n];
      float[] losses = new float[rows];
      Rows.crossEntropyGradient(x, 0, labels, 0, factor, 0, expected, 0, rows, n, IGNORED);
      Rows.crossEntropy(x, 0, labels, 0, losses, 0, rows, n, IGNORED, 0);
      float[] dx = new float[rows * n + 1];
      float[] y = new float[rows + 2];
      Rows.lossAndGradient(x, 0, labels, 0, factor, 0, y, 2, dx, 1, rows, n, IGNORED, 0);
      assertThat(Samples.bits(Arrays.copyOfRange(dx, 1, dx.length)))
          .isEqualTo(Samples.bits(expected));
      assertThat(Samples.bits(Arrays.copyOfRange(y, 2, y.length))).isEqualTo(Samples.bits(losses));
    }
  }

  @Test
  void crossEntropy_labelOutOfRange_namesRowAndRange() {
    assertThatThrownBy(() ->
            Rows.crossEntropy(
                new float[20], 0, new int[] {1, 10}, 0, new float[2], 0, 2, 10, IGNORED, 300))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label of row 301 must be in [0, 10), was 10");
  }

  @Test
  void logSoftmax_againstDouble_isWithinAFewRoundings() {
    float[] x = Samples.normal(5, 100, 10);
    float[] y = new float[100];
    Rows.logSoftmax(x, 0, y, 0, 1, 100);
    double sum = 0;
    for (float v : x) {
      sum += StrictMath.exp(v);
    }
    for (int i = 0; i < 100; i++) {
      assertThat((double) y[i]).isCloseTo(x[i] - StrictMath.log(sum), within(4 * 0x1p-24 * 64));
    }
  }
}
