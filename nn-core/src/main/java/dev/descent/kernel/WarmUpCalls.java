package dev.descent.kernel;

/// One call of each kernel for [Readiness], in vectors and in plain loops. For short rows the other
/// way is row by row.
final class WarmUpCalls {
  private WarmUpCalls() {}

  /// The inner extent of few rows.
  private static final int STEPS = 64;

  private static final int[] LABELS = new int[64];
  private static final float[] LOSSES = new float[64];
  private static final double[] SUMS = new double[4];

  /// Returns whether a kernel takes more than some short instructions for an element: a division or
  /// root, a function such as the exponential, several random bits, or a small product.
  static boolean hasFunction(int kernel) {
    return switch (kernel) {
      case Readiness.UNARY + Elementwise.SQRT,
          Readiness.UNARY + Elementwise.RECIPROCAL,
          Readiness.DIVIDE,
          Readiness.BINARY + Elementwise.DIVIDE,
          Readiness.SUM_EXP,
          Readiness.EXPONENTIALS,
          Readiness.LOG_CENTERED,
          Readiness.UNIFORM,
          Readiness.SHORT_SOFTMAX,
          Readiness.SHORT_LOG_SOFTMAX,
          Readiness.SHORT_LOSS,
          Readiness.FEW_ROWS,
          Readiness.AXPY ->
          true;
      default ->
          kernel < Readiness.BINARY
              ? Elementwise.isLongUnary(kernel - Readiness.UNARY)
              : Elementwise.isLongBinary(kernel - Readiness.BINARY);
    };
  }

  static float vector(int kernel, float[] x, float[] y, int n) {
    switch (kernel) {
      case Readiness.SUM -> {
        return VectorReduction.sum(x, 0, n);
      }
      case Readiness.DOT -> {
        return VectorReduction.dot(x, 0, x, 0, n);
      }
      case Readiness.SUM_ABS -> {
        return VectorReduction.sumAbs(x, 0, n);
      }
      case Readiness.SUM_EXP -> {
        return VectorReduction.sumExp(x, 0, 3f, n);
      }
      case Readiness.MAX -> {
        return VectorReduction.max(x, 0, n);
      }
      case Readiness.MAX_ABS -> {
        return VectorReduction.maxAbs(x, 0, n);
      }
      case Readiness.MAX_ABS_OF_QUARTERS -> {
        return VectorReduction.maxAbsOfQuarters(x, 0, n);
      }
      case Readiness.DESCENT -> {
        return VectorDescent.step(y, x, 0, n, 0.1f, 0.5f, 0.1f);
      }
      case Readiness.NORMS_OF_FOUR -> {
        int leaf = n / 64 * 16;
        if (Lanes.COUNT >= 8) {
          VectorNorms.ofFour(x, 0, leaf, leaf, SUMS, 0, 1);
        }
      }
      case Readiness.NORMS_ALIGNED -> {
        int leaf = (n - 2 * VectorNorms.EDGE) / 64 * 16;
        if (Lanes.COUNT >= 16) {
          VectorNorms.ofFourAligned(x, VectorNorms.EDGE, leaf, leaf, SUMS, 0, 1);
        }
      }
      case Readiness.FEW_ROWS -> FewRows.tiles(STEPS, x, y);
      case Readiness.AXPY -> {
        int whole = n / Lanes.COUNT * Lanes.COUNT;
        VectorAxpy.APART.eight(x, 0, 1, x, 0, 0, y, 0, whole);
        VectorAxpy.APART.one(0.5f, x, 0, y, 0, whole);
      }
      case Readiness.WHERE -> VectorBinary.where(x, 0, x, 0, x, 0, y, 0, n);
      case Readiness.EXPONENTIALS -> VectorRows.APART.exponentials(x, 0, 3f, y, 0, n);
      case Readiness.SHIFT -> VectorRows.shift(x, 0, 3f, 1f, y, 0, n);
      case Readiness.DIVIDE -> VectorRows.divide(y, 0, 1f, 1f, n);
      case Readiness.CENTERED -> VectorRows.centered(x, 0, x, 0, 1f, y, 0, n);
      case Readiness.LOG_CENTERED -> VectorRows.APART.logCentered(x, 0, x, 0, 1f, y, 0, n);
      case Readiness.COLUMNS -> VectorColumns.sum(x, 0, y, 0, 4, n / 4, 0, n / 4);
      case Readiness.SHORT_SOFTMAX -> VectorShortRows.softmax(x, 0, y, 0, n / 10, 10);
      case Readiness.SHORT_LOG_SOFTMAX -> VectorShortRows.logSoftmax(x, 0, y, 0, n / 10, 10);
      case Readiness.SHORT_LOSS -> {
        // All uses in turn, so that the compiled code has them all.
        VectorShortRows.losses(x, 0, LABELS, 0, null, 0, y, 0, null, 0, n / 20, 10, -1);
        VectorShortRows.losses(x, 0, LABELS, 0, x, 0, null, 0, y, 0, n / 20, 10, -1);
        VectorShortRows.losses(x, 0, LABELS, 0, x, 0, LOSSES, 0, y, 0, n / 20, 10, 0);
      }
      case Readiness.TRANSPOSITION -> VectorTransposition.plane(x, 0, 17, y, 0, n / 17, 17, n / 17);
      case Readiness.UNIFORM -> VectorUniform.fill(1, 0, y, 0, n);
      default -> {
        if (kernel < Readiness.BINARY) {
          VectorUnary.apply(kernel - Readiness.UNARY, 2f, 1f, x, 0, y, 0, n);
        } else {
          VectorBinary.apply(kernel - Readiness.BINARY, x, 0, x, 0, y, 0, n);
        }
      }
    }
    return y[0];
  }

