package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.random.Keys;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MovementTest {
  private static int[] naive(int[] x, int xo, int size, int yo, int[] e, int[] xs, int[] ys) {
    int[] y = new int[size];
    int count = Arrays.stream(e).reduce(1, (a, b) -> a * b);
    for (int i = 0; i < count; i++) {
      int from = xo;
      int to = yo;
      int rest = i;
      for (int a = e.length - 1; a >= 0; a--) {
        from += rest % e[a] * xs[a];
        to += rest % e[a] * ys[a];
        rest /= e[a];
      }
      y[to] = x[from];
    }
    return y;
  }

  private static void check(int xSize, int xo, int ySize, int yo, int[] e, int[] xs, int[] ys) {
    int[] x = Samples.indices(1, xSize, 1 << 24);
    float[] floats = new float[xSize];
    for (int i = 0; i < xSize; i++) {
      floats[i] = x[i];
    }
    int[] expected = naive(x, xo, ySize, yo, e, xs, ys);
    int[] ints = new int[ySize];
    Movement.copy(x, xo, ints, yo, e, xs, ys);
    assertThat(ints).isEqualTo(expected);
    float[] y = new float[ySize];
    Movement.copy(floats, xo, y, yo, e, xs, ys);
    for (int i = 0; i < ySize; i++) {
      assertThat(y[i]).isEqualTo(expected[i]);
    }
    checkByParts(x, xo, y, yo, e, xs, ys);
  }

  /// Two indexes of the first axis at a time give what one call gives.
  private static void checkByParts(
      int[] x, int xo, float[] expected, int yo, int[] e, int[] xs, int[] ys) {
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = x[i];
    }
    float[] y = new float[expected.length];
    int[] ints = new int[expected.length];
    int items = e.length == 0 ? 1 : e[0];
    for (int i = 0; i < items; i += 2) {
      int from = e.length == 0 ? xo : xo + i * xs[0];
      int to = e.length == 0 ? yo : yo + i * ys[0];
      int count = Math.min(2, items - i);
      Movement.copy(floats, from, y, to, e, xs, ys, count);
      Movement.copy(x, from, ints, to, e, xs, ys, count);
    }
    assertThat(y).isEqualTo(expected);
    for (int i = 0; i < ints.length; i++) {
      assertThat(ints[i]).isEqualTo((int) expected[i]);
    }
  }

  private static int[] ints(int... values) {
    return values;
  }

  @Test
  void copy_scalar_copiesOneElement() {
    check(5, 3, 4, 2, ints(), ints(), ints());
  }

  @Test
  void copy_emptyAxis_copiesNothing() {
    check(5, 0, 4, 0, ints(3, 0, 2), ints(0, 1, 1), ints(1, 1, 1));
  }

  @Test
  void copy_broadcasts_repeatElements() {
    check(7, 0, 21, 0, ints(3, 7), ints(0, 1), ints(7, 1));
    check(3, 0, 21, 0, ints(3, 7), ints(1, 0), ints(7, 1));
    check(1, 0, 21, 0, ints(3, 7), ints(0, 0), ints(7, 1));
    check(6, 0, 5 * 6 * 4, 0, ints(5, 2, 3, 4), ints(0, 3, 1, 0), ints(24, 12, 4, 1));
  }

  @Test
  void copy_sliceAndPad_keepTheRest() {
    check(40, 11, 20, 3, ints(3, 4), ints(10, 2), ints(6, 1));
    check(12, 0, 60, 13, ints(3, 4), ints(4, 1), ints(10, 2));
  }

  @Test
  void copy_negativeStride_reverses() {
    check(12, 11, 12, 0, ints(3, 4), ints(-4, -1), ints(4, 1));
    check(12, 3, 12, 0, ints(3, 4), ints(4, -1), ints(4, 1));
  }

  @Test
  void copy_transposes_ofAllSizes() {
    for (int m : ints(1, 2, 7, 8, 9, 16, 17, 31, 40, 65)) {
      for (int n : ints(1, 3, 8, 15, 16, 33, 64, 70)) {
        check(m * n, 0, m * n, 0, ints(n, m), ints(1, n), ints(m, 1));
        check(m * n + 3, 3, m * n + 2, 2, ints(m, n), ints(n, 1), ints(1, m));
        check(2 * m * n, 0, 2 * m * n, 0, ints(2, n, m), ints(m * n, 1, n), ints(m * n, m, 1));
      }
    }
  }

  @Test
  void copy_permutations_agreeWithTheDefinition() {
    int[][] orders = {
      {0, 1, 2, 3},
      {0, 2, 1, 3},
      {3, 2, 1, 0},
      {1, 0, 3, 2},
      {0, 2, 3, 1},
      {0, 3, 1, 2},
      {2, 3, 0, 1}
    };
    for (int seed = 0; seed < 20; seed++) {
      for (int[] order : orders) {
        int[] extents = new int[4];
        for (int a = 0; a < 4; a++) {
          extents[a] = 1 + (int) (9 * Keys.uniform(seed, a));
        }
        int[] strides =
            ints(extents[1] * extents[2] * extents[3], extents[2] * extents[3], extents[3], 1);
        int[] e = new int[4];
        int[] xs = new int[4];
        for (int a = 0; a < 4; a++) {
          e[a] = extents[order[a]];
          xs[a] = strides[order[a]];
        }
        int[] ys = ints(e[1] * e[2] * e[3], e[2] * e[3], e[3], 1);
        int size = e[0] * ys[0];
        check(size, 0, size, 0, e, xs, ys);
      }
    }
  }
}
