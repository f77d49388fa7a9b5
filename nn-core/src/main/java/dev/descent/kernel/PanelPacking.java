package dev.descent.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Copies matrices into panels. Values are copied as they are, columns beyond the matrix get any
/// values.
final class PanelPacking {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final VectorSpecies<Float> SHORT =
      S.length() >= 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
  private static final int L = S.length();
  private static final int BYTES = S.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int BLOCK = PanelTranspose.BLOCK;

  private PanelPacking() {}

  /// Packs one vector of columns of B stored as [k, n].
  ///
  /// @param depth rows of B
  /// @param valid columns that B has, at most a vector
  /// @param at the first element
  /// @param to the byte for the first vector; the others follow `vectors` vectors apart
  static void rows(
      int depth, int valid, float[] b, int at, int ldb, MemorySegment panel, long to, int vectors) {
    int whole = depth;
    if (valid < L) {
      // Reading beyond a row reaches the next one, but nothing may be read beyond the array.
      int room = b.length - L - at;
      whole = room < 0 ? 0 : Math.min(depth, ldb == 0 ? depth : room / ldb + 1);
    }
    strip(whole, b, at, ldb, panel, to, vectors * BYTES);
    for (int k = whole; k < depth; k++) {
      for (int j = 0; j < valid; j++) {
        panel.set(
            ValueLayout.JAVA_FLOAT,
            to + (long) k * vectors * BYTES + j * (long) Float.BYTES,
            b[at + k * ldb + j]);
      }
    }
  }

  private static void strip(
      int depth, float[] b, int at, int ldb, MemorySegment panel, long to, int step) {
    for (int k = 0; k < depth; k++) {
      FloatVector.fromArray(S, b, at + k * ldb)
          .intoMemorySegment(panel, to + (long) k * step, ORDER);
    }
  }

  /// Packs one vector of columns of B stored as [n, k]; parameters as in [#rows].
  static void columns(
      int depth, int valid, float[] b, int at, int ldb, MemorySegment panel, long to, int vectors) {
    int step = vectors * BYTES;
    for (int j = 0; j < valid; j += BLOCK) {
      int from = at + j * ldb;
      long out = to + j * (long) Float.BYTES;
      int last = Math.min(BLOCK, valid - j) - 1;
      if (depth >= BLOCK) {
        PanelTranspose.block(depth, b, from, ldb, last, panel, out, step);
      } else {
        for (int q = 0; q <= last; q++) {
          for (int k = 0; k < depth; k++) {
            panel.set(
                ValueLayout.JAVA_FLOAT,
                out + (long) k * step + q * (long) Float.BYTES,
                b[from + q * ldb + k]);
          }
        }
      }
    }
  }

  /// Packs whole pairs of vectors of B stored as [k, n]: the case that matters, with a constant
  /// stride.
  static void pairs(int depth, float[] b, int at, int ldb, MemorySegment panel, long to) {
    for (int k = 0; k < depth; k++) {
      int from = at + k * ldb;
      long out = to + k * (2L * BYTES);
      FloatVector.fromArray(S, b, from).intoMemorySegment(panel, out, ORDER);
      FloatVector.fromArray(S, b, from + L).intoMemorySegment(panel, out + BYTES, ORDER);
    }
  }

  /// Packs rows of A stored as [m, k], [MicroKernels#ROW_STRIDE] apart.
  static void rowsOfA(int rows, int kc, float[] a, int at, int lda, float[] panel) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(a, at + r * lda, panel, r * MicroKernels.ROW_STRIDE, kc);
    }
  }

  /// Packs columns of A stored as [k, m]: `kc` times `rows` elements, one after the other. Writes
  /// up to a vector beyond the panel.
  static void columnsOfA(int rows, int kc, float[] a, int at, int lda, float[] panel, int to) {
    int whole = 0;
    if (rows > 1 && rows <= SHORT.length()) {
      int room = a.length - SHORT.length() - at;
      whole = room < 0 ? 0 : Math.min(kc, room / lda + 1);
      if (rows == 5) {
        fives(whole, a, at, lda, panel, to);
      } else {
        few(rows, whole, a, at, lda, panel, to);
      }
    }
    for (int k = whole; k < kc; k++) {
      for (int r = 0; r < rows; r++) {
        panel[to + k * rows + r] = a[at + k * lda + r];
      }
    }
  }

  private static void fives(int kc, float[] a, int at, int lda, float[] panel, int to) {
    // What a vector holds beyond the rows is overwritten by the next one.
    for (int k = 0; k < kc; k++) {
      FloatVector.fromArray(SHORT, a, at + k * lda).intoArray(panel, to + 5 * k);
    }
  }

  private static void few(int rows, int kc, float[] a, int at, int lda, float[] panel, int to) {
    for (int k = 0; k < kc; k++) {
      FloatVector.fromArray(SHORT, a, at + k * lda).intoArray(panel, to + rows * k);
    }
  }
}
