package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The same bits from vector kernels of every width and from plain loops. Needs the Vector API, and
/// fails without.
final class GemmParityTest {
  private static final int LANES = VectorWidth.SPECIES.length();

  @Test
  void region_eachExtentUpToFourVectors_hasTheSameBits() {
    long key = Keys.of(5);
    for (int size = 1; size <= 4 * LANES + 1; size++) {
      // Each size in each place, the others drawn.
      int other = 1 + Math.floorMod(Keys.bits(key, 2L * size), 4 * LANES + 1);
      int third = 1 + Math.floorMod(Keys.bits(key, 2L * size + 1), 4 * LANES + 1);
      GemmCase.of(size, other, third).expectParity();
      GemmCase.of(other, size, third).expectParity();
      GemmCase.of(third, other, size).expectParity();
    }
  }

  @Test
  void region_beyondOneBlock_hasTheSameBits() {
    GemmCase.of(170, 45, 400).expectParity();
    GemmCase.of(12, 200, 777).expectParity();
    GemmCase.of(3, 3100, 9).expectParity();
    // Rows that fill no panel, several panels of columns and slices of the inner extent.
    GemmCase.of(13, 50, 600).expectParity();
    GemmCase.of(341, 390, 258).expectParity();
    GemmCase.of(13, 50, 1100).expectParity();
    GemmCase.of(50, 790, 1030).expectParity();
    GemmCase.of(5, 9, 3001).expectParity();
    // More rows than are packed at once, groups of panels, the last one narrower, and slices.
    GemmCase.of(270, 133, 715).expectParity();
    GemmCase.of(61, 141, 2060).expectParity();
    GemmCase.of(7, 4100, 261).expectParity();
    // Pieces of a large B, in slices, the last one shorter and no multiple of eight rows.
    GemmCase.of(11, 2300, 725).expectParity();
    // More columns than are packed at once: of one slice and several blocks of rows, and of slices.
    GemmCase.of(125, 750, 1020).expectParity();
    GemmCase.of(53, 790, 1999).expectParity();
  }

  @Test
  void region_moreThreadsThanProcessors_hasTheSameBits() throws Exception {
    GemmCase product = GemmCase.of(61, 70, 90);
    int[] expected = GemmCase.bits(product.run(Team.single(), false, false, false));
    Callable<int[]> task =
        () -> {
          int[] bits = {};
          for (int i = 0; i < 200; i++) {
            bits = GemmCase.bits(product.vector());
            if (!Arrays.equals(bits, expected)) {
              return bits;
            }
          }
          return bits;
        };
    int threads = 4 * Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<int[]> bits : pool.invokeAll(Collections.nCopies(threads, task))) {
        assertThat(bits.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void wanted_partsOfAProduct_areOneForEachThreadOrAMultiple() {
    assertThat(Product.wanted(0, false, 4)).isEqualTo(1);
    assertThat(Product.wanted((1 << 19) - 1, true, 2)).isEqualTo(1);
    assertThat(Product.wanted(1 << 19, true, 2)).isEqualTo(2);
    assertThat(Product.wanted(3 << 18, false, 8)).isEqualTo(3); // who else has enough to do?
    assertThat(Product.wanted(1L << 32, true, 2)).isEqualTo(2);
    assertThat(Product.wanted(7L << 31, true, 2)).isEqualTo(6);
    assertThat(Product.wanted(1L << 40, true, 2)).isEqualTo(16);
    assertThat(Product.wanted(7 << 24, false, 3)).isEqualTo(6);
    assertThat(Product.wanted(1L << 40, true, 1000)).isEqualTo(8 * Math.min(1000, Panels.SLOTS));
  }

  @Test
  void multiply_sharedByATeam_hasTheSameBits() {
    int[][] sizes = {
      {1, 1, 1},
      {2, 2, 5},
      {50, 8 * LANES + 5, 33},
      {100, 3 * LANES - 1, 30},
      {128, 200, 200},
      {61, 141, 2060}, // slices
      {13, 6200, 261}, // parts of more columns of B than are packed at once
      {600, 5, 64}, // parts of more rows of A than are packed at once
      {580, 90, 1050} // and slices
    };
    try (Team two = Team.of(2);
        Team three = Team.of(3)) {
      for (int[] size : sizes) {
        GemmCase.of(size[0], size[1], size[2])
            .withBias()
            .expectSharedParity(List.of(Team.single(), two, three));
      }
    }
  }

  /// Nobody packs into memory that another uses, or waits for memory that never comes free.
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void multiply_sharedByManyTeamsAtOnce_hasTheSameBitsEveryTime() throws Exception {
    List<GemmCase> products =
        List.of(GemmCase.of(50, 133, 50).withBias(), GemmCase.of(300, 133, 20).withBias());
    List<int[]> expected = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      expected.add(GemmCase.bits(shared(products, i, Team.single())));
    }
    Callable<Integer> task =
        () -> {
          try (Team team = Team.of(3)) {
            int wrong = 0;
            for (int i = 0; i < 300; i++) {
              int[] bits = GemmCase.bits(shared(products, i, team));
              wrong += Arrays.equals(bits, expected.get(i % 4)) ? 0 : 1;
            }
            return wrong;
          }
        };
    for (int callers : new int[] {1, 2 * Runtime.getRuntime().availableProcessors()}) {
      try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
        for (Future<Integer> wrong : pool.invokeAll(Collections.nCopies(callers, task))) {
          assertThat(wrong.get()).isZero();
        }
      }
    }
  }

