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
    Product product = new Product();
    float[] x = {};
    int n = 1024;
    int k = SECOND / n;
    product.set(5, n, k, x, 0, k, 1, x, 0, n, 1, x, 0, n, true);
    assertThat(AxpyGemm.fits(product, 2, n)).isTrue();
    assertThat(AxpyGemm.fits(product, 2, n - 1)).as("fewer columns of it").isFalse();
    assertThat(AxpyGemm.fits(product, 3, n)).as("three rows").isFalse();
    product.set(5, n, 4 * k, x, 0, 4 * k, 1, x, 0, n, 1, x, 0, n, true);
    assertThat(AxpyGemm.fits(product, 4, n)).as("four rows and a larger B").isTrue();
    assertThat(AxpyGemm.fits(product, 5, n)).as("five rows").isFalse();
    product.set(5, n, 4 * k, x, 0, 4 * k, 1, x, 0, 1, 4 * k, x, 0, n, true);
    assertThat(AxpyGemm.fits(product, 1, n)).as("B stored as [n, k]").isFalse();
    product.set(5, n, 8 * k, x, 0, 8 * k, 1, x, 0, n, 1, x, 0, n, true);
    assertThat(AxpyGemm.fits(product, 4, n / 2)).as("four short rows").isFalse();
    int few = 8 * LANES;
    product.set(1, few, SECOND, x, 0, SECOND, 1, x, 0, few, 1, x, 0, few, false);
    assertThat(AxpyGemm.fits(product, 1, few)).isTrue();
    assertThat(AxpyGemm.fits(product, 1, few - 1)).as("too few vectors").isFalse();
  }
}