  static float scalar(int kernel, float[] x, float[] y, int n) {
    switch (kernel) {
      case Readiness.SUM -> {
        return ScalarReduction.sum(x, 0, n);
      }
      case Readiness.DOT -> {
        return ScalarReduction.dot(x, 0, x, 0, n);
      }
      case Readiness.SUM_ABS -> {
        return ScalarReduction.sumAbs(x, 0, n);
      }
      case Readiness.SUM_EXP -> {
        return ScalarReduction.sumExp(x, 0, 3f, n);
      }
      case Readiness.MAX -> {
        return ScalarReduction.max(x, 0, n);
      }
      case Readiness.MAX_ABS, Readiness.MAX_ABS_OF_QUARTERS -> {
        return ScalarReduction.maxAbs(x, 0, n);
      }
      case Readiness.DESCENT -> {
        return Descent.scalar(y, x, 0, n, 0.1f, 0.5f, 0.1f);
      }
      case Readiness.NORMS_OF_FOUR, Readiness.NORMS_ALIGNED -> {
        return ScalarReduction.dot(x, 0, x, 0, n);
      }
      case Readiness.FEW_ROWS -> {
        for (int row = 0; row < 7; row++) { // as many as all kernels have
          OneRow.chains(FewRowsWriter.LANES, STEPS, x, 0, 1, x, 0, 16, y, 0, 1, false);
        }
      }
      case Readiness.AXPY ->
          SmallGemm.multiply(1, n, AxpyGemm.STEPS + 1, x, 0, 0, 1, x, 0, 0, 1, y, 0, 0, true);
      case Readiness.WHERE -> ScalarBinary.where(x, 0, x, 0, x, 0, y, 0, n);
      case Readiness.EXPONENTIALS -> ScalarRows.exponentials(x, 0, 3f, y, 0, n);
      case Readiness.SHIFT -> ScalarRows.shift(x, 0, 3f, 1f, y, 0, n);
      case Readiness.DIVIDE -> ScalarRows.divide(y, 0, 1f, 1f, n);
      case Readiness.CENTERED -> ScalarRows.centered(x, 0, x, 0, 1f, y, 0, n);
      case Readiness.LOG_CENTERED -> ScalarRows.logCentered(x, 0, x, 0, 1f, y, 0, n);
      case Readiness.COLUMNS -> ScalarColumns.sum(x, 0, y, 0, 4, n / 4, 0, n / 4);
      case Readiness.SHORT_SOFTMAX -> Rows.softmax(x, 0, y, 0, 0, n / 10, 10);
      case Readiness.SHORT_LOG_SOFTMAX -> Rows.logSoftmax(x, 0, y, 0, 0, n / 10, 10);
      case Readiness.SHORT_LOSS -> {
        Rows.losses(x, 0, LABELS, 0, null, 0, y, 0, null, 0, 0, n / 20, 10, -1);
        Rows.losses(x, 0, LABELS, 0, x, 0, null, 0, y, 0, 0, n / 20, 10, -1);
        Rows.losses(x, 0, LABELS, 0, x, 0, LOSSES, 0, y, 0, 0, n / 20, 10, 0);
      }
      case Readiness.TRANSPOSITION -> Transposition.scalar(x, 0, 17, y, 0, n / 17, 17, n / 17);
      case Readiness.UNIFORM -> Uniform.scalar(1, 0, y, 0, n);
      default -> {
        if (kernel < Readiness.BINARY) {
          ScalarUnary.apply(kernel - Readiness.UNARY, 2f, 1f, x, 0, y, 0, n);
        } else {
          ScalarBinary.apply(kernel - Readiness.BINARY, x, 0, x, 0, y, 0, n);
        }
      }
    }
    return y[0];
  }
}
