package dev.descent.optim.spi;

/// The framework's matrix kernels for rules: row-major, on all threads, the same bits everywhere.
public interface Algebra {
  /// Writes the product `a · b` of an m × k and a k × n matrix into the m × n matrix `c`.
  ///
  /// @param aTransposed whether `a` is stored k × m
  /// @param bTransposed whether `b` is stored n × k
  void matmul(
      int m,
      int k,
      int n,
      float[] a,
      int aOffset,
      boolean aTransposed,
      float[] b,
      int bOffset,
      boolean bTransposed,
      float[] c,
      int cOffset);

  /// Returns the inner product of `a[aOffset, aOffset + n)` and `b[bOffset, bOffset + n)`.
  double dot(int n, float[] a, int aOffset, float[] b, int bOffset);

  /// Returns an array of at least `size` elements with undefined content; each `which` (0, 1, ...)
  /// is another one. It is kept for the next call.
  float[] scratch(int which, int size);
}
