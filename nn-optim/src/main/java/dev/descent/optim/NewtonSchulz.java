package dev.descent.optim;

import dev.descent.optim.spi.Algebra;

/// Makes a matrix orthogonal, about, by a few quintic polynomials of it: matrix products only.
final class NewtonSchulz {
  private static final int GRAM = 1;
  private static final int SQUARE = 2;
  private static final int NEXT = 3;

  private static final double[] JORDAN = {3.4445, -4.7750, 2.0315};
  private static final double[] CONVERGENT = {2, -1.5, 0.5};
  private static final double[] VARYING = {
    4.0848, -6.8946, 2.9270, //
    3.9505, -6.3029, 2.6377, //
    3.7418, -5.5913, 2.3037, //
    2.8769, -3.1427, 1.2046, //
    2.8366, -3.0525, 1.2012
  };
  private static final double[] POLAR_EXPRESS = {
    8.237312490495555, -23.157747414558198, 16.680568411445915,
    4.082441999064835, -2.893047735332586, 0.5252849256975648,
    3.9263479922546582, -2.8547468034765298, 0.5318022422894988,
    3.2982187133085143, -2.424541981026706, 0.48632008358844075,
    2.2970369434552573, -1.63662558125903, 0.4002628455953627,
    1.8763805351440397, -1.2347896577722228, 0.35891887501668385,
    1.8564423485617974, -1.2132449880935525, 0.3568003487825883,
    1.8749994008682747, -1.2499988017229169, 0.3749994008546422
  };

  private NewtonSchulz() {}

  /// Replaces u, rows × columns, by a matrix with the same singular vectors and values near 1.
  ///
  /// The iteration works on the smaller of u·uᵀ and uᵀ·u; with k the smaller extent and n the
  /// larger, an iteration takes 2·k²·n + k³ multiplications.
  static void orthogonalize(MuonConfig config, Algebra algebra, float[] u, int rows, int columns) {
    int n = rows * columns;
    int k = Math.min(rows, columns);
    boolean tall = rows > columns;
    float[] gram = algebra.scratch(GRAM, k * k);
    float[] square = algebra.scratch(SQUARE, k * k);
    float[] next = algebra.scratch(NEXT, n);
    double norm =
        config.norm() == MuonConfig.Norm.FROBENIUS
            ? Math.sqrt(algebra.dot(n, u, 0, u, 0))
            : spectralNorm(algebra, u, rows, columns);
    double[] polynomials = polynomials(config.coefficients());
    double room = config.coefficients() == MuonConfig.Coefficients.POLAR_EXPRESS ? 1.01 : 1;
    float factor = (float) (1 / Math.max(norm * room, config.epsilon()));
    for (int i = 0; i < n; i++) {
      u[i] *= factor;
    }
    for (int iteration = 0; iteration < config.iterations(); iteration++) {
      int at = Math.min(3 * iteration, polynomials.length - 3);
      float a = (float) polynomials[at];
      float b = (float) polynomials[at + 1];
      float c = (float) polynomials[at + 2];
      algebra.matmul(k, tall ? rows : columns, k, u, 0, tall, u, 0, !tall, gram, 0);
      algebra.matmul(k, k, k, gram, 0, false, gram, 0, false, square, 0);
      for (int i = 0; i < k * k; i++) {
        gram[i] = b * gram[i] + c * square[i];
      }
      if (tall) {
        algebra.matmul(rows, k, k, u, 0, false, gram, 0, false, next, 0);
      } else {
        algebra.matmul(k, k, columns, gram, 0, false, u, 0, false, next, 0);
      }
      for (int i = 0; i < n; i++) {
        u[i] = a * u[i] + next[i];
      }
    }
  }

  private static double[] polynomials(MuonConfig.Coefficients coefficients) {
    return switch (coefficients) {
      case JORDAN -> JORDAN;
      case CONVERGENT -> CONVERGENT;
      case VARYING -> VARYING;
      case POLAR_EXPRESS -> POLAR_EXPRESS;
    };
  }

  private static double spectralNorm(Algebra algebra, float[] u, int rows, int columns) {
    boolean tall = rows > columns;
    int k = Math.min(rows, columns);
    int n = Math.max(rows, columns);
    double[] a = algebra.doubles(0, rows * columns);
    double[] lengths = algebra.doubles(1, k);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] = tall ? u[j * columns + i] : u[i * columns + j];
      }
    }
    algebra.singular(k, n, a, lengths, algebra.doubles(2, 0));
    return lengths[0];
  }
}
