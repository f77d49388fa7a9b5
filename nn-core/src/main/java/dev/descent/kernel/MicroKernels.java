package dev.descent.kernel;

import java.lang.foreign.MemorySegment;

/// The inner loops of the vector product: a tile of C, some rows by some vectors, goes through `kc`
/// steps of the inner extent in registers. Which tiles there are depends on the number of vector
/// registers.
///
/// A kernel takes the tile's chains from `x` (rows `xs` apart), continues them, and writes them to
/// `y` (rows `ys` apart). B is a panel: `kc` rows of `vectors` whole vectors, one after the other,
/// from byte `bo` on.
interface MicroKernels {
  /// Elements from one row of a panel of rows to the next: a constant, which saves registers, and
  /// not a power of two, so that rows fall on different cache lines. A slice of the inner extent is
  /// not longer.
  int ROW_STRIDE = 512 + 16;

  /// Returns the height of the next panel of rows where `left` ≥ 1 rows are left.
  int rowsHeight(int left);

  /// Returns the height of the next panel of columns where `left` ≥ 1 rows are left.
  int columnsHeight(int left);

  /// Returns the vectors of the next panel of B where `left` ≥ 1 vectors are left.
  int vectors(int left);

  /// A is a panel of rows: `rows` times `kc` elements, [#ROW_STRIDE] apart.
  void rows(
      int rows,
      int vectors,
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys);

  /// A is a panel of columns: `kc` times `rows` elements, one after the other.
  void columns(
      int rows,
      int vectors,
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys);
}
