package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class IndexingTest {
  private static final float[] TABLE = {0, 1, 10, 11, 20, 21};

  @Test
  void gather_rows_copiesThem() {
    float[] y = new float[9];
    Indexing.gather(TABLE, 0, new int[] {9, 2, 0, 2, 1}, 1, y, 1, 4, 2, 3, 0);
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
  void index_outOfRange_namesPositionAndRange() {
    assertThatThrownBy(
            () -> Indexing.gather(TABLE, 0, new int[] {0, 3}, 0, new float[4], 0, 2, 2, 3, 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index at position 41 must be in [0, 3), was 3");
    assertThatThrownBy(() -> Indexing.oneHot(new int[] {-1}, 0, new float[6], 0, 1, 6, -2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index at position 0 must be in [0, 6), was -1");
  }
}