  /// Few rows and many in turn, with B stored as [k, n] and as [n, k].
  private static float[] shared(List<GemmCase> products, int i, Team team) {
    return products.get(i % 2).shared(team, false, (i & 2) != 0, true);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void multiply_sharedAfterPartsHaveThrown_hasMemory() {
    List<GemmCase> products =
        List.of(GemmCase.of(50, 133, 50).withBias(), GemmCase.of(300, 133, 20).withBias());
    try (Team team = Team.of(3)) {
      // As often as there are slots, and more.
      int times = 8 * Math.max(2, Team.common().threads());
      for (int i = 0; i < times; i++) {
        products.get(i % 2).expectThrows(team, (i & 2) != 0);
      }
      for (GemmCase product : products) {
        product.expectSharedParity(List.of(team));
      }
    }
  }

  @Test
  void multiply_inSteadyState_inAJvmOfItsOwn_allocatesNothing() throws Exception {
    assertThat(Fork.output(GemmAllocation.class, "-Ddescent.kernel=vector"))
        .isEqualTo("allocated 0");
  }

  /// A program that is too small to profit from it does not wait for it.
  @Test
  void multiply_smallMatrices_loadsNothingOfTheVectorApi() throws Exception {
    assertThat(Fork.output(FirstProduct.class, "-Xlog:class+load"))
        .contains(Product.class.getName())
        .doesNotContain("jdk.incubator.vector");
  }

  @Test
  void multiply_otherWidthsAndKernels_hasTheSameBits() throws Exception {
    String expected = "fingerprint " + GemmFingerprint.compute();
    String vector = "-Ddescent.kernel=vector";
    assertThat(Fork.output(GemmFingerprint.class, "-Ddescent.kernel=scalar")).isEqualTo(expected);
    assertThat(Fork.output(GemmFingerprint.class, vector)).isEqualTo(expected);
    assertThat(Fork.output(GemmFingerprint.class, vector, "-Ddescent.vector.bits=128"))
        .isEqualTo(expected);
    assertThat(Fork.output(GemmFingerprint.class, vector, "-Ddescent.vector.bits=256"))
        .isEqualTo(expected);
    assertThat(Fork.output(GemmFingerprint.class, vector, "-Ddescent.vector.bits=512"))
        .isEqualTo(expected);
    assertThat(
            Fork.output(
                GemmFingerprint.class, "-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=1", vector))
        .isEqualTo(expected);
    // The tile of other processors, which lays out panels in another way.
    assertThat(
            Fork.output(
                GemmFingerprint.class, vector, "-Dos.arch=aarch64", "-Ddescent.vector.bits=128"))
        .isEqualTo(expected);
    assertThat(Fork.output(GemmFingerprint.class, "-XX:-UseFMA")).isEqualTo(expected);
    assertThat(Fork.withoutVectors(GemmFingerprint.class)).isEqualTo(expected);
  }

  /// The slots of [Panels] take 3.5 MB at least; a full heap has no room for them.
  @Test
  void multiply_withAFullHeap_saysThatProductsStayInPlainLoops() throws Exception {
    assertThat(Fork.output(FullHeap.class, "-Xmx32m"))
        .matches(
            "vector kernels, \\d+ bit, but products in plain loops: the heap had no room for their"
                + " panels; restart with a larger one \\(-Xmx\\)");
  }
}
