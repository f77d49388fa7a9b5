package dev.descent.optim;

import java.util.Arrays;

/// Matrices in plain `double`, as textbooks have them: what tests compare with.
final class Matrices {
  private Matrices() {}

  static double[][] identity(int n, double scale) {
    double[][] result = new double[n][n];
    for (int i = 0; i < n; i++) {
      result[i][i] = scale;
    }
    return result;
  }

  static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  static void add(double[][] into, double[][] a, double factor) {
    for (int i = 0; i < into.length; i++) {
      for (int j = 0; j < into[0].length; j++) {
        into[i][j] += factor * a[i][j];
      }
    }
  }

  static double length(double[] x) {
    double squares = 0;
    for (double one : x) {
      squares += one * one;
    }
    return Math.sqrt(squares);
  }

  /// Returns the inverse of an upper triangular matrix.
  static double[][] inverse(double[][] upper) {
    int n = upper.length;
    double[][] result = identity(n, 1);
    for (int column = 0; column < n; column++) {
      for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++) {
          result[i][column] -= upper[i][k] * result[k][column];
        }
        result[i][column] /= upper[i][i];
      }
    }
    return result;
  }

  /// Returns orthonormal columns that span what the first columns of a matrix span: Gram and
  /// Schmidt, twice.
  static double[][] orthonormal(double[][] a) {
    double[][] rows = transposed(a);
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 2 * i; k++) {
        double[] other = rows[k % i];
        double inner = 0;
        for (int j = 0; j < other.length; j++) {
          inner += rows[i][j] * other[j];
        }
        for (int j = 0; j < other.length; j++) {
          rows[i][j] -= inner * other[j];
        }
      }
      double length = length(rows[i]);
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] /= length;
      }
    }
    return transposed(rows);
  }

  /// Returns the eigenvectors of a symmetric matrix as columns, that of the largest eigenvalue
  /// first: powers of the matrix, kept orthonormal.
  static double[][] eigenvectors(double[][] symmetric) {
    double[][] q = identity(symmetric.length, 1);
    for (int i = 0; i < 20_000; i++) {
      q = orthonormal(product(symmetric, q));
    }
    return q;
  }

  /// By Jacobi's two-sided rotations.
  static double[][] inverseFourthRoot(double[][] symmetric) {
    int n = symmetric.length;
    double[][] a = Arrays.stream(symmetric).map(double[]::clone).toArray(double[][]::new);
    double[][] v = identity(n, 1);
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double angle = 0.5 * StrictMath.atan2(2 * a[p][q], a[q][q] - a[p][p]);
          double[][] j = identity(n, 1);
          j[p][p] = StrictMath.cos(angle);
          j[q][q] = j[p][p];
          j[p][q] = StrictMath.sin(angle);
          j[q][p] = -j[p][q];
          a = product(product(transposed(j), a), j);
          v = product(v, j);
        }
      }
    }
    double[][] root = identity(n, 0);
    for (int i = 0; i < n; i++) {
      root[i][i] = StrictMath.pow(a[i][i], -0.25);
    }
    return product(product(v, root), transposed(v));
  }
}
