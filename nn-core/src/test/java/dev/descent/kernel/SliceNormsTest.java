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

  /// From every index of a line.
  @Test
  void sums_ofFourLeavesSideBySide_areThoseOfEach() {
    int elements = 16 * Reduction.LEAF;
    for (boolean aligned : ways()) {
      for (int from = VectorNorms.EDGE; from < 2 * VectorNorms.EDGE; from++) {
        float[] x = Samples.normal(from, from + elements + VectorNorms.EDGE, 1);
        double[] sums = new double[18];
        double[] expected = new double[18];
        SliceNorms.fours(aligned, x, from, from + elements, sums, 1);
        for (int i = 0; i < 16; i++) {
          int leaf = from + i * Reduction.LEAF;
          expected[1 + i] = Sums.sumSquares(x, leaf, leaf + Reduction.LEAF);
        }
        assertThat(sums).isEqualTo(expected);
        assertThat(Arrays.stream(sums).distinct()).hasSize(17); // a 0 at each end
      }
    }
  }

  @Test
  void sumsOfFourLeaves_besideNumbersOfOthers_haveNoneOfThemAndAllOfTheirOwn() {
    int leaf = Reduction.LEAF;
    for (boolean aligned : ways()) {
      int part = leaf + 40; // numbers of others between the leaves as well
      for (int from = VectorNorms.EDGE; from < 2 * VectorNorms.EDGE; from++) {
        float[] x = new float[from + 4 * part];
        Arrays.fill(x, Float.NaN);
        float[] own = Samples.normal(from, leaf, 1);
        for (int i = 0; i < 4; i++) {
          System.arraycopy(own, 0, x, from + i * part, leaf);
        }
        double[] sums = new double[4];
        double[] expected = new double[4];
        Arrays.fill(expected, Sums.sumSquares(own, 0, leaf));
        leaves(aligned, x, from, part, sums);
        assertThat(sums).isEqualTo(expected);
        for (int at = 0; at < leaf; at += at == 17 ? leaf - 35 : 1) {
          int stream = at % 4;
          int index = from + stream * part + at;
          x[index] = Float.NaN;
          leaves(aligned, x, from, part, sums);
          for (int i = 0; i < 4; i++) {
            assertThat(Double.isNaN(sums[i])).isEqualTo(i == stream);
          }
          x[index] = own[at];
        }
      }
    }
  }

  private static void leaves(boolean aligned, float[] x, int from, int stride, double[] sums) {
    if (aligned) {
      VectorNorms.ofFourAligned(x, from, stride, Reduction.LEAF, sums, 0, 1);
    } else {
      VectorNorms.ofFour(x, from, stride, Reduction.LEAF, sums, 0, 1);
    }
  }

  /// Whether aligned or not, in vectors of this width.
  private static boolean[] ways() {
    return switch (Lanes.COUNT) {
      case 16 -> new boolean[] {true, false};
      case 8 -> new boolean[] {false};
      default -> new boolean[] {};
    };
  }
}
