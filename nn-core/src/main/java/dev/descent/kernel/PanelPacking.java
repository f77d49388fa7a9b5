package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Copies matrices into [Panels]. Values are copied as they are; columns of B beyond the matrix get
/// any values, rows of A beyond it those of the last one.
final class PanelPacking {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int L = S.length();
  private static final Tile TILE = Panels.TILE;
  private static final int COLUMNS = Panels.COLUMNS;
  private static final int PANEL = Panels.PANEL;
  private static final int ROW = Panels.ROW;
  private static final int BLOCK = PanelTranspose.BLOCK;
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
      FloatVector.fromArray(S, a, first + k).intoArray(Panels.ALL, to + k);
      FloatVector.fromArray(S, a, second + k).intoArray(Panels.ALL, to + ROW + k);
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

  /// Packs B stored as [k, n], `columns` of `kc` rows.
  static void rowsOfB(int columns, int kc, float[] b, int at, int ldb, int to) {
    int panels = Math.min(TILE.wholeWidths((columns + L - 1) / L), columns / COLUMNS);
    int k = 0;
    for (; k + 4 <= kc; k += 4) {
      fourRows(panels, b, at + k * ldb, ldb, to + k * COLUMNS);
    }
    for (; k < kc; k++) {
      oneRow(panels, b, at + k * ldb, to + k * COLUMNS);
    }
    int out = to + panels * PANEL;
    for (int c = panels * COLUMNS; c < columns; out += PANEL) {
      int width = TILE.width((columns - c + L - 1) / L) * L;
      for (int v = 0; v < width; v += L, c += L) {
        strip(kc, Math.min(L, columns - c), b, at + c, ldb, out + v);
      }
    }
  }

  /// Memory is read in the order in which it lies, but for four rows at once.
  private static void fourRows(int panels, float[] b, int row0, int ldb, int to) {
    int row1 = row0 + ldb;
    int row2 = row1 + ldb;
    int row3 = row2 + ldb;
    for (int p = 0; p < panels; p++) {
      int c = p * COLUMNS;
      int out = to + p * PANEL;
      FloatVector.fromArray(S, b, row0 + c).intoArray(Panels.ALL, out);
      FloatVector.fromArray(S, b, row0 + c + L).intoArray(Panels.ALL, out + L);
      FloatVector.fromArray(S, b, row1 + c).intoArray(Panels.ALL, out + COLUMNS);
      FloatVector.fromArray(S, b, row1 + c + L).intoArray(Panels.ALL, out + COLUMNS + L);
      FloatVector.fromArray(S, b, row2 + c).intoArray(Panels.ALL, out + 2 * COLUMNS);
      FloatVector.fromArray(S, b, row2 + c + L).intoArray(Panels.ALL, out + 2 * COLUMNS + L);
      FloatVector.fromArray(S, b, row3 + c).intoArray(Panels.ALL, out + 3 * COLUMNS);
      FloatVector.fromArray(S, b, row3 + c + L).intoArray(Panels.ALL, out + 3 * COLUMNS + L);
      if (THREE) {
        int third = 2 * L;
        FloatVector.fromArray(S, b, row0 + c + third).intoArray(Panels.ALL, out + third);
        out += COLUMNS;
        FloatVector.fromArray(S, b, row1 + c + third).intoArray(Panels.ALL, out + third);
        out += COLUMNS;
        FloatVector.fromArray(S, b, row2 + c + third).intoArray(Panels.ALL, out + third);
        out += COLUMNS;
        FloatVector.fromArray(S, b, row3 + c + third).intoArray(Panels.ALL, out + third);
      }
    }
  }

  private static void oneRow(int panels, float[] b, int row, int to) {
    for (int p = 0; p < panels; p++) {
      for (int v = 0; v < COLUMNS; v += L) {
        FloatVector.fromArray(S, b, row + p * COLUMNS + v)
            .intoArray(Panels.ALL, to + p * PANEL + v);
      }
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
      FloatVector.fromArray(S, b, at + k * ldb).intoArray(Panels.ALL, to + k * COLUMNS);
    }
    for (int k = whole; k < kc; k++) {
      for (int j = 0; j < valid; j++) {
        Panels.ALL[to + k * COLUMNS + j] = b[at + k * ldb + j];
      }
    }
  }

  /// Packs B stored as [n, k]; parameters as in [#rowsOfB]. Writes up to a block beyond `columns`.
  static void columnsOfB(int columns, int kc, float[] b, int at, int ldb, int to) {
    int out = to;
    for (int c = 0; c < columns; out += PANEL) {
      int width = TILE.width((columns - c + L - 1) / L) * L;
      for (int v = 0; v < width && c < columns; v += BLOCK, c += BLOCK) {
        int last = Math.min(BLOCK, columns - c) - 1;
        fourColumns(kc, b, at + c * ldb, ldb, last, out + v);
      }
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
