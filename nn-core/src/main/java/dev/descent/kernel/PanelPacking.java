package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Copies matrices into panels. Values are copied as they are, columns beyond the matrix get any
/// values.
final class PanelPacking {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final VectorSpecies<Float> SHORT =
      S.length() >= 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
  private static final int L = S.length();
  private static final int BLOCK = PanelTranspose.BLOCK;

  private PanelPacking() {}

  /// Packs whole panels of B stored as [k, n], row by row: memory is read in the order in which it
  /// lies.
  static void rows(int panels, int vectors, int kc, float[] b, int at, int ldb, float[] to) {
    int step = vectors * L;
    for (int k = 0; k < kc; k++) {
      int from = at + k * ldb;
      int out = k * step;
      for (int p = 0; p < panels; p++) {
        for (int v = 0; v < step; v += L) {
          FloatVector.fromArray(S, b, from + p * step + v).intoArray(to, out + p * step * kc + v);
        }
      }
    }
  }

  /// Packs one vector of columns of B stored as [k, n].
  ///
  /// @param valid columns that B has, at most a vector
  /// @param at the first element
  /// @param to where the first vector goes; the others follow `vectors` vectors apart
  static void strip(
      int kc, int valid, float[] b, int at, int ldb, float[] panel, int to, int vectors) {
    int step = vectors * L;
    int whole = kc;
    if (valid < L) {
      // Reading beyond a row reaches the next one, but nothing may be read beyond the array.
      int room = b.length - L - at;
      whole = room < 0 ? 0 : Math.min(kc, ldb == 0 ? kc : room / ldb + 1);
    }
    for (int k = 0; k < whole; k++) {
      FloatVector.fromArray(S, b, at + k * ldb).intoArray(panel, to + k * step);
    }
    for (int k = whole; k < kc; k++) {
      for (int j = 0; j < valid; j++) {
        panel[to + k * step + j] = b[at + k * ldb + j];
      }
    }
  }

  /// Packs one vector of columns of B stored as [n, k]; parameters as in [#strip].
  static void columns(
      int depth, int valid, float[] b, int at, int ldb, float[] panel, int to, int vectors) {
    int step = vectors * L;
    for (int j = 0; j < valid; j += BLOCK) {
      int from = at + j * ldb;
      int out = to + j;
      int last = Math.min(BLOCK, valid - j) - 1;
      if (depth >= BLOCK) {
        PanelTranspose.block(depth, b, from, ldb, last, panel, out, step);
      } else {
        for (int q = 0; q <= last; q++) {
          for (int k = 0; k < depth; k++) {
            panel[out + k * step + q] = b[from + q * ldb + k];
          }
        }
      }
    }
  }

  /// Packs rows of A stored as [m, k] as `kc` times `rows` elements, one after the other. Writes up
  /// to a vector beyond the panel.
  ///
  /// @param valid rows that there are; others repeat the last one
  static void transposedA(
      int rows, int valid, int kc, float[] a, int at, int lda, float[] panel, int to) {
    if (kc < BLOCK) {
      for (int r = 0; r < rows; r++) {
        int row = at + Math.min(r, valid - 1) * lda;
        for (int k = 0; k < kc; k++) {
          panel[to + k * rows + r] = a[row + k];
        }
      }
      return;
    }
    // A block of rows writes beyond the last row; the one before it, packed later, mends that.
    for (int r = (rows - 1) / BLOCK * BLOCK; r >= 0; r -= BLOCK) {
      int first = Math.min(r, valid - 1);
      int last = Math.clamp(valid - 1 - first, 0, BLOCK - 1);
      PanelTranspose.block(kc, a, at + first * lda, lda, last, panel, to + r, rows);
    }
  }

  /// Packs columns of A stored as [k, m] into panels, each `kc` times `rows` elements, row by row.
  ///
  /// @return the number of panels that were packed: none if there is no room to read whole vectors
  static int columnsOfA(
      int panels, int rows, int kc, float[] a, int at, int lda, float[] to, int start) {
    int reach = SHORT.length();
    if (rows > reach || at + (kc - 1) * lda + (panels - 1) * rows + reach > a.length) {
      return 0;
    }
    // What a vector holds beyond the rows is overwritten by the next one, but for the last.
    for (int k = 0; k < kc - 1; k++) {
      int from = at + k * lda;
      int out = start + k * rows;
      for (int p = 0; p < panels; p++) {
        FloatVector.fromArray(SHORT, a, from + p * rows).intoArray(to, out + p * rows * kc);
      }
    }
    for (int p = 0; p < panels; p++) {
      for (int r = 0; r < rows; r++) {
        to[start + (p + 1) * rows * kc - rows + r] = a[at + (kc - 1) * lda + p * rows + r];
      }
    }
    return panels;
  }

  /// Packs any columns of A stored as [k, m] into one panel; columns that are not there are 0.
  static void anyColumnsOfA(
      int rows, int valid, int kc, float[] a, int at, int lda, float[] to, int start) {
    for (int k = 0; k < kc; k++) {
      int out = start + k * rows;
      for (int r = 0; r < valid; r++) {
        to[out + r] = a[at + k * lda + r];
      }
      for (int r = valid; r < rows; r++) {
        to[out + r] = 0;
      }
    }
  }
}
