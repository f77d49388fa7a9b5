package dev.descent.examples;

/// The weights of a linear network with the least mean squared error, found directly instead of by
/// descent.
///
/// ```
/// [X 1] = Q·R  by Householder reflections in double,  then  R·(w, b) = Qᵀ·y
/// ```
final class LeastSquares {
  private final double[] weights; // one for each feature, then the bias
  private final double error;

  private LeastSquares(double[] weights, double error) {
    this.weights = weights;
    this.error = error;
  }

  /// Solves for n samples of d features.
  ///
  /// @param features row-major, n × d
  /// @param targets n numbers
  /// @throws IllegalArgumentException if the features depend on each other
  static LeastSquares solve(float[] features, float[] targets) {
    int rows = targets.length;
    int columns = features.length / rows + 1;
    double[][] a = new double[columns][rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns - 1; j++) {
        a[j][i] = features[i * (columns - 1) + j];
      }
      a[columns - 1][i] = 1;
      y[i] = targets[i];
    }
    double[] diagonal = new double[columns];
    for (int k = 0; k < columns; k++) {
      diagonal[k] = reflect(a, y, k);
    }
    double[] w = new double[columns];
    for (int k = columns - 1; k >= 0; k--) {
      double sum = y[k];
      for (int j = k + 1; j < columns; j++) {
        sum -= a[j][k] * w[j];
      }
      w[k] = sum / diagonal[k];
    }
    double squares = 0;
    for (int i = columns; i < rows; i++) {
      squares += y[i] * y[i];
    }
    return new LeastSquares(w, squares / rows);
  }

  /// Returns the mean squared error on the samples that were solved for.
  double error() {
    return error;
  }

  /// Returns a copy of the weights: one for each feature, then the bias.
  double[] weights() {
    return weights.clone();
  }

  /// Returns the mean squared error that the weights give on other samples.
  double error(float[] features, float[] targets) {
    int columns = weights.length - 1;
    double squares = 0;
    for (int i = 0; i < targets.length; i++) {
      double residual = weights[columns] - targets[i];
      for (int j = 0; j < columns; j++) {
        residual += weights[j] * features[i * columns + j];
      }
      squares += residual * residual;
    }
    return squares / targets.length;
  }

  /// Reflects column k onto the diagonal, and what stands to its right with it; returns the
  /// diagonal element of R.
  private static double reflect(double[][] a, double[] y, int k) {
    double[] v = a[k];
    double squares = 0;
    for (int i = k; i < v.length; i++) {
      squares += v[i] * v[i];
    }
    double norm = Math.sqrt(squares);
    if (!(norm > 1e-12 * Math.sqrt(v.length))) {
      throw new IllegalArgumentException(
          "least squares needs independent features, column %d depends on those before it"
              .formatted(k));
    }
    double alpha = v[k] > 0 ? -norm : norm;
    v[k] -= alpha;
    double scale = 2 / (squares - 2 * alpha * (v[k] + alpha) + alpha * alpha);
    for (int j = k + 1; j < a.length; j++) {
      apply(v, a[j], k, scale);
    }
    apply(v, y, k, scale);
    return alpha;
  }

  private static void apply(double[] v, double[] x, int k, double scale) {
    double dot = 0;
    for (int i = k; i < v.length; i++) {
      dot += v[i] * x[i];
    }
    for (int i = k; i < v.length; i++) {
      x[i] -= scale * dot * v[i];
    }
  }
}
