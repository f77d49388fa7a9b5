package dev.descent.kernel;

/// The inner loops of the vector product: a tile of C, some rows by some vectors, goes through `kc`
/// steps of the inner extent in registers. [MicroKernelWriter] writes them.
///
/// A kernel takes the tile's chains from `x` (rows `xs` apart), continues them, and writes them to
/// `y` (rows `ys` apart). B is a panel: `kc` rows of `vectors` whole vectors, one after the other,
/// from `bo` on.
interface MicroKernels {
  /// Elements from one row of a panel of rows to the next: a constant, which saves registers, and
  /// not a power of two, so that rows fall on different cache lines. A slice of the inner extent is
  /// not longer.
  int ROW_STRIDE = 256 + 16;

  /// A is a panel of rows: `rows` times `kc` elements, [#ROW_STRIDE] apart.
  void rows(
      int rows,
      int vectors,
      int kc,
      float[] a,
      int ao,
      float[] b,
      int bo,
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
      float[] b,
      int bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys);
}
