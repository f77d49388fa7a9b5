package dev.descent.kernel;

/// The inner loops of [DirectGemm]: a tile of C, some rows by some vectors, goes through the whole
/// inner extent in registers, from +0, with A and B where they lie. [DirectKernelWriter] writes
/// them.
interface DirectKernels {
  /// Computes a tile.
  ///
  /// @param kc the inner extent
  /// @param ao the first element of A; rows are `ai` apart, columns `ak`
  /// @param bo the first element of B, rows are `bk` apart
  /// @param yo the first element of C, rows are `ys` apart
  void multiply(
      int rows,
      int vectors,
      int kc,
      float[] a,
      int ao,
      int ai,
      int ak,
      float[] b,
      int bo,
      int bk,
      float[] y,
      int yo,
      int ys);
}
