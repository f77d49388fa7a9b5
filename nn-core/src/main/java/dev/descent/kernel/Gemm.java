package dev.descent.kernel;

import dev.descent.parallel.Team;
import org.jspecify.annotations.Nullable;

/// The matrix product: C = f(op(A)·op(B) + bias), single precision.
///
/// Every element of C is one chain, y = +0 (or what C holds, to accumulate), then y = fma(a, b, y)
/// with the inner index ascending. So it has the same bits in any batch, on any processor, with any
/// number of threads. Only where the inner extent is at least [SplitGemm#MIN_INNER] and C has at
/// most [SplitGemm#MAX_COLUMNS] columns, which decides for every row alike, the chain is cut into
/// segments whose results are added in a pairwise tree.
public final class Gemm {
  private Gemm() {}

  /// Multiplies. C must not overlap A or B.
  ///
  /// @param team the threads among which a large product is divided
  /// @param m rows of op(A) and C
  /// @param n columns of op(B) and C
  /// @param k columns of op(A), rows of op(B)
  /// @param a A, from `ao` on, rows `lda` apart
  /// @param ta whether A is stored as [k, m] instead of [m, k]
  /// @param b B, from `bo` on, rows `ldb` apart
  /// @param tb whether B is stored as [n, k] instead of [k, n]
  /// @param c C, from `co` on, rows `ldc` apart
  /// @param accumulate whether the chains continue from what C holds
  /// @param bias added to every row after the chain, from `biasOffset` on; null for none
  /// @param opcode the function f, a unary opcode of [Elementwise], with parameters `p` and `q`
  /// @throws IndexOutOfBoundsException if a matrix does not fit into its array
  public static void multiply(
      Team team,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int lda,
      boolean ta,
      float[] b,
      int bo,
      int ldb,
      boolean tb,
      float[] c,
      int co,
      int ldc,
      boolean accumulate,
      float @Nullable [] bias,
      int biasOffset,
      int opcode,
      float p,
      float q) {
    if (m <= 0 || n <= 0) {
      return;
    }
    if (k > 0) {
      check("A", ta ? k : m, ta ? m : k, a, ao, lda);
      check("B", tb ? n : k, tb ? k : n, b, bo, ldb);
    }
    check("C", m, n, c, co, ldc);
    if (bias != null) {
      check("bias", 1, n, bias, biasOffset, n);
    }
    int ai = ta ? 1 : lda;
    int ak = ta ? lda : 1;
    int bk = tb ? 1 : ldb;
    int bj = tb ? ldb : 1;
    if (SplitGemm.applies(n, k)) {
      SplitGemm.multiply(team, m, n, k, a, ao, ai, ak, b, bo, bk, bj, c, co, ldc, accumulate);
    } else if (k == 0 || ((long) m * n * k <= SmallGemm.MAX_WORK && !Kernels.FORCED)) {
      SmallGemm.multiply(m, n, k, a, ao, ai, ak, b, bo, bk, bj, c, co, ldc, accumulate);
    } else {
      Product product = Product.ofThread();
      product.set(m, n, k, a, ao, ai, ak, b, bo, bk, bj, c, co, ldc, accumulate);
      product.epilogue(bias, biasOffset, opcode, p, q);
      product.run(team);
      return;
    }
    Epilogue.apply(m, n, c, co, ldc, bias, biasOffset, opcode, p, q);
  }

  private static void check(String name, int rows, int columns, float[] x, int offset, int stride) {
    long last = offset + (long) (rows - 1) * stride + columns;
    if (offset < 0 || stride < columns || last > x.length) {
      throw new IndexOutOfBoundsException(
          "gemm %s of %d rows, %d columns, %d apart from offset %d needs an array of %d, had %d"
              .formatted(name, rows, columns, stride, offset, last, x.length));
    }
  }
}
