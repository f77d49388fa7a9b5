package dev.descent.kernel;

/// Reductions of a row in the canonical order: leaves of 1024 elements, and over the leaves a
/// pairwise tree (neighbours are added level by level, an odd last one moves up unchanged).
final class Reduction {
  /// Elements in a leaf.
  static final int LEAF = 1024;

  /// Shorter rows are not worth a vector.
  private static final int VECTOR_MINIMUM = 8;

  /// From this many elements on, numbers come from memory rather than from the L1 cache.
  private static final int QUARTERS = 16 * 1024;

  private Reduction() {}

  static float sum(float[] x, int from, int n) {
    if (n <= LEAF) {
      return leafSum(x, from, n);
    }
    int left = left(n);
    return sum(x, from, left) + sum(x, from + left, n - left);
  }

  static float dot(float[] a, int ao, float[] b, int bo, int n) {
    if (n <= LEAF) {
      return leafDot(a, ao, b, bo, n);
    }
    int left = left(n);
    return dot(a, ao, b, bo, left) + dot(a, ao + left, b, bo + left, n - left);
  }

  /// The elements in the left half of the tree: the largest power of two below the number of
  /// leaves.
  static int left(int n) {
    return Integer.highestOneBit((n - 1) / LEAF) * LEAF;
  }

  static float leafSum(float[] x, int from, int n) {
    return vector(Readiness.SUM, n)
        ? VectorReduction.sum(x, from, n)
        : ScalarReduction.sum(x, from, n);
  }

  static float leafDot(float[] a, int ao, float[] b, int bo, int n) {
    return vector(Readiness.DOT, n)
        ? VectorReduction.dot(a, ao, b, bo, n)
        : ScalarReduction.dot(a, ao, b, bo, n);
  }

  static float leafSumAbs(float[] x, int from, int n) {
    return vector(Readiness.SUM_ABS, n)
        ? VectorReduction.sumAbs(x, from, n)
        : ScalarReduction.sumAbs(x, from, n);
  }

  /// The largest element, NaN if there is one, -infinity for none.
  static float max(float[] x, int from, int n) {
    return vector(Readiness.MAX, n)
        ? VectorReduction.max(x, from, n)
        : ScalarReduction.max(x, from, n);
  }

  /// The largest magnitude, NaN if there is one, 0 for none.
  static float maxAbs(float[] x, int from, int n) {
    if (n >= QUARTERS && vector(Readiness.MAX_ABS_OF_QUARTERS, n)) {
      return VectorReduction.maxAbsOfQuarters(x, from, n);
    }
    return vector(Readiness.MAX_ABS, n)
        ? VectorReduction.maxAbs(x, from, n)
        : ScalarReduction.maxAbs(x, from, n);
  }

  /// Whether [VectorNorms] is to read so many elements, four leaves side by side.
  static boolean fours(int n) {
    return areFours(n) && Lanes.COUNT >= 8 && vector(Readiness.NORMS_OF_FOUR, n);
  }

  /// Whether it is to do so in aligned vectors.
  static boolean alignedFours(float[] x, int from, int to) {
    int n = to - from;
    boolean inside = from >= VectorNorms.EDGE && to <= x.length - VectorNorms.EDGE;
    return inside && areFours(n) && Lanes.COUNT == 16 && vector(Readiness.NORMS_ALIGNED, n);
  }

  /// Before anything is asked about lanes, which needs the Vector API.
  private static boolean areFours(int n) {
    return Kernels.VECTOR && n >= QUARTERS && n % (4 * LEAF) == 0;
  }

  /// The sum of e^(x - max) over a row.
  static float sumExp(float[] x, int from, float max, int n) {
    if (n <= LEAF) {
      return vector(Readiness.SUM_EXP, n)
          ? VectorReduction.sumExp(x, from, max, n)
          : ScalarReduction.sumExp(x, from, max, n);
    }
    int left = left(n);
    return sumExp(x, from, max, left) + sumExp(x, from + left, max, n - left);
  }

  static boolean vector(int kernel, int n) {
    return Kernels.VECTOR && n >= VECTOR_MINIMUM && Readiness.of(kernel, n);
  }
}
