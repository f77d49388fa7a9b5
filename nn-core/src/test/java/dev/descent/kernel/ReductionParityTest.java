package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.random.Keys;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Scalar and vector reductions have the same bits, at every size and for special values.
final class ReductionParityTest {
  private static void assertSame(float vector, float scalar) {
    assertThat(Float.floatToIntBits(vector)).isEqualTo(Float.floatToIntBits(scalar));
  }

  private static float[] samples(int n, int kind) {
    return switch (kind) {
      case 0 -> Samples.normal(n, n + 3, 1);
      case 1 -> Samples.normal(n, n + 3, 1e-38);
      case 2 -> Samples.wild(n, n + 3);
      default -> {
        float[] zeros = new float[n + 3];
        Arrays.fill(zeros, -0f);
        yield zeros;
      }
    };
  }

  @Test
  void leaves_everySize_haveTheSameBits() {
    for (int n : Samples.sizes()) {
      for (int kind = 0; kind < 4; kind++) {
        float[] x = samples(n, kind);
        float[] y = samples(n + 1, kind);
        assertSame(VectorReduction.sum(x, 3, n), ScalarReduction.sum(x, 3, n));
        assertSame(VectorReduction.sumAbs(x, 3, n), ScalarReduction.sumAbs(x, 3, n));
        assertSame(VectorReduction.dot(x, 3, y, 2, n), ScalarReduction.dot(x, 3, y, 2, n));
        assertSame(VectorReduction.max(x, 3, n), ScalarReduction.max(x, 3, n));
        assertSame(VectorReduction.maxAbs(x, 3, n), ScalarReduction.maxAbs(x, 3, n));
        if (n >= 16) {
          float expected = ScalarReduction.maxAbs(x, 3, n);
          assertSame(VectorReduction.maxAbsOfQuarters(x, 3, n), expected);
        }
        if (n <= Reduction.LEAF) {
          assertSame(VectorReduction.sumExp(x, 3, 2.5f, n), ScalarReduction.sumExp(x, 3, 2.5f, n));
        }
      }
    }
  }

  @Test
  void transposition_everySize_copiesTheSame() {
    for (int rows = 4; rows <= 70; rows += rows < 12 ? 1 : 7) {
      for (int columns = 8; columns <= 40; columns++) {
        int xStride = rows + columns % 3;
        int yStride = columns + rows % 3;
        float[] x = Samples.normal(columns, xStride * columns + 2, 1);
        float[] scalar = new float[yStride * rows + 3];
        float[] vector = new float[yStride * rows + 3];
        Transposition.scalar(x, 2, xStride, scalar, 3, yStride, rows, columns);
        VectorTransposition.plane(x, 2, xStride, vector, 3, yStride, rows, columns);
        assertThat(vector).isEqualTo(scalar);
      }
    }
  }

  /// Products that vanish leave -0 in a lane; the lanes beyond the end must not turn it into +0.
  @Test
  void dot_underflowToNegativeZero_keepsTheSign() {
    for (int n = 1; n <= 65; n++) {
      float[] x = new float[n];
      float[] y = new float[n];
      Arrays.fill(x, 1e-30f);
      Arrays.fill(y, -1e-30f);
      assertSame(VectorReduction.dot(x, 0, y, 0, n), ScalarReduction.dot(x, 0, y, 0, n));
    }
  }

  @Test
  void max_nanAnywhere_isNan() {
    for (int n = 1; n <= 65; n++) {
      for (int at = 0; at < n; at++) {
        float[] x = Samples.normal(n, n, 1);
        x[at] = Float.NaN;
        assertThat(VectorReduction.max(x, 0, n)).isNaN();
        assertThat(VectorReduction.maxAbs(x, 0, n)).isNaN();
        assertThat(n < 16 || Float.isNaN(VectorReduction.maxAbsOfQuarters(x, 0, n))).isTrue();
      }
    }
  }

  @Test
  void rowFunctions_everySize_haveTheSameBits() {
    for (int n : Samples.sizes()) {
      float[] x = Samples.wild(n, n + 1);
      float[] g = Samples.wild(n + 1, n + 2);
      for (int kind = 0; kind < 5; kind++) {
        float[] scalar = new float[n + 4];
        float[] vector = new float[n + 4];
        switch (kind) {
          case 0 -> {
            ScalarRows.exponentials(x, 1, 3f, scalar, 3, n);
            VectorRows.exponentials(x, 1, 3f, vector, 3, n);
          }
          case 1 -> {
            ScalarRows.shift(x, 1, 3f, 0.7f, scalar, 3, n);
            VectorRows.shift(x, 1, 3f, 0.7f, vector, 3, n);
          }
          case 2 -> {
            System.arraycopy(x, 1, scalar, 3, n);
            System.arraycopy(x, 1, vector, 3, n);
            ScalarRows.divide(scalar, 3, 1.7f, -0.3f, n);
            VectorRows.divide(vector, 3, 1.7f, -0.3f, n);
          }
          case 3 -> {
            ScalarRows.centered(x, 1, g, 2, 0.4f, scalar, 3, n);
            VectorRows.centered(x, 1, g, 2, 0.4f, vector, 3, n);
          }
          default -> {
            for (int i = 0; i <= n; i++) {
              x[i] = Math.min(x[i], 0);
            }
            ScalarRows.logCentered(x, 1, g, 2, 0.4f, scalar, 3, n);
            VectorRows.logCentered(x, 1, g, 2, 0.4f, vector, 3, n);
          }
        }
        assertThat(Samples.bits(vector)).isEqualTo(Samples.bits(scalar));
      }
    }
  }

