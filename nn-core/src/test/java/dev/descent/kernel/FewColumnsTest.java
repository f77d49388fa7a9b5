package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Products with up to a panel of columns and one more: [DirectGemm] packs B into one panel, whose
/// tiles store whole vectors over the rows of C below. All transpositions, with offsets and rows of
/// A and B further apart than they are long; arrays end where the matrices do.
final class FewColumnsTest {
  private static final int LANES = VectorWidth.SPECIES.length();
  private static final int MOST = Panels.COLUMNS;
  private static final int AO = 3;
  private static final int BO = 7;
  private static final int CO = 5;
  private static final int BIAS = 2;
  private static final int APART = 3;

  /// What C has around it, and where a part of a product leaves it alone.
  private static final float AROUND = 99f;

  @Test
  void region_anyColumnsAndRows_hasTheBitsOfPlainLoops() {
    for (int n = 1; n <= MOST + 1; n++) {
      for (int rows : new int[] {8, 9, 10, 11, 12, 13, 15, 16, 17, 22, 32}) {
        expectParity(rows, n, 7, 0, rows);
      }
    }
  }

  @Test
  void region_anyInnerExtent_hasTheBitsOfPlainLoops() {
    for (int n = 1; n <= MOST + 1; n++) {
      for (int k : new int[] {1, 2, 3, 4, 5, 8, 33, 300}) {
        expectParity(10, n, k, 0, 10);
      }
    }
    expectParity(9, MOST, SplitGemm.MIN_INNER - 1, 0, 9);
    expectParity(9, MOST - 1, SplitGemm.MIN_INNER - 1, 0, 9);
  }

  @Test
  void region_someRows_leavesTheOthersAlone() {
    for (int n = 1; n <= MOST + 1; n++) {
      expectParity(40, n, 9, 5, 27);
      expectParity(40, n, 9, 8, 16);
      expectParity(40, n, 9, 29, 40);
    }
  }

  @Test
  void region_wholeVectorsOfABThatTheFirstCacheDoesNotHold_hasTheBitsOfPlainLoops() {
    for (int n : new int[] {LANES, MOST}) {
      int k = (int) Math.min(Caches.first() / 4 / n + 1, SplitGemm.MIN_INNER - 1);
      expectParity(21, n, k, 0, 21);
    }
  }

  /// A part writes to no row of another, not even for a moment: the rows hold what the other has
  /// computed already, or will.
  @Test
  void run_partsInAnyOrderAndSideBySide_hasTheBitsOfPlainLoops() {
    int m = 64;
    try (Team team = Team.of(2)) {
      for (int n = 1; n <= MOST; n++) {
        float[] expected = new float[m * n];
        Product whole = product(m, n, 6, false, true, expected, 0);
        ScalarGemm.region(whole, 0, m, 0, n);
        Epilogue.apply(m, n, expected, 0, n, whole.bias, BIAS, Elementwise.RELU, 0, 0);
        int[] bits = GemmCase.bits(expected);
        int columns = n;
        for (int round = 0; round < 20; round++) {
          float[] actual = new float[m * n];
          Product parts = product(m, n, 6, false, true, actual, 0);
          Team.Task task =
              part -> DirectGemm.region(parts, 16 * (part ^ 1), 16 * (part ^ 1) + 16, 0, columns);
          (round == 0 ? Team.single() : team).run(4, task);
          assertThat(GemmCase.bits(actual)).as("%d columns", n).isEqualTo(bits);
        }
      }
    }
  }

