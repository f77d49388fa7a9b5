package dev.descent.kernel;

/// The inner loops of [FewRows]: some rows of x times as many rows of w as a vector has lanes, both
/// of them stored along the inner extent. [FewRowsWriter] writes them.
interface FewRowsKernels {
  /// Computes some chains, from +0.
  ///
  /// @param rows rows of x: 1, 2 or 4
  /// @param vectors 1
  /// @param kc the inner extent, a multiple of half a vector and not 0
  /// @param last the last row of x that there is; the others repeat it
  /// @param xo the first element of x, rows are `xs` apart
  /// @param wo the first element of w, rows are `ws` apart, at least half a vector
  /// @param yo where the chains of the first row of x go, side by side; rows are `ys` apart
  void multiply(
      int rows,
      int vectors,
      int kc,
      int last,
      float[] x,
      int xo,
      int xs,
      float[] w,
      int wo,
      int ws,
      float[] y,
      int yo,
      int ys);
}
