package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class IndexingTest {
  private static final float[] TABLE = {0, 1, 10, 11, 20, 21};

  @Test
  void gather_rows_copiesThem() {
    float[] y = new float[9];
    Indexing.gather(TABLE, 0, new int[] {9, 2, 0, 2, 1}, 1, y, 1, 4, 2, 3);
    assertThat(y).containsExactly(0, 20, 21, 0, 1, 20, 21, 10, 11);
  }

  @Test
  void scatterAdd_repeatedRow_addsInAscendingPosition() {
    float[] table = {1e8f, 0, 0, 5};
    float[] g = {3, 1, -1e8f, 2, 1, 7};
    Indexing.scatterAdd(g, 0, new int[] {0, 0, 1}, 0, table, 0, 3, 2, 2);
    assertThat(table).containsExactly((1e8f + 3f) - 1e8f, 3, 1, 12);
  }

  @Test
  void pickAndPlace_oneColumnPerRow_areInverse() {
    float[] y = new float[3];
    Indexing.pick(TABLE, 0, new int[] {1, 0, 1}, 0, y, 0, 3, 2);
    assertThat(y).containsExactly(1, 10, 21);
    float[] x = {9, 9, 9, 9, 9, 9};
    Indexing.place(y, 0, new int[] {1, 0, 1}, 0, x, 0, 3, 2);
    assertThat(x).containsExactly(0, 1, 10, 0, 0, 21);
  }

  @Test
  void index_outOfRange_namesPositionAndRange() {
    assertThatThrownBy(
            () -> Indexing.gather(TABLE, 0, new int[] {0, 3}, 0, new float[4], 0, 2, 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index at position 1 must be in [0, 3), was 3");
    assertThatThrownBy(() -> Indexing.pick(TABLE, 0, new int[] {-1}, 0, new float[1], 0, 1, 6))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index at position 0 must be in [0, 6), was -1");
  }
}
