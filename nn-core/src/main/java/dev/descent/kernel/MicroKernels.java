package dev.descent.kernel;

/// The inner loops of the vector product: a tile of C, some rows by some vectors, goes through `kc`
/// steps of the inner extent in registers. [MicroKernelWriter] writes them.
///
/// A kernel takes the tile's chains from `x` (rows `xs` apart), continues them, and writes them to
/// `y` (rows `ys` apart). A and B lie in [Panels#ALL].
interface MicroKernels {
  /// Takes a tile through `kc` steps, at most [Panels#DEPTH].
  ///
  /// @param ao the first of the rows of A, [Panels#ROW] apart
  /// @param bo the first row of a panel of B, `vectors` whole vectors, others a tile's width apart
  void multiply(
      int rows,
      int vectors,
      int kc,
      int ao,
      int bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys);
}
