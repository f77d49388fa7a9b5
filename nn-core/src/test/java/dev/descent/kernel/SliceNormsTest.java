package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.parallel.Team;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The norms of slices are those of one call for each, whoever computes them.
final class SliceNormsTest {
  private static final int[] STARTS = {0, 5, 5, 1100, 5200, 260_000};
  private static final int[] ENDS = {5, 5, 1100, 5197, 250_000, 260_001};
  private static final int SIZE = 260_100;

  @Test
  void norms_anyThreads_areThoseOfSums() {
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = Team.of(threads)) {
        SliceNorms norms = new SliceNorms(team, STARTS, ENDS);
        for (int turn = 0; turn < 3; turn++) {
          float[] x = Samples.normal(turn, SIZE, 1);
          norms.changed(x);
          if (turn == 1) {
            assertMaxima(norms, x); // before anybody has asked for sums
          }
          for (int i = 0; i < STARTS.length; i++) {
            double expected = Sums.sumSquares(x, STARTS[i], ENDS[i]);
            assertThat(norms.sumSquares()[i]).isEqualTo(expected);
          }
          assertMaxima(norms, x);
        }
      }
    }
  }

  private static void assertMaxima(SliceNorms norms, float[] x) {
    for (int i = 0; i < STARTS.length; i++) {
      assertThat(norms.maxAbs()[i]).isEqualTo(Sums.maxAbs(x, STARTS[i], ENDS[i]));
    }
  }

  @Test
  void norms_ofANan_areNanInItsSliceAlone() {
    for (int at : new int[] {5, 1099, 5196, 249_999}) {
      float[] x = Samples.normal(1, SIZE, 1);
      x[at] = Float.NaN;
      SliceNorms norms = new SliceNorms(Team.single(), STARTS, ENDS);
      norms.changed(x);
      for (int i = 0; i < STARTS.length; i++) {
        boolean inside = STARTS[i] <= at && at < ENDS[i];
        assertThat(Double.isNaN(norms.sumSquares()[i])).isEqualTo(inside);
        assertThat(Float.isNaN(norms.maxAbs()[i])).isEqualTo(inside);
      }
    }
  }

  @Test
  void norms_ofHugeNumbers_haveAnInfiniteSumAndAFiniteMaximum() {
    float[] x = new float[SIZE];
    x[1100] = -0x1p100f;
    SliceNorms norms = new SliceNorms(Team.single(), STARTS, ENDS);
    norms.changed(x);
    assertThat(norms.sumSquares()[3]).isInfinite();
    assertThat(norms.maxAbs()[3]).isEqualTo(0x1p100f);
  }

  @Test
  void sums_byQuarters_areThoseByGroups() {
    int elements = 64 * Reduction.LEAF;
    for (long seed = 0; seed < 3; seed++) {
      float[] x = Samples.normal(seed, elements + 5, 1);
      double[] sums = new double[66];
      double[] expected = new double[66];
      float max = SliceNorms.byQuarters(x, 3, 3 + elements, sums, 1);
      assertThat(max).isEqualTo(SliceNorms.byGroups(x, 3, 3 + elements, expected, 1));
      assertThat(sums).isEqualTo(expected);
      assertThat(Arrays.stream(sums).distinct()).hasSize(65); // a 0 at each end
    }
  }

  @Test
  void normsOfFour_inVectors_areThoseOfEach() {
    int stride = 2 * Reduction.LEAF;
    float[] x = Samples.normal(1, 4 * stride + 3, 1);
    double[] sums = new double[9];
    float max = VectorReduction.normsOfFour(x, 3, stride, Reduction.LEAF, sums, 1, 2);
    float expected = 0;
    for (int i = 0; i < 4; i++) {
      int from = 3 + i * stride;
      assertThat(sums[1 + 2 * i])
          .isEqualTo(Sums.sumSquares(x, from, from + Reduction.LEAF))
          .isPositive();
      assertThat(sums[2 * i]).isZero();
      expected = Math.max(expected, Sums.maxAbs(x, from, from + Reduction.LEAF));
    }
    assertThat(max).isEqualTo(expected);
    x[3 + stride] = Float.NaN;
    assertThat(VectorReduction.normsOfFour(x, 3, stride, Reduction.LEAF, sums, 1, 2)).isNaN();
  }
}
