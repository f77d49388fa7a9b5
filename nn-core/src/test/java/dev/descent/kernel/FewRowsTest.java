package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Few rows with a matrix stored as [n, k], and few columns with one stored as [m, k]: every number
/// of rows, vectors and inner extents that are not whole.
final class FewRowsTest {
  private static final int LANES = FewRowsWriter.LANES;

  @Test
  void region_fewRowsOrColumns_isTheChain() {
    for (int few = 1; few <= FewRows.MOST; few++) {
      for (int many = 16; many <= 3 * LANES + 16; many++) {
        GemmApart.expectFewRows(GemmCase.of(few, many, 16));
        GemmApart.expectFewRows(GemmCase.of(many, few, 16));
      }
    }
  }

  @Test
  void region_anyInnerExtent_isTheChain() {
    for (int few = 1; few <= FewRows.MOST; few++) {
      for (int k = 16; k <= 4 * LANES + 16; k++) {
        GemmApart.expectFewRows(GemmCase.of(few, LANES + 18, k));
        GemmApart.expectFewRows(GemmCase.of(LANES + 18, few, k));
      }
    }
    GemmApart.expectFewRows(GemmCase.of(1, 70, 1100));
    GemmApart.expectFewRows(GemmCase.of(600, 1, 400));
  }

  @Test
  void region_partOfAProduct_leavesTheOthersAlone() {
    GemmCase whole = GemmCase.of(20, 70, 21);
    int[][] parts = {{3, 6, 10, 63}, {1, 20, 66, 70}};
    for (int[] part : parts) {
      float[] c = new float[20 * 70];
      Product product = new Product();
      product.set(20, 70, 21, whole.a, 0, 21, 1, whole.b, 0, 1, 21, c, 0, 70, false);
      FewRows.region(product, part[0], part[1], part[2], part[3]);
      float[] expected = new float[20 * 70];
      product.set(20, 70, 21, whole.a, 0, 21, 1, whole.b, 0, 1, 21, expected, 0, 70, false);
      ScalarGemm.region(product, part[0], part[1], part[2], part[3]);
      assertThat(GemmCase.bits(c)).isEqualTo(GemmCase.bits(expected));
    }
  }

  @Test
  void fits_fewRowsOrColumnsAlongTheInnerExtent() {
    Product product = new Product();
    float[] x = new float[64 * 64];
    product.set(64, 64, 64, x, 0, 64, 1, x, 0, 1, 64, x, 0, 64, false);
    assertThat(FewRows.fits(product, 2, 16)).isTrue();
    assertThat(FewRows.fits(product, 16, 4)).isTrue();
    assertThat(FewRows.fits(product, 4, 127)).as("four rows, a small matrix").isFalse();
    assertThat(FewRows.fits(product, 4, 128)).as("four rows, a large matrix").isTrue();
    assertThat(FewRows.fits(product, 5, 128)).as("five rows").isFalse();
    assertThat(FewRows.fits(product, 2, 15)).as("too few columns").isFalse();
    product.set(64, 64, 15, x, 0, 64, 1, x, 0, 1, 64, x, 0, 64, false);
    assertThat(FewRows.fits(product, 2, 16)).as("a short inner extent").isFalse();
    product.set(64, 64, 64, x, 0, 64, 1, x, 0, 1, 64, x, 0, 64, true);
    assertThat(FewRows.fits(product, 2, 16)).as("chains that C begins").isFalse();
    product.set(64, 64, 64, x, 0, 1, 64, x, 0, 1, 64, x, 0, 64, false);
    assertThat(FewRows.fits(product, 2, 16)).as("A stored as [k, m]").isFalse();
    product.set(64, 64, 64, x, 0, 64, 1, x, 0, 64, 1, x, 0, 64, false);
    assertThat(FewRows.fits(product, 2, 16)).as("B stored as [k, n]").isFalse();
  }
}
