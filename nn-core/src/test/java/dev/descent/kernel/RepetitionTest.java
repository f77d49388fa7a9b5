package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Any range of a repeated array, against the definition.
final class RepetitionTest {
  @Test
  void copy_everyRange_hasTheElementsOfTheDefinition() {
    check(new int[] {}, new int[] {});
    check(new int[] {7}, new int[] {0});
    check(new int[] {7}, new int[] {1});
    check(new int[] {5, 3}, new int[] {0, 1});
    check(new int[] {3, 5}, new int[] {1, 0});
    check(new int[] {40, 1}, new int[] {0, 1});
    check(new int[] {3, 4, 5}, new int[] {0, 1, 0});
    check(new int[] {3, 4, 5}, new int[] {5, 0, 1});
    check(new int[] {2, 3, 2, 4}, new int[] {2, 0, 1, 0});
    check(new int[] {2, 3, 2, 4}, new int[] {0, 4, 0, 1});
  }

  @Test
  void copy_longRows_areWrittenInPieces() {
    int[] extents = {9, 700};
    int[] strides = {0, 1};
    float[] x = Samples.normal(1, 700, 1);
    float[] y = new float[6000];
    Repetition.copy(x, 0, y, 0, 150, 6000, extents, strides);
    for (int i = 0; i < 6000; i++) {
      assertThat(y[i]).isEqualTo(x[(150 + i) % 700]);
    }
  }

  private static void check(int[] extents, int[] strides) {
    int size = Arrays.stream(extents).reduce(1, (a, b) -> a * b);
    float[] x = Samples.normal(size, size + 1, 1);
    int[] ints = Samples.indices(size, size + 1, 1000);
    for (int from = 0; from < size; from++) {
      for (int to = from + 1; to <= size; to++) {
        float[] expected = new float[size + 2];
        float[] y = new float[size + 2];
        int[] expectedInts = new int[size + 2];
        int[] yInts = new int[size + 2];
        for (int i = from; i < to; i++) {
          int source = 1;
          int rest = i;
          for (int a = extents.length - 1; a >= 0; a--) {
            source += rest % extents[a] * strides[a];
            rest /= extents[a];
          }
          expected[2 + i - from] = x[source];
          expectedInts[2 + i - from] = ints[source];
        }
        Repetition.copy(x, 1, y, 2, from, to - from, extents, strides);
        Repetition.copy(ints, 1, yInts, 2, from, to - from, extents, strides);
        assertThat(y).isEqualTo(expected);
        assertThat(yInts).isEqualTo(expectedInts);
      }
    }
  }
}
