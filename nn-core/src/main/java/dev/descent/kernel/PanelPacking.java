package dev.descent.kernel;

import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.fromArray;

/// Copies matrices into [Panels]. Values are copied as they are; columns of B beyond the matrix get
/// any values, rows of A beyond it those of the last one.
final class PanelPacking {
  private static final int L = Lanes.COUNT;
  private static final Tile TILE = Panels.TILE;
  private static final int COLUMNS = Panels.COLUMNS;
  private static final int ROW = Panels.ROW;
  private static final int BLOCK = PanelTranspose.BLOCK;

  /// Rows of memory that are longer are transposed eight at a time, others four, which is faster in
  /// the first cache.
  private static final int LONG = 256;

  private static final boolean THREE = COLUMNS == 3 * L;

  private PanelPacking() {}

  /// Packs rows of A stored as [m, k], `kc` elements of each.
  ///
  /// @param valid rows that there are
  /// @param rows rows that are wanted, an even number
  static void rowsOfA(int rows, int valid, int kc, float[] a, int at, int lda, int to) {
    for (int r = 0; r < rows; r += 2) {
      int first = at + Math.min(r, valid - 1) * lda;
      int second = at + Math.min(r + 1, valid - 1) * lda;
      int out = to + r * ROW;
      if (kc >= L) {
        twoRows(0, kc - L + 1, a, first, second, out);
        // The last vector ends where the rows end and repeats what is there.
        twoRows(kc - L, kc - L + 1, a, first, second, out);
      } else {
        System.arraycopy(a, first, Panels.ALL, out, kc);
        System.arraycopy(a, second, Panels.ALL, out + ROW, kc);
      }
    }
  }

  private static void twoRows(int from, int end, float[] a, int first, int second, int to) {
    for (int k = from; k < end; k += L) {
      FLOAT.cast(fromArray(FLOATS, a, first + k)).intoArray(Panels.ALL, to + k);
      FLOAT.cast(fromArray(FLOATS, a, second + k)).intoArray(Panels.ALL, to + ROW + k);
    }
  }

  /// Packs rows of A stored as [k, m]; parameters as in [#rowsOfA]. Writes up to a block beyond
  /// `kc`.
  static void columnsOfA(int rows, int valid, int kc, float[] a, int at, int lda, int to) {
    if (valid < BLOCK) {
      for (int k = 0; k < kc; k++) {
        for (int r = 0; r < valid; r++) {
          Panels.ALL[to + r * ROW + k] = a[at + k * lda + r];
        }
      }
    } else {
      for (int k = 0; k < kc; k += BLOCK) {
        int last = Math.min(BLOCK, kc - k) - 1;
        PanelTranspose.rowsOfA(valid, a, at + k * lda, lda, last, to + k);
      }
    }
    for (int r = valid; r < rows; r++) {
      System.arraycopy(Panels.ALL, to + (valid - 1) * ROW, Panels.ALL, to + r * ROW, kc);
    }
  }

  /// Packs B stored as [k, n], `columns` of `kc` rows, into panels `panel` apart.
  ///
  /// @param large whether B is too large for the caches, and rows come one at a time, the order in
  ///   which memory is read fastest
  static void rowsOfB(
      int columns, int kc, float[] b, int at, int ldb, int to, int panel, boolean large) {
    int panels = Math.min(TILE.wholeWidths((columns + L - 1) / L), columns / COLUMNS);
    int k = 0;
    for (; !large && k + 8 <= kc; k += 8) {
      eightRows(panels, b, at + k * ldb, ldb, to + k * COLUMNS, panel);
    }
    for (; k < kc; k++) {
      oneRow(panels, b, at + k * ldb, to + k * COLUMNS, panel);
    }
    int out = to + panels * panel;
    for (int c = panels * COLUMNS; c < columns; out += panel) {
      int width = TILE.width((columns - c + L - 1) / L) * L;
      for (int v = 0; v < width; v += L, c += L) {
        strip(kc, Math.min(L, columns - c), b, at + c, ldb, out + v);
      }
    }
  }

  /// Memory is read in the order in which it lies, but for eight rows at once.
  private static void eightRows(int panels, float[] b, int at, int ldb, int to, int panel) {
    for (int p = 0; p < panels; p++) {
      int row = at + p * COLUMNS;
      int out = to + p * panel;
      piece(b, row, out);
      piece(b, row + ldb, out + COLUMNS);
      piece(b, row + 2 * ldb, out + 2 * COLUMNS);
      piece(b, row + 3 * ldb, out + 3 * COLUMNS);
      piece(b, row + 4 * ldb, out + 4 * COLUMNS);
      piece(b, row + 5 * ldb, out + 5 * COLUMNS);
      piece(b, row + 6 * ldb, out + 6 * COLUMNS);
      piece(b, row + 7 * ldb, out + 7 * COLUMNS);
    }
  }

  private static void oneRow(int panels, float[] b, int row, int to, int panel) {
    for (int p = 0; p < panels; p++) {
      piece(b, row + p * COLUMNS, to + p * panel);
    }
  }

  /// Copies a row of a panel.
  private static void piece(float[] b, int from, int to) {
    FLOAT.cast(fromArray(FLOATS, b, from)).intoArray(Panels.ALL, to);
    FLOAT.cast(fromArray(FLOATS, b, from + L)).intoArray(Panels.ALL, to + L);
    if (THREE) {
      FLOAT.cast(fromArray(FLOATS, b, from + 2 * L)).intoArray(Panels.ALL, to + 2 * L);
    }
  }

  /// Packs one vector of columns of B stored as [k, n].
  ///
  /// @param valid columns that B has, at most a vector
  private static void strip(int kc, int valid, float[] b, int at, int ldb, int to) {
    int whole = kc;
    if (valid < L) {
      // Reading beyond a row reaches the next one, but nothing may be read beyond the array.
      int room = b.length - L - at;
      whole = room < 0 ? 0 : Math.min(kc, ldb == 0 ? kc : room / ldb + 1);
    }
    for (int k = 0; k < whole; k++) {
      FLOAT.cast(fromArray(FLOATS, b, at + k * ldb)).intoArray(Panels.ALL, to + k * COLUMNS);
    }
    for (int k = whole; k < kc; k++) {
      for (int j = 0; j < valid; j++) {
        Panels.ALL[to + k * COLUMNS + j] = b[at + k * ldb + j];
      }
    }
  }

  /// Packs B stored as [n, k]; parameters as in [#rowsOfB]. Writes up to a block beyond `columns`.
  static void columnsOfB(int columns, int kc, float[] b, int at, int ldb, int to, int panel) {
    int out = to;
    for (int c = 0; c < columns; out += panel) {
      int width = TILE.width((columns - c + L - 1) / L) * L;
      int end = Math.min(columns, c + width);
      int v = 0;
      if (kc >= LONG) {
        for (; c + 8 <= end; v += 8, c += 8) {
          PanelTranspose.eightColumnsOfB(kc, b, at + c * ldb, ldb, out + v);
        }
      }
      for (; c < end; v += BLOCK, c += BLOCK) {
        fourColumns(kc, b, at + c * ldb, ldb, Math.min(BLOCK, end - c) - 1, out + v);
      }
      c = end;
    }
  }

  private static void fourColumns(int kc, float[] b, int at, int ldb, int last, int to) {
    if (kc >= BLOCK) {
      PanelTranspose.columnsOfB(kc, b, at, ldb, last, to);
      return;
    }
    for (int q = 0; q <= last; q++) {
      for (int k = 0; k < kc; k++) {
        Panels.ALL[to + k * COLUMNS + q] = b[at + q * ldb + k];
      }
    }
  }
}
