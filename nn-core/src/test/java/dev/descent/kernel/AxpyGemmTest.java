package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Few rows with a matrix stored as [k, n]: rows, columns and inner extents that are not whole.
final class AxpyGemmTest {
  private static final int LANES = Lanes.COUNT;
  private static final int SECOND = (int) (Caches.second() / 4);

  @Test
  void region_anyColumns_isTheChain() {
    for (int m = 1; m <= 4; m++) {
      for (int n = LANES; n <= 4 * LANES + 1; n++) {
        GemmApart.expectAxpy(GemmCase.of(m, n, 19));
      }
    }
  }

  @Test
  void region_anyInnerExtent_isTheChain() {
    for (int k = 1; k <= 2 * AxpyGemm.STEPS + 1; k++) {
      GemmApart.expectAxpy(GemmCase.of(3, 4 * LANES + 3, k));
    }
  }

  @Test
  void region_severalPieces_isTheChain() {
    GemmApart.expectAxpy(GemmCase.of(2, 2 * AxpyGemm.COLUMNS + LANES + 1, 11));
  }

  @Test
  void region_partOfAProduct_leavesTheOthersAlone() {
    int n = 70;
    GemmCase whole = GemmCase.of(7, n, 21);
    float[] c = new float[7 * n];
    Product product = new Product();
    product.set(7, n, 21, whole.a, 0, 21, 1, whole.b, 0, n, 1, c, 0, n, false);
    AxpyGemm.region(product, 2, 5, 9, 66);
    float[] expected = new float[7 * n];
    product.set(7, n, 21, whole.a, 0, 21, 1, whole.b, 0, n, 1, expected, 0, n, false);
    ScalarGemm.region(product, 2, 5, 9, 66);
    assertThat(GemmCase.bits(c)).isEqualTo(GemmCase.bits(expected));
  }

  @Test
  void fits_fewRowsOfAMatrixThatTheSecondCacheDoesNotHold() {
    int n = 512;
    int k = SECOND / n;
    assertThat(fits(2, n, k, n)).isTrue();
    assertThat(fits(2, n, k - 1, n)).as("a smaller matrix").isFalse();
    assertThat(fits(2, n - 1, 2 * k, 2 * n)).as("two short rows").isFalse();
    assertThat(fits(1, 128, 4 * k, 128)).as("one short row").isTrue();
    assertThat(fits(1, 127, 5 * k, 128)).as("one shorter row").isFalse();
    assertThat(fits(3, n, 4 * k - 1, n)).as("three rows").isFalse();
    assertThat(fits(4, n, 4 * k, n)).as("four rows and a larger matrix").isTrue();
    assertThat(fits(4, n, k, 4 * n)).as("a part of a larger matrix").isTrue();
    assertThat(fits(5, n, 8 * k, n)).as("five rows").isFalse();
    Product product = new Product();
    float[] x = {};
    product.set(1, n, k, x, 0, k, 1, x, 0, 1, k, x, 0, n, false);
    assertThat(AxpyGemm.fits(product, 1, n)).as("stored as [n, k]").isFalse();
  }

  /// Whether so many rows and columns fit where rows of B are some elements apart.
  private static boolean fits(int rows, int columns, int k, int apart) {
    Product product = new Product();
    float[] x = {};
    product.set(rows, columns, k, x, 0, k, 1, x, 0, apart, 1, x, 0, columns, false);
    return AxpyGemm.fits(product, rows, columns);
  }
}
