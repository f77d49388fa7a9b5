package dev.descent.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeysTest {
  /// The known answers that accompany the paper (kat_vectors, threefry 2x32 20 rounds).
  @Test
  void threefry_knownVectors_agree() {
    assertThat(Keys.threefry(0, 0)).isEqualTo(pair(0x6b200159, 0x99ba4efe));
    assertThat(Keys.threefry(-1, -1)).isEqualTo(pair(0x1cb996fc, 0xbb002be7));
    assertThat(Keys.threefry(pair(0x13198a2e, 0x03707344), pair(0x243f6a88, 0x85a308d3)))
        .isEqualTo(pair(0xc4923a9c, 0x483df7a0));
  }

  @Test
  void bits_evenAndOddIndex_areTheWordsOfOneBlock() {
    long key = Keys.of(7);
    long block = Keys.threefry(key, 5);
    assertThat(Keys.bits(key, 10)).isEqualTo((int) block);
    assertThat(Keys.bits(key, 11)).isEqualTo((int) (block >>> 32));
  }

  @Test
  void fold_differentNamesAndNumbers_giveDifferentKeys() {
    long key = Keys.of(1);
    Set<Long> keys = new HashSet<>();
    for (String name : new String[] {"", "a", "b", "ab", "ba", "abcd", "abcde", "\0", "0.weight"}) {
      keys.add(Keys.fold(key, name));
      keys.add(Keys.fold(Keys.fold(key, name), "a"));
    }
    for (long number = 0; number < 100; number++) {
      keys.add(Keys.fold(key, number));
      keys.add(Keys.threefry(key, number));
    }
    assertThat(keys).hasSize(218);
  }

  @Test
  void fold_name_followsTheSpecification() {
    long h = Keys.of(3) ^ 0xA4093822299F31D0L;
    h = Keys.threefry(h, 'a' | (long) 'b' << 16 | (long) 'c' << 32 | (long) 'd' << 48);
    h = Keys.threefry(h, 'e');
    assertThat(Keys.fold(Keys.of(3), "abcde")).isEqualTo(Keys.threefry(h, 5));
  }

  @Test
  void uniform_manyDraws_haveMomentsOfTheDistribution() {
    long key = Keys.fold(Keys.of(1), "uniform");
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      float u = Keys.uniform(key, i);
      assertThat(u).isGreaterThanOrEqualTo(0f).isLessThan(1f);
      sum += u;
      squares += (double) u * u;
    }
    assertThat(Math.abs(sum / n - 0.5)).isLessThan(5 * Math.sqrt(1 / 12.0 / n));
    assertThat(Math.abs(squares / n - 1 / 3.0)).isLessThan(5 * Math.sqrt(4 / 45.0 / n));
  }

  @Test
  void uniformDouble_manyDraws_fillEightCellsEvenly() {
    long key = Keys.of(2);
    int n = 80_000;
    int[] cells = new int[8];
    for (int i = 0; i < n; i++) {
      cells[(int) (8 * Keys.uniformDouble(key, i))]++;
    }
    for (int cell : cells) {
      assertThat(Math.abs(cell - n / 8)).isLessThan((int) (5 * Math.sqrt(n * 7 / 64.0)));
    }
  }

  @Test
  void normal_manyDraws_haveMomentsOfTheDistribution() {
    long key = Keys.of(4);
    int n = 100_000;
    double[] moments = new double[5];
    double neighbours = 0;
    for (int i = 0; i < n; i++) {
      double z = Keys.normal(key, i);
      neighbours += z * Keys.normal(key, i + 1);
      for (int k = 1; k <= 4; k++) {
        moments[k] += StrictMath.pow(z, k) / n;
      }
    }
    double error = 5 / Math.sqrt(n);
    assertThat(Math.abs(moments[1])).isLessThan(error);
    assertThat(Math.abs(moments[2] - 1)).isLessThan(error * Math.sqrt(2));
    assertThat(Math.abs(moments[3])).isLessThan(error * Math.sqrt(15));
    assertThat(Math.abs(moments[4] - 3)).isLessThan(error * Math.sqrt(96));
    assertThat(Math.abs(neighbours / n)).isLessThan(error);
  }

  private static long pair(int low, int high) {
    return (long) high << 32 | (low & 0xFFFFFFFFL);
  }
}
