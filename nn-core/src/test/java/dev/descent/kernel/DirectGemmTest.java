package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Products that read A where it lies: every height of a tile and every number of vectors, also
/// with rows and columns left over.
final class DirectGemmTest {
  private static final int LANES = VectorWidth.SPECIES.length();

  @Test
  void region_anyRowsAndColumns_isTheChain() {
    int[] columns = {0, 1, LANES / 2, LANES - 1};
    for (int m : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 13, 16}) {
      for (int vectors = 1; vectors <= 9; vectors++) {
        for (int more : columns) {
          GemmApart.expectDirect(GemmCase.of(m, vectors * LANES + more, 7).withBias());
        }
      }
    }
  }

  @Test
  void region_anyInnerExtent_isTheChain() {
    for (int k : new int[] {1, 2, 3, 16, 40}) {
      GemmApart.expectDirect(GemmCase.of(11, 5 * LANES + 3, k));
    }
    GemmApart.expectDirect(GemmCase.of(4, 300, 400).withBias()); // few rows, any B
  }

  @Test
  void region_partOfAProduct_leavesTheOthersAlone() {
    int n = 7 * LANES;
    GemmCase whole = GemmCase.of(20, n, 9);
    float[] c = new float[20 * n];
    Product product = new Product();
    product.set(20, n, 9, whole.a, 0, 9, 1, whole.b, 0, n, 1, c, 0, n, false);
    DirectGemm.region(product, 3, 12, 2 * LANES, 5 * LANES + 1);
    float[] all = new float[20 * n];
    product.set(20, n, 9, whole.a, 0, 9, 1, whole.b, 0, n, 1, all, 0, n, false);
    ScalarGemm.region(product, 3, 12, 2 * LANES, 5 * LANES + 1);
    assertThat(GemmCase.bits(c)).isEqualTo(GemmCase.bits(all));
  }

  @Test
  void suits_whatMustBePacked_not() {
    Product product = new Product();
    float[] x = new float[1 << 16];
    product.set(64, 64, 64, x, 0, 64, 1, x, 0, 64, 1, x, 0, 64, false);
    assertThat(DirectGemm.suits(product, 64, 64)).isTrue();
    assertThat(DirectGemm.suits(product, 64, LANES - 1)).isFalse();
    product.set(64, 64, 64, x, 0, 64, 1, x, 0, 1, 64, x, 0, 64, false);
    assertThat(DirectGemm.suits(product, 64, 64)).as("B stored as [n, k]").isFalse();
    product.set(64, 64, 64, x, 0, 64, 1, x, 0, 64, 1, x, 0, 64, true);
    assertThat(DirectGemm.suits(product, 64, 64)).as("chains that C begins").isFalse();
    product.set(64, 256, 256, x, 0, 256, 1, x, 0, 256, 1, x, 0, 256, false);
    assertThat(DirectGemm.suits(product, 64, 256)).as("B larger than the first cache").isFalse();
    assertThat(DirectGemm.suits(product, 4, 256)).as("few rows").isTrue();
    assertThat(DirectGemm.suits(product, 16, 256))
        .as("B in the second cache")
        .isEqualTo(Caches.second() >= 4 * 256 * 256);
    assertThat(DirectGemm.suits(product, 17, 256)).as("many rows").isFalse();
  }
}