  /// The last vector overlaps the one before, so it has to be read before that is overwritten.
  @Test
  void rowFunctions_inPlace_haveTheSameBits() {
    for (int n = 1; n <= 100; n++) {
      float[] x = Samples.normal(n, n, 2);
      float[] y = new float[n];
      for (int i = 0; i < n; i++) {
        y[i] = -Math.abs(x[i]);
      }
      float[] expected = new float[n];
      float[] actual = x.clone();
      ScalarRows.exponentials(x, 0, 3f, expected, 0, n);
      VectorRows.exponentials(actual, 0, 3f, actual, 0, n);
      assertThat(Samples.bits(actual)).isEqualTo(Samples.bits(expected));
      actual = x.clone();
      ScalarRows.shift(x, 0, 3f, 0.7f, expected, 0, n);
      VectorRows.shift(actual, 0, 3f, 0.7f, actual, 0, n);
      assertThat(Samples.bits(actual)).isEqualTo(Samples.bits(expected));
      for (boolean overY : new boolean[] {false, true}) {
        float[] values = y.clone();
        float[] gradients = x.clone();
        float[] over = overY ? values : gradients;
        ScalarRows.centered(y, 0, x, 0, 0.4f, expected, 0, n);
        VectorRows.centered(values, 0, gradients, 0, 0.4f, over, 0, n);
        assertThat(Samples.bits(over)).isEqualTo(Samples.bits(expected));
        values = y.clone();
        gradients = x.clone();
        over = overY ? values : gradients;
        ScalarRows.logCentered(y, 0, x, 0, 0.4f, expected, 0, n);
        VectorRows.logCentered(values, 0, gradients, 0, 0.4f, over, 0, n);
        assertThat(Samples.bits(over)).isEqualTo(Samples.bits(expected));
      }
    }
  }

  @Test
  void shortRows_everyWidth_haveTheSameBits() {
    for (int columns = 1; columns <= VectorShortRows.LONGEST; columns++) {
      int rows = 2 * Lanes.COUNT + 3;
      int n = rows * columns;
      float[] x = columns % 3 == 0 ? Samples.wild(columns, n) : Samples.normal(columns, n, 4);
      float[] factor = Samples.normal(columns, rows, 1);
      int[] labels = Samples.indices(columns, rows, columns);
      float[] scalar = new float[n + 1];
      float[] vector = new float[n + 1];
      Rows.softmax(x, 0, scalar, 1, 0, rows, columns);
      int done = VectorShortRows.softmax(x, 0, vector, 1, rows, columns);
      assertThat(done).isEqualTo(2 * Lanes.COUNT);
      assertStart(vector, scalar, 1 + done * columns);
      Rows.logSoftmax(x, 0, scalar, 1, 0, rows, columns);
      VectorShortRows.logSoftmax(x, 0, vector, 1, rows, columns);
      assertStart(vector, scalar, 1 + done * columns);
      float[] losses = new float[rows];
      float[] shortLosses = new float[rows];
      Rows.losses(x, 0, labels, 0, factor, 0, losses, 0, scalar, 1, 0, rows, columns, 0);
      VectorShortRows.losses(
          x, 0, labels, 0, factor, 0, shortLosses, 0, vector, 1, rows, columns, 0);
      assertStart(vector, scalar, 1 + done * columns);
      assertStart(shortLosses, losses, done);
      VectorShortRows.losses(x, 0, labels, 0, factor, 0, null, 0, vector, 0, rows, columns, 0);
      assertThat(Samples.bits(Arrays.copyOf(vector, done * columns)))
          .isEqualTo(Samples.bits(Arrays.copyOfRange(scalar, 1, 1 + done * columns)));
      VectorShortRows.losses(x, 0, labels, 0, null, 0, vector, 0, null, 0, rows, columns, 0);
      assertStart(vector, losses, done);
      Rows.softmax(x, 0, scalar, 0, 0, rows, columns);
      VectorShortRows.softmax(x, 0, x, 0, rows, columns);
      assertStart(x, scalar, done * columns);
    }
  }

  private static void assertStart(float[] vector, float[] scalar, int n) {
    assertThat(Samples.bits(Arrays.copyOf(vector, n)))
        .isEqualTo(Samples.bits(Arrays.copyOf(scalar, n)));
  }

  @Test
  void columns_anyShape_haveTheSameBits() {
    for (int rows : new int[] {0, 1, 5, 63, 64, 65, 130}) {
      for (int columns = 0; columns <= 70; columns++) {
        float[] x = Samples.wild(columns, rows * columns + 1);
        float[] scalar = new float[columns + 1];
        float[] vector = new float[columns + 1];
        int from = columns / 5;
        ScalarColumns.sum(x, 1, scalar, 1, rows, columns, from, columns);
        VectorColumns.sum(x, 1, vector, 1, rows, columns, from, columns);
        assertThat(Samples.bits(vector)).isEqualTo(Samples.bits(scalar));
      }
    }
  }

  @Test
  void uniform_anyStartAndSize_hasTheSameBits() {
    long key = Keys.of(9);
    for (long first : new long[] {0, 1, 15, (1L << 33) - 37, (1L << 33) - 64, -41}) {
      for (int n : Samples.sizes()) {
        float[] y = new float[n + 2];
        VectorUniform.fill(key, first, y, 1, n);
        for (int i = 0; i < n; i++) {
          assertSame(y[1 + i], Keys.uniform(key, first + i));
        }
        assertThat(y[0] + y[n + 1]).isZero();
      }
    }
  }
}
