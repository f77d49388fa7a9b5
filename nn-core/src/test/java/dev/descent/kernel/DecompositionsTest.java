package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.random.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Decompositions against identities and cases done by hand.
final class DecompositionsTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "2, 2", "5, 5", "5, 9", "9, 5", "33, 33", "40, 17", "17, 64"})
  void singular_anyMatrix_isRotatedIntoOrthogonalRows(int rows, int columns) {
    double[] before = normal(rows * columns, 100L * rows + columns);
    double[] after = before.clone();
    double[] lengths = new double[rows];
    double[] rotation = new double[rows * rows];
    Decompositions.singular(rows, columns, after, lengths, rotation);
    assertOrthonormal(rows, rows, rotation);
    double[] product = product(rows, rows, columns, rotation, before);
    for (int i = 0; i < rows * columns; i++) {
      assertThat(after[i]).isCloseTo(product[i], within(1e-13 * lengths[0]));
    }
    for (int i = 0; i < rows; i++) {
      assertThat(length(after, i, columns)).isCloseTo(lengths[i], within(1e-14 * lengths[0]));
      assertThat(i == 0 || lengths[i] <= lengths[i - 1]).as("descending at %d", i).isTrue();
      for (int j = 0; j < i; j++) {
        double size = lengths[i] > 1e-13 * lengths[0] ? lengths[i] : lengths[0];
        assertThat(Math.abs(dot(after, i, j, columns)))
            .isLessThanOrEqualTo(1e-14 * lengths[j] * size);
      }
    }
  }

  @Test
  void singular_byHand_hasTheKnownValues() {
    // [[3, 0], [4, 5]]: singular values √45 and √5
    double[] a = {3, 0, 4, 5};
    double[] lengths = new double[2];
    Decompositions.singular(2, 2, a, lengths, new double[0]);
    assertThat(lengths[0]).isCloseTo(Math.sqrt(45), within(1e-14));
    assertThat(lengths[1]).isCloseTo(Math.sqrt(5), within(1e-14));
    double[] diagonal = {2, 0, 0, 0, -7, 0, 0, 0, 3};
    double[] three = new double[3];
    double[] rotation = new double[9];
    Decompositions.singular(3, 3, diagonal, three, rotation);
    assertThat(three).containsExactly(7, 3, 2);
    assertThat(rotation).containsExactly(0, 1, 0, 0, 0, 1, 1, 0, 0);
  }

  @Test
  void singular_positiveMatrix_givesEigenvectorsAlsoOfZeros() {
    int n = 12;
    double[] factor = normal(5 * n, 3); // 5 × 12: seven eigenvalues are zero
    double[] gram = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < 5; k++) {
          gram[i * n + j] += factor[k * n + i] * factor[k * n + j];
        }
      }
    }
    double[] lengths = new double[n];
    double[] vectors = new double[n * n];
    Decompositions.singular(n, n, gram.clone(), lengths, vectors);
    assertOrthonormal(n, n, vectors);
    double[] images = product(n, n, n, vectors, gram);
    for (int i = 0; i < n * n; i++) {
      assertThat(images[i]).isCloseTo(lengths[i / n] * vectors[i], within(1e-13 * lengths[0]));
    }
    assertThat(lengths[4]).isGreaterThan(1e-2 * lengths[0]);
    assertThat(lengths[5]).isLessThan(1e-14 * lengths[0]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e200})
  void singular_farFromOne_isScaledOnTheWay(double size) {
    double[] a = {3 * size, 0, 4 * size, 5 * size};
    double[] lengths = new double[2];
    Decompositions.singular(2, 2, a, lengths, new double[0]);
    assertThat(lengths[0] / size).isCloseTo(Math.sqrt(45), within(1e-13));
    assertThat(lengths[1] / size).isCloseTo(Math.sqrt(5), within(1e-13));
  }

  @Test
  void singular_zeroMatrix_isLeftAlone() {
    double[] lengths = {1, 1, 1};
    double[] rotation = new double[9];
    Decompositions.singular(3, 2, new double[6], lengths, rotation);
    assertThat(lengths).containsExactly(0, 0, 0);
    assertThat(rotation).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "2, 2", "5, 9", "33, 33", "17, 64"})
  void orthonormalize_anyMatrix_spansWhatTheFirstRowsSpan(int rows, int columns) {
    double[] before = normal(rows * columns, 7L * rows + columns);
    double[] q = before.clone();
    Decompositions.orthonormalize(rows, columns, q);
    assertOrthonormal(rows, columns, q);
    for (int i = 0; i < rows; i++) {
      double[] rest = new double[columns];
      System.arraycopy(before, i * columns, rest, 0, columns);
      for (int j = 0; j <= i; j++) {
        double share = 0;
        for (int k = 0; k < columns; k++) {
          share += before[i * columns + k] * q[j * columns + k];
        }
        assertThat(j < i || share > 0).as("diagonal %d is positive", i).isTrue();
        for (int k = 0; k < columns; k++) {
          rest[k] -= share * q[j * columns + k];
        }
      }
      assertThat(length(rest, 0, columns)).isLessThan(1e-13 * length(before, i, columns));
    }
  }

  @Test
  void orthonormalize_byHand_hasTheKnownRows() {
    double[] a = {3, 4, 0, 1, 0, 0, 3, 4, 0};
    Decompositions.orthonormalize(3, 3, a);
    double[] known = {0.6, 0.8, 0, 0.8, -0.6, 0, 0, 0, 1}; // the third depends on the first
    for (int i = 0; i < 9; i++) {
      assertThat(a[i]).isCloseTo(known[i], within(1e-15));
    }
  }

  @Test
  void orthonormalize_dependentRows_areCompleted() {
    double[] a = new double[6 * 6];
    double[] first = normal(6, 1);
    for (int i = 0; i < 36; i++) {
      a[i] = (i / 6 - 2) * first[i % 6]; // rank one, and a row of zeros
    }
    Decompositions.orthonormalize(6, 6, a);
    assertOrthonormal(6, 6, a);
  }

  @Test
  void notFiniteOrTooManyRows_areRefused() {
    double[] bad = {1, Double.NaN};
    assertThatThrownBy(() -> Decompositions.singular(1, 2, bad, new double[1], new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a matrix to decompose must be finite, was NaN at 1");
    assertThatThrownBy(() -> Decompositions.orthonormalize(2, 1, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("orthonormalize needs rows <= columns, was 2 and 1");
  }

  private static double[] normal(int n, long seed) {
    double[] result = new double[n];
    for (int i = 0; i < n; i++) {
      result[i] = Keys.normal(Keys.of(seed), i);
    }
    return result;
  }

  private static void assertOrthonormal(int rows, int columns, double[] a) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(dot(a, i, j, columns))
            .as("rows %d and %d", i, j)
            .isCloseTo(i == j ? 1 : 0, within(1e-14 * columns));
      }
    }
  }

  private static double[] product(int m, int k, int n, double[] a, double[] b) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          c[i * n + j] += a[i * k + l] * b[l * n + j];
        }
      }
    }
    return c;
  }

  private static double dot(double[] a, int i, int j, int columns) {
    double sum = 0;
    for (int k = 0; k < columns; k++) {
      sum += a[i * columns + k] * a[j * columns + k];
    }
    return sum;
  }

  private static double length(double[] a, int row, int columns) {
    return Math.sqrt(dot(a, row, row, columns));
  }
}