  @Test
  void suits_aPanelOfColumns_withRowsOfCSideBySide() {
    int n = MOST;
    Product product = new Product();
    float[] x = new float[1 << 16];
    product.set(64, n, 64, x, 0, 64, 1, x, 0, 1, 64, x, 0, n, false);
    assertThat(DirectGemm.suits(product, 8, n)).isTrue();
    assertThat(DirectGemm.suits(product, 7, n)).as("few rows").isFalse();
    assertThat(DirectGemm.suits(product, 8, n - 1)).as("not all columns").isFalse();
    product.set(64, n, 64, x, 0, 64, 1, x, 0, 1, 64, x, 0, n + 1, false);
    assertThat(DirectGemm.suits(product, 8, n)).as("gaps between rows of C").isFalse();
    product.set(64, n + 1, 64, x, 0, 64, 1, x, 0, 1, 64, x, 0, n + 1, false);
    assertThat(DirectGemm.suits(product, 8, n + 1)).as("more columns").isFalse();
    int rows = (int) (Caches.second() / 4 / 64);
    product.set(2 * rows, n, 64, x, 0, 1, 2 * rows, x, 0, 1, 64, x, 0, n, false);
    assertThat(DirectGemm.suits(product, rows, n)).as("A stored as [k, m]").isTrue();
    assertThat(DirectGemm.suits(product, rows + 1, n)).as("a larger one").isFalse();
    product.set(64, n, 64, x, 0, 64, 1, x, 0, 1, 64, x, 0, n, true);
    assertThat(DirectGemm.suits(product, 8, n)).as("chains that C begins").isFalse();
  }

  /// The longest inner extent that is not cut fits into a slot, one that is would not have to.
  @Test
  void inPanel_theLongestInnerExtent_fitsIntoASlot() {
    assertThat(SplitGemm.applies(MOST, SplitGemm.MIN_INNER)).isTrue();
    assertThat(MOST * SplitGemm.MIN_INNER).isLessThanOrEqualTo(Panels.AREA);
  }

  /// Expects that some rows of a product have the bits of [ScalarGemm], and nothing else is
  /// touched.
  private static void expectParity(int m, int n, int k, int from, int to) {
    for (int flags = 0; flags < 4; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean tb = (flags & 2) != 0;
      float[] expected = surroundings(m, n);
      Product plain = product(m, n, k, ta, tb, expected, CO);
      ScalarGemm.region(plain, from, to, 0, n);
      plain.finish(from, to - from, 0, n);
      float[] actual = surroundings(m, n);
      Product product = product(m, n, k, ta, tb, actual, CO);
      if (n <= MOST) {
        assertThat(DirectGemm.suits(product, to - from, n)).isTrue();
        DirectGemm.region(product, from, to, 0, n);
      } else {
        VectorGemm.region(product, from, to, 0, n);
      }
      assertThat(GemmCase.bits(actual))
          .as("rows %d to %d of %dx%dx%d, ta %s, tb %s", from, to, m, n, k, ta, tb)
          .isEqualTo(GemmCase.bits(expected));
    }
  }

  private static float[] surroundings(int m, int n) {
    float[] c = new float[CO + m * n + 2];
    Arrays.fill(c, AROUND);
    return c;
  }

  private static Product product(
      int m, int n, int k, boolean ta, boolean tb, float[] c, int offset) {
    int lda = (ta ? m : k) + APART;
    int ldb = (tb ? k : n) + APART;
    float[] a = matrix(1, AO, ta ? k : m, ta ? m : k, lda);
    float[] b = matrix(2, BO, tb ? n : k, tb ? k : n, ldb);
    Product x = new Product();
    x.set(
        m,
        n,
        k,
        a,
        AO,
        ta ? 1 : lda,
        ta ? lda : 1,
        b,
        BO,
        tb ? 1 : ldb,
        tb ? ldb : 1,
        c,
        offset,
        n,
        false);
    x.epilogue(matrix(3, BIAS, 1, n, n), BIAS, Elementwise.RELU, 0, 0);
    return x;
  }

  /// Numbers in [-1, 1) with NaNs around the matrix and between its rows.
  private static float[] matrix(int stream, int offset, int rows, int columns, int apart) {
    float[] x = new float[offset + (rows - 1) * apart + columns];
    Arrays.fill(x, Float.NaN);
    long key = Keys.of(stream);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        x[offset + i * apart + j] = 2 * Keys.uniform(key, i * columns + j) - 1;
      }
    }
    return x;
  }
}
