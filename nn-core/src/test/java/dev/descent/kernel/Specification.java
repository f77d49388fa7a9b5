package dev.descent.kernel;

import java.util.ArrayList;
import java.util.List;

/// The orders of docs/determinism.md, written down as the text says and not optimized: what the
/// kernels are compared with, bit for bit.
final class Specification {
  private Specification() {}

  /// One term of a sum: the lane after it has taken element i.
  @FunctionalInterface
  interface Term {
    float add(float lane, int i);
  }

  /// Section "Sums": the result of one leaf, elements [from, to).
  static float leaf(int from, int to, Term term) {
    float[] lanes = new float[16];
    for (int i = from; i < to; i++) {
      int lane = (i - from) % 16;
      lanes[lane] = term.add(lanes[lane], i);
    }
    for (int half = 8; half >= 1; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] = lanes[j] + lanes[j + half];
      }
    }
    return lanes[0];
  }

  private static List<Float> leaves(int n, Term term) {
    List<Float> leaves = new ArrayList<>();
    for (int i = 0; i < n; i += 1024) {
      leaves.add(leaf(i, Math.min(i + 1024, n), term));
    }
    return leaves;
  }

  /// A sum over a row: a pairwise tree over the leaves, level by level.
  static float row(int n, Term term) {
    List<Float> level = leaves(n, term);
    while (level.size() > 1) {
      List<Float> next = new ArrayList<>();
      for (int j = 0; j + 1 < level.size(); j += 2) {
        next.add(level.get(j) + level.get(j + 1));
      }
      if (level.size() % 2 == 1) {
        next.add(level.getLast());
      }
      level = next;
    }
    return level.isEmpty() ? 0f : level.getFirst();
  }

  /// A sum over a long vector: leaf results in double, ascending.
  static double vector(int n, Term term) {
    double sum = 0;
    for (float leaf : leaves(n, term)) {
      sum += leaf;
    }
    return sum;
  }

  /// A column sum: segments of 64 rows, each a chain from +0, added in ascending order.
  static float column(float[] x, int rows, int columns, int column) {
    float total = 0;
    for (int first = 0; first < rows; first += 64) {
      float segment = 0;
      for (int r = first; r < Math.min(first + 64, rows); r++) {
        segment += x[r * columns + column];
      }
      total += segment;
    }
    return total;
  }

  /// Softmax of one row.
  static float[] softmax(float[] row) {
    float[] e = exponentials(row);
    float sum = row(row.length, (lane, i) -> lane + e[i]);
    float[] y = new float[row.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = e[i] / sum;
    }
    return y;
  }

  /// Log-softmax of one row.
  static float[] logSoftmax(float[] row) {
    float[] e = exponentials(row);
    float log = Maths.log(row(row.length, (lane, i) -> lane + e[i]));
    float max = max(row);
    float[] y = new float[row.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (row[i] - max) - log;
    }
    return y;
  }

  private static float[] exponentials(float[] row) {
    float max = max(row);
    float[] e = new float[row.length];
    for (int i = 0; i < e.length; i++) {
      e[i] = Maths.exp(row[i] - max);
    }
    return e;
  }

  static float max(float[] row) {
    float max = Float.NEGATIVE_INFINITY;
    for (float x : row) {
      max = Math.max(max, x);
    }
    return max;
  }
}
