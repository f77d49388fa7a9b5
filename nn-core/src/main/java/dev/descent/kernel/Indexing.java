package dev.descent.kernel;

import java.util.Arrays;

/// Rows and elements chosen by an array of indices.
///
/// An index outside its range is an `IllegalArgumentException` that gives index, position and
/// range.
public final class Indexing {
  /// Shorter rows are not worth a vector.
  private static final int VECTOR_MINIMUM = 16;

  private Indexing() {}

  /// Computes `y[i, :] = table[index[i], :]` for 0 ≤ i < count; the table has `rows` rows. The
  /// first index is called `number` in an error.
  public static void gather(
      float[] table,
      int to,
      int[] index,
      int io,
      float[] y,
      int yo,
      int count,
      int columns,
      int rows,
      int number) {
    for (int i = 0; i < count; i++) {
      int from = to + require(index[io + i], number + i, rows) * columns;
      if (columns == 1) {
        y[yo + i] = table[from];
      } else {
        System.arraycopy(table, from, y, yo + i * columns, columns);
      }
    }
  }

  /// Computes `table[index[i], :] += g[i, :]` for ascending i, from what the table holds.
  public static void scatterAdd(
      float[] g,
      int go,
      int[] index,
      int io,
      float[] table,
      int to,
      int count,
      int columns,
      int rows) {
    boolean vector =
        columns >= VECTOR_MINIMUM
            && Kernels.VECTOR
            && Readiness.of(Readiness.BINARY + Elementwise.ADD, count * columns);
    for (int i = 0; i < count; i++) {
      int row = to + require(index[io + i], i, rows) * columns;
      int from = go + i * columns;
      if (vector) {
        VectorBinary.apply(Elementwise.ADD, table, row, g, from, table, row, columns);
      } else {
        for (int c = 0; c < columns; c++) {
          table[row + c] += g[from + c];
        }
      }
    }
  }

  /// Computes `y[i, c] = c = index[i] ? 1 : 0` for 0 ≤ i < rows; +0 alone where the index is
  /// `ignored`. The first index is called `number` in an error.
  public static void oneHot(
      int[] index, int io, float[] y, int yo, int rows, int columns, int ignored, int number) {
    for (int i = 0; i < rows; i++) {
      int row = yo + i * columns;
      Arrays.fill(y, row, row + columns, 0f);
      if (index[io + i] != ignored) {
        y[row + require(index[io + i], number + i, columns)] = 1f;
      }
    }
  }

  /// Computes `y[i] = x[i]`, rounded to nearest.
  public static void toFloat(int[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i];
    }
  }

  private static int require(int index, int position, int extent) {
    if (index < 0 || index >= extent) {
      throw new IllegalArgumentException(
          "index at position %d must be in [0, %d), was %d".formatted(position, extent, index));
    }
    return index;
  }
}
