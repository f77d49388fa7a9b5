package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SumsTest {
  @Test
  void sums_everySize_haveTheSpecifiedOrder() {
    for (int n : Samples.sizes()) {
      float[] a = Samples.normal(n, n + 3, 1);
      float[] b = Samples.normal(n + 1000, n + 5, 1);
      assertThat(Sums.sumSquares(a, 3, n + 3))
          .isEqualTo(Specification.vector(n, (s, i) -> Math.fma(a[i + 3], a[i + 3], s)));
      assertThat(Sums.dot(a, 3, b, 5, n))
          .isEqualTo(Specification.vector(n, (s, i) -> Math.fma(a[i + 3], b[i + 5], s)));
      assertThat(Sums.sum(a, 3, n + 3)).isEqualTo(Specification.vector(n, (s, i) -> s + a[i + 3]));
      assertThat(Sums.sumAbs(a, 3, n + 3))
          .isEqualTo(Specification.vector(n, (s, i) -> s + Math.abs(a[i + 3])));
    }
  }

  @Test
  void maxAbs_everySize_isTheLargestMagnitude() {
    for (int n : Samples.sizes()) {
      float[] x = Samples.normal(n, n, 1);
      float expected = 0;
      for (float v : x) {
        expected = Math.max(expected, Math.abs(v));
      }
      assertThat(Sums.maxAbs(x, 0, n)).isEqualTo(expected);
    }
  }

  @Test
  void maxAbs_nanAnywhere_isNan() {
    for (int n = 1; n < 40; n++) {
      for (int at = 0; at < n; at++) {
        float[] x = Samples.normal(n, n, 1);
        x[at] = Float.NaN;
        assertThat(Sums.maxAbs(x, 0, n)).isNaN();
      }
    }
  }
}
