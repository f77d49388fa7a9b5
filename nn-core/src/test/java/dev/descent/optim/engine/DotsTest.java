package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.kernel.Sums;
import org.junit.jupiter.api.Test;

final class DotsTest {
  @Test
  void dot_ofModerateNumbers_isTheCanonicalSum() {
    float[] a = new float[3000];
    float[] b = new float[3000];
    for (int i = 0; i < a.length; i++) {
      a[i] = (i * 37 % 101) / 7f;
      b[i] = (i * 53 % 89) / 11f - 3;
    }
    assertThat(Dots.dot(a, 1, b, 2, 2990)).isEqualTo(Sums.dot(a, 1, b, 2, 2990));
  }

  @Test
  void dot_ofTheLargestNumbers_isFinite() {
    float[] a = {1, 3e38f, -2e38f};
    assertThat(Dots.dot(a, 1, a, 1, 2)).isEqualTo((double) 3e38f * 3e38f + (double) 2e38f * 2e38f);
  }

  @Test
  void dot_ofNaN_isNaN() {
    float[] a = {1, Float.NaN};
    assertThat(Dots.dot(a, 0, a, 0, 2)).isNaN();
  }
}
