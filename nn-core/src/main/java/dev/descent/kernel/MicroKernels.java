package dev.descent.kernel;

/// The inner loops of the vector product: a tile of C, some rows by some vectors, goes through `kc`
/// steps of the inner extent in registers. [MicroKernelWriter] writes them.
///
/// A kernel takes the tile's chains from `x` (rows `xs` apart), continues them, and writes them to
/// `y` (rows `ys` apart). B is a panel: `kc` rows of `vectors` whole vectors, one after the other,
/// from `bo` on.
interface MicroKernels {
  /// Takes a tile through `kc` steps. A is a panel: `kc` times `rows` elements, one after the
  /// other.
  void multiply(
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
