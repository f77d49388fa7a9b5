package dev.descent.kernel;

import java.util.Arrays;

/// Decompositions of small matrices in `double`, on the calling thread, in an order that the
/// extents alone decide: square roots and the four operations, so the same bits everywhere.
public final class Decompositions {
  /// Rows count as orthogonal when the cosine between them is below this.
  private static final double TOLERANCE = 0x1p-50;

  /// Beside the largest row, rows shorter than this are rounding, and have no direction.
  private static final double NEGLIGIBLE = 0x1p-48;

  private static final int SWEEPS = 40; // at most; 5 to 10 are usual

  private Decompositions() {}

  /// Rotates the rows of a matrix until they are orthogonal, the longest first: the one-sided
  /// Jacobi method of Hestenes, in cyclic order. Stops after a sweep without a rotation.
  ///
  /// @param lengths takes the lengths of the rows
  /// @param rotation takes the product of the rotations, rows × rows; empty if it is not wanted
  public static void singular(
      int rows, int columns, double[] a, double[] lengths, double[] rotation) {
    boolean keep = rotation.length > 0;
    double largest = requireFinite(rows * columns, a);
    if (keep) {
      Arrays.fill(rotation, 0, rows * rows, 0);
      for (int i = 0; i < rows; i++) {
        rotation[i * rows + i] = 1;
      }
    }
    double unit = largest > 0 ? largest : 1; // squares neither overflow nor vanish
    scale(a, rows * columns, 1 / unit);
    boolean rotated = true;
    for (int sweep = 0; sweep < SWEEPS && rotated; sweep++) {
      rotated = false;
      for (int i = 0; i < rows; i++) {
        lengths[i] = dot(a, i * columns, a, i * columns, columns);
      }
      double negligible = max(lengths, rows) * NEGLIGIBLE * NEGLIGIBLE;
      for (int p = 0; p < rows - 1; p++) {
        for (int q = p + 1; q < rows; q++) {
          if (Math.min(lengths[p], lengths[q]) > negligible) {
            rotated |= rotate(p, q, rows, columns, a, lengths, rotation, keep);
          }
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      lengths[i] = Math.sqrt(dot(a, i * columns, a, i * columns, columns));
    }
    sort(rows, columns, a, lengths, rotation, keep);
    scale(a, rows * columns, unit);
    scale(lengths, rows, unit);
  }

  private static boolean rotate(
      int p,
      int q,
      int rows,
      int columns,
      double[] a,
      double[] squares,
      double[] rotation,
      boolean keep) {
    double product = dot(a, p * columns, a, q * columns, columns);
    double first = squares[p];
    double second = squares[q];
    if (Math.abs(product) <= TOLERANCE * Math.sqrt(first) * Math.sqrt(second)) {
      return false;
    }
    double zeta = (second - first) / (2 * product);
    double tangent = 1 / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
    if (zeta < 0) {
      tangent = -tangent;
    }
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = cosine * tangent;
    turn(a, p * columns, q * columns, columns, cosine, sine);
    if (keep) {
      turn(rotation, p * rows, q * rows, rows, cosine, sine);
    }
    squares[p] = Math.max(first - tangent * product, 0);
    squares[q] = second + tangent * product;
    return true;
  }

  private static void turn(double[] a, int p, int q, int n, double cosine, double sine) {
    for (int i = 0; i < n; i++) {
      double x = a[p + i];
      double y = a[q + i];
      a[p + i] = cosine * x - sine * y;
      a[q + i] = sine * x + cosine * y;
    }
  }

  private static void sort(
      int rows, int columns, double[] a, double[] lengths, double[] rotation, boolean keep) {
    for (int i = 0; i < rows - 1; i++) {
      int best = i;
      for (int j = i + 1; j < rows; j++) {
        best = lengths[j] > lengths[best] ? j : best;
      }
      if (best != i) {
        swap(lengths, i, best, 1);
        swap(a, i * columns, best * columns, columns);
        if (keep) {
          swap(rotation, i * rows, best * rows, rows);
        }
      }
    }
  }

  private static void swap(double[] a, int p, int q, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[p + i];
      a[p + i] = a[q + i];
      a[q + i] = x;
    }
  }

  /// Makes rows orthonormal by the modified Gram-Schmidt process, done twice for each row; a row
  /// that depends on those before it is replaced by a unit vector that does not.
  public static void orthonormalize(int rows, int columns, double[] a) {
    if (rows > columns) {
      throw new IllegalArgumentException(
          "orthonormalize needs rows <= columns, was %d and %d".formatted(rows, columns));
    }
    requireFinite(rows * columns, a);
    int unit = 0;
    for (int i = 0; i < rows; i++) {
      double before = length(a, i * columns, columns);
      double after = before > 0 ? reduce(i, columns, a, before) : 0;
      while (after <= NEGLIGIBLE * 16) {
        Arrays.fill(a, i * columns, (i + 1) * columns, 0);
        a[i * columns + unit++] = 1;
        after = reduce(i, columns, a, 1);
        after = after < 0.5 / columns ? 0 : after; // some unit vector has as much as that
      }
    }
  }

  /// Takes from a row, of a known length, what it has in common with those before it; leaves the
  /// rest with length 1 and returns the share of the length that was left.
  private static double reduce(int row, int columns, double[] a, double length) {
    int at = row * columns;
    scaleRow(a, at, columns, 1 / length);
    double share = 1;
    for (int pass = 0; pass < 2; pass++) {
      for (int j = 0; j < row; j++) {
        double product = dot(a, at, a, j * columns, columns);
        for (int k = 0; k < columns; k++) {
          a[at + k] -= product * a[j * columns + k];
        }
      }
      double left = length(a, at, columns);
      share *= left;
      if (share <= NEGLIGIBLE * 16) {
        return 0;
      }
      scaleRow(a, at, columns, 1 / left);
    }
    return share;
  }

  private static double length(double[] a, int at, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(a[at + i]));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double x = a[at + i] / largest;
      sum += x * x;
    }
    return largest * Math.sqrt(sum);
  }

  private static void scaleRow(double[] a, int at, int n, double factor) {
    for (int i = 0; i < n; i++) {
      a[at + i] *= factor;
    }
  }

  private static void scale(double[] a, int n, double factor) {
    scaleRow(a, 0, n, factor);
  }

  private static double max(double[] a, int n) {
    double max = 0;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, a[i]);
    }
    return max;
  }

  /// Four running sums, so that additions need not wait for each other.
  private static double dot(double[] a, int ao, double[] b, int bo, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[ao + i] * b[bo + i];
      s1 += a[ao + i + 1] * b[bo + i + 1];
      s2 += a[ao + i + 2] * b[bo + i + 2];
      s3 += a[ao + i + 3] * b[bo + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[ao + i] * b[bo + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double requireFinite(int n, double[] a) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double size = Math.abs(a[i]);
      if (!(size <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "a matrix to decompose must be finite, was %s at %d".formatted(a[i], i));
      }
      largest = Math.max(largest, size);
    }
    return largest;
  }
}
