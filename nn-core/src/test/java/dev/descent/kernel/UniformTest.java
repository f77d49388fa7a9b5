package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.random.Keys;
import org.junit.jupiter.api.Test;

final class UniformTest {
  @Test
  void fill_anyStartAndSize_hasTheNumbersOfTheKey() {
    long key = Keys.of(5);
    for (long first : new long[] {0, 1, 7, 16, (1L << 33) - 9, -20}) {
      for (int n : Samples.sizes()) {
        float[] y = new float[n + 2];
        Uniform.fill(key, first, y, 1, n);
        for (int i = 0; i < n; i++) {
          assertThat(y[1 + i]).isEqualTo(Keys.uniform(key, first + i));
        }
        assertThat(y[0] + y[n + 1]).isZero();
      }
    }
  }
}
