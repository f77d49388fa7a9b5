package dev.descent.kernel;

import org.jspecify.annotations.Nullable;

/// What follows the chains of a product: the bias of each column is added, then a function applied.
final class Epilogue {
  private Epilogue() {}

  /// Works on `m` rows of `n` columns of C in place.
  static void apply(
      int m,
      int n,
      float[] c,
      int co,
      int ldc,
      float @Nullable [] bias,
      int biasOffset,
      int opcode,
      float p,
      float q) {
    if (bias != null) {
      for (int i = 0; i < m; i++) {
        int row = co + i * ldc;
        Elementwise.binary(Elementwise.ADD, c, row, bias, biasOffset, c, row, n);
      }
    }
    if (opcode == Elementwise.IDENTITY) {
      return;
    }
    if (ldc == n) {
      Elementwise.unary(opcode, p, q, c, co, c, co, m * n);
      return;
    }
    for (int i = 0; i < m; i++) {
      Elementwise.unary(opcode, p, q, c, co + i * ldc, c, co + i * ldc, n);
    }
  }
}
