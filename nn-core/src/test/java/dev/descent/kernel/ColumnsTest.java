package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
  @Test
  void sum_anyShape_hasTheSpecifiedOrder() {
    for (int rows : new int[] {0, 1, 2, 63, 64, 65, 128, 200}) {
      for (int columns : new int[] {0, 1, 3, 7, 8, 9, 16, 17, 33, 64, 71}) {
        float[] x = Samples.normal(rows * 100 + columns, 2 + rows * columns, 1);
        float[] y = new float[columns + 1];
        Columns.sum(x, 2, y, 1, rows, columns);
        float[] matrix = Arrays.copyOfRange(x, 2, x.length);
        for (int c = 0; c < columns; c++) {
          assertThat(y[1 + c]).isEqualTo(Specification.column(matrix, rows, columns, c));
        }
      }
    }
  }

  @Test
  void sum_rangesOfColumns_haveTheBitsOfTheWhole() {
    float[] x = Samples.normal(1, 130 * 50, 1);
    float[] whole = new float[50];
    float[] parts = new float[50];
    Columns.sum(x, 0, whole, 0, 130, 50);
    for (int[] range : new int[][] {{0, 1}, {1, 20}, {20, 20}, {20, 33}, {33, 50}}) {
      Columns.sum(x, 0, parts, 0, 130, 50, range[0], range[1]);
    }
    assertThat(Samples.bits(parts)).isEqualTo(Samples.bits(whole));
  }

  @Test
  void sum_negativeZeros_isPositiveZero() {
    float[] x = new float[70 * 20];
    Arrays.fill(x, -0f);
    float[] y = new float[20];
    Columns.sum(x, 0, y, 0, 70, 20);
    assertThat(Samples.bits(y)).isEqualTo(new int[20]);
  }
}
