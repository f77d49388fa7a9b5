package dev.descent.optim.spi;

/// The framework's matrix kernels for rules: row-major, the same bits everywhere. Products run on
/// all threads; decompositions, in `double`, on one.
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

  /// Returns an array of at least `size` doubles, as [#scratch(int, int)] does floats.
  double[] doubles(int which, int size);

  /// Rotates the rows of a `rows` × `columns` matrix until they are orthogonal to each other, which
  /// is the singular value decomposition: before = rotationᵀ · after.
  ///
  /// Afterwards row i of `a` is `lengths[i]` times a right singular vector, and row i of `rotation`
  /// is the left one; the lengths are the singular values, the largest first. Of a symmetric matrix
  /// without negative eigenvalues the rows of `rotation` are eigenvectors, also those of zeros. One
  /// sweep costs 3 · rows² · (columns + rows) multiplications, and 5 to 10 sweeps are usual. For
  /// the vectors of the longer side alone give a matrix with few rows.
  ///
  /// @param rotation takes rows × rows numbers; empty if it is not wanted
  /// @throws IllegalArgumentException if a number in `a` is not finite
  void singular(int rows, int columns, double[] a, double[] lengths, double[] rotation);

  /// Makes the rows of a `rows` × `columns` matrix, rows <= columns, orthonormal, each from what it
  /// has beyond those before it: the QR decomposition of the transposed matrix, with positive
  /// diagonal. A row that depends on those before it becomes the first unit vector that does not.
  ///
  /// @throws IllegalArgumentException if there are more rows than columns, or a number is not
  ///   finite
  void orthonormalize(int rows, int columns, double[] a);
}
