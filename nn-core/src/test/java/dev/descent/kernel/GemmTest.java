package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.parallel.Team;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Products against an independent chain, element by element, and against double arithmetic.
final class GemmTest {
  @Test
  void multiply_allTranspositionsAndSizes_isTheChain() {
    int[] sizes = {0, 1, 2, 3, 4, 5, 7, 8, 9, 17, 33};
    for (int m : sizes) {
      for (int n : sizes) {
        for (int k : sizes) {
          GemmCase.of(m, n, k).withBias().expectChain(Team.single());
        }
      }
    }
  }

  @Test
  void multiply_largerThanBlocks_isTheChainForAnyTeam() {
    try (Team team = Team.of(3)) {
      int[][] sizes = {
        {70, 300, 65},
        {300, 70, 129},
        {257, 3, 900},
        {1, 600, 300},
        {700, 130, 64}, // parts one below the other and side by side
        {1000, 10, 64},
        {128, 520, 130}
      };
      for (int[] size : sizes) {
        GemmCase.of(size[0], size[1], size[2]).withBias().expectChain(Team.single());
        GemmCase.of(size[0], size[1], size[2]).withBias().expectChain(team);
      }
    }
  }

  @Test
  void multiply_accumulating_continuesTheChainOfASplitInnerExtent() {
    GemmCase whole = GemmCase.of(9, 21, 40);
    float[] expected = whole.run(Team.single(), false, false, false);
    float[] actual = new float[expected.length];
    for (int from = 0; from < 40; from += 10) {
      Gemm.multiply(
          Team.single(),
          9,
          21,
          10,
          whole.a,
          from,
          40,
          false,
          whole.b,
          from * 21,
          21,
          false,
          actual,
          0,
          21,
          from > 0,
          null,
          0,
          Elementwise.IDENTITY,
          0,
          0);
    }
    assertThat(GemmCase.bits(actual)).isEqualTo(GemmCase.bits(expected));
  }

  @Test
  void multiply_oneRow_hasTheBitsOfTheRowInABatch() {
    for (int k : new int[] {50, 5000}) {
      GemmCase batch = GemmCase.of(40, 30, k);
      float[] rows = batch.run(Team.single(), false, true, false);
      for (int i = 0; i < 40; i += 13) {
        float[] row = new float[30];
        Gemm.multiply(
            Team.single(),
            1,
            30,
            k,
            batch.a,
            i * k,
            k,
            false,
            batch.b,
            0,
            k,
            true,
            row,
            0,
            30,
            false,
            null,
            0,
            Elementwise.IDENTITY,
            0,
            0);
        assertThat(GemmCase.bits(row))
            .isEqualTo(GemmCase.bits(Arrays.copyOfRange(rows, i * 30, i * 30 + 30)));
      }
    }
  }

  @Test
  void multiply_oneRowOrColumn_isTheChainForAnyTeam() {
    try (Team team = Team.of(2)) {
      for (int n : new int[] {1, 2, 7, 8, 9, 31, 600}) {
        GemmCase.of(1, n, 1100).withBias().expectChain(Team.single());
        GemmCase.of(1, n, 1100).withBias().expectChain(team);
        GemmCase.of(n, 1, 1100).withBias().expectChain(Team.single());
        GemmCase.of(n, 1, 1100).withBias().expectChain(team);
      }
    }
  }

  @Test
  void multiply_longInnerExtent_isATreeOfSegments() {
    try (Team team = Team.of(2)) {
      for (int k : new int[] {4095, 4096, 4097, 10_300}) {
        GemmCase.of(5, 9, k).expectChain(Team.single());
      }
      GemmCase.of(130, 150, 4200).expectChain(team);
    }
  }

  @Test
  void multiply_negativeZeros_keepTheSignsOfTheChain() {
    float[] c = {-0f};
    Gemm.multiply(
        Team.single(),
        1,
        1,
        1,
        new float[] {-0f},
        0,
        1,
        false,
        new float[] {1f},
        0,
        1,
        false,
        c,
        0,
        1,
        true,
        null,
        0,
        Elementwise.IDENTITY,
        0,
        0);
    assertThat(Float.floatToIntBits(c[0])).isEqualTo(Float.floatToIntBits(-0f));
    Gemm.multiply(
        Team.single(),
        1,
        1,
        1,
        new float[] {-0f},
        0,
        1,
        false,
        new float[] {1f},
        0,
        1,
        false,
        c,
        0,
        1,
        false,
        null,
        0,
        Elementwise.IDENTITY,
        0,
        0);
    assertThat(Float.floatToIntBits(c[0])).isEqualTo(Float.floatToIntBits(0f));
  }

  @Test
  void multiply_noInnerExtent_isTheFunctionOfTheBias() {
    float[] c = {7, 7};
    Gemm.multiply(
        Team.single(),
        1,
        2,
        0,
        new float[0],
        0,
        0,
        false,
        new float[0],
        0,
        2,
        false,
        c,
        0,
        2,
        false,
        new float[] {-1, 2},
        0,
        Elementwise.RELU,
        0,
        0);
    assertThat(c).containsExactly(0, 2);
  }

  @Test
  void multiply_insideLargerMatrices_writesOnlyItsElements() {
    for (int n : new int[] {3, 40}) {
      GemmCase.of(11, n, 37).expectUntouchedSurroundings();
    }
  }

  @Test
  void multiply_anySize_isNearTheProductInDoubles() {
    GemmCase.of(33, 45, 700).expectNearDoubles();
    GemmCase.of(4, 6, 9000).expectNearDoubles();
  }

  @Test
  void multiply_matrixBeyondItsArray_isRefused() {
    assertThatThrownBy(() ->
            Gemm.multiply(
                Team.single(),
                2,
                2,
                3,
                new float[5],
                0,
                3,
                false,
                new float[6],
                0,
                2,
                false,
                new float[4],
                0,
                2,
                false,
                null,
                0,
                Elementwise.IDENTITY,
                0,
                0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(
            "gemm A of 2 rows, 3 columns, 3 apart from offset 0 needs an array of 6, had 5");
  }
}
