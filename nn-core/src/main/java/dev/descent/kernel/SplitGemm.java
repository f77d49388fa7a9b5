package dev.descent.kernel;

import dev.descent.parallel.Team;

/// Products with a very long inner extent and few columns, such as the gradient of a convolution's
/// weights: the chain of an element is cut into segments of [#SEGMENT], each from +0 (the first
/// from what C holds, to accumulate), and the segments' results are added in a pairwise tree:
/// neighbours (0, 1), (2, 3) and so on, an odd last one unchanged, until one is left.
///
/// Whether that happens depends on the inner extent and the number of columns, never on the number
/// of rows: a row of a batch has the bits that it has alone.
final class SplitGemm implements Team.Task {
  /// The least inner extent that is cut.
  static final int MIN_INNER = 4096;

  /// The most columns that are cut.
  static final int MAX_COLUMNS = 512;

  /// The length of a segment.
  static final int SEGMENT = 2048;

  /// Elements of one segment's result that are held at a time.
  private static final int BLOCK = 1 << 14;

  private static final float[] NONE = {};
  private static final ThreadLocal<SplitGemm> OF_THREAD = ThreadLocal.withInitial(SplitGemm::new);

  private final Product operands = new Product();
  private float[] partial = NONE;
  private int rows;
  private int segments;

  /// Whether the chains of a product are cut.
  static boolean applies(int n, int k) {
    return k >= MIN_INNER && n <= MAX_COLUMNS;
  }

  /// Computes C without an epilogue; strides as in [Product].
  static void multiply(
      Team team,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ai,
      int ak,
      float[] b,
      int bo,
      int bk,
      int bj,
      float[] c,
      int co,
      int ldc,
      boolean accumulate) {
    SplitGemm split = OF_THREAD.get();
    split.operands.set(m, n, k, a, ao, ai, ak, b, bo, bk, bj, c, co, ldc, accumulate);
    try {
      split.run(team);
    } finally {
      split.operands.set(0, 0, 0, NONE, 0, 0, 0, NONE, 0, 0, 0, NONE, 0, 0, false);
    }
  }

  private void run(Team team) {
    Product x = operands;
    segments = (x.k + SEGMENT - 1) / SEGMENT;
    int block = Math.min(x.m, Math.max(1, BLOCK / x.n));
    int needed = segments * block * x.n;
    if (partial.length < needed) {
      partial = new float[needed];
    }
    for (int from = 0; from < x.m; from += block) {
      rows = Math.min(block, x.m - from);
      first = from;
      if (x.accumulate) {
        for (int i = 0; i < rows; i++) {
          System.arraycopy(x.c, x.co + (from + i) * x.ldc, partial, i * x.n, x.n);
        }
      }
      team.run(segments, this);
      int size = rows * x.n;
      for (int step = 1; step < segments; step *= 2) {
        for (int s = 0; s + step < segments; s += 2 * step) {
          int to = s * size;
          int other = (s + step) * size;
          for (int i = 0; i < size; i++) {
            partial[to + i] += partial[other + i];
          }
        }
      }
      for (int i = 0; i < rows; i++) {
        System.arraycopy(partial, i * x.n, x.c, x.co + (from + i) * x.ldc, x.n);
      }
    }
  }

  private int first;

  /// Computes one segment of the rows in turn.
  @Override
  public void run(int segment) {
    Product x = operands;
    int l = segment * SEGMENT;
    Product one = Product.ofThread();
    one.set(
        rows,
        x.n,
        Math.min(SEGMENT, x.k - l),
        x.a,
        x.ao + first * x.ai + l * x.ak,
        x.ai,
        x.ak,
        x.b,
        x.bo + l * x.bk,
        x.bk,
        x.bj,
        partial,
        segment * rows * x.n,
        x.n,
        x.accumulate && segment == 0);
    one.epilogue(null, 0, 0, 0, 0);
    one.run(Team.single());
  }
}
