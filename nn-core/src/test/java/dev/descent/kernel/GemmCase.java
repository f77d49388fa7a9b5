package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One size of product with random operands, and what must come out: computed here element by
/// element, as the specification says it, sharing no code with the kernels.
final class GemmCase {
  private static final long KEY = Keys.of(11);

  final int m;
  final int n;
  final int k;
  final float[] a;
  final float[] b;
  final float[] before;
  float @Nullable [] bias;

  private GemmCase(int m, int n, int k) {
    this.m = m;
    this.n = n;
    this.k = k;
    a = values(1, m * k);
    b = values(2, k * n);
    before = values(3, m * n);
  }

  static GemmCase of(int m, int n, int k) {
    return new GemmCase(m, n, k);
  }

  GemmCase withBias() {
    bias = values(4, n);
    return this;
  }

  /// Numbers in [-1, 1) with zeros of both signs and denormals among them.
  private static float[] values(int stream, int size) {
    float[] x = new float[size];
    long key = Keys.fold(KEY, stream);
    for (int i = 0; i < size; i++) {
      x[i] = 2 * Keys.uniform(key, i) - 1;
      switch (Keys.bits(key, i) & 63) {
        case 0 -> x[i] = 0f;
        case 1 -> x[i] = -0f;
        case 2 -> x[i] *= 0x1p-140f;
        default -> {}
      }
    }
    return x;
  }

  /// Expects the bits of the specified chain for all transpositions, with and without accumulation.
  void expectChain(Team team) {
    for (int flags = 0; flags < 8; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean tb = (flags & 2) != 0;
      boolean accumulate = (flags & 4) != 0;
      float[] actual = run(team, ta, tb, accumulate);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float expected = element(i, j, ta, tb, accumulate);
          if (Float.floatToIntBits(actual[i * n + j]) != Float.floatToIntBits(expected)) {
            throw new AssertionError(
                "[%d, %d] of %dx%dx%d, ta %s, tb %s, accumulate %s: expected %s, was %s"
                    .formatted(i, j, m, n, k, ta, tb, accumulate, expected, actual[i * n + j]));
          }
        }
      }
    }
  }

  float[] run(Team team, boolean ta, boolean tb, boolean accumulate) {
    float[] c = before.clone();
    Gemm.multiply(
        team,
        m,
        n,
        k,
        a,
        0,
        ta ? m : k,
        ta,
        b,
        0,
        tb ? k : n,
        tb,
        c,
        0,
        n,
        accumulate,
        bias,
        0,
        bias == null ? Elementwise.IDENTITY : Elementwise.RELU,
        0,
        0);
    return c;
  }

  /// Returns the product from vector kernels, whatever its size.
  float[] vector() {
    float[] c = before.clone();
    VectorGemm.region(product(c, false, false, false), 0, m, 0, n);
    return c;
  }

  /// Expects that vector kernels, plain loops and the specified chain give the same bits, for all
  /// transpositions.
  void expectParity() {
    for (int flags = 0; flags < 8; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean tb = (flags & 2) != 0;
      boolean accumulate = (flags & 4) != 0;
      float[] vector = before.clone();
      VectorGemm.region(product(vector, ta, tb, accumulate), 0, m, 0, n);
      float[] scalar = before.clone();
      ScalarGemm.region(product(scalar, ta, tb, accumulate), 0, m, 0, n);
      for (int i = 0; i < m * n; i++) {
        int expected = Float.floatToIntBits(scalar[i]);
        float chain = chain(accumulate ? before[i] : 0f, i / n, i % n, ta, tb, 0, k);
        if (Float.floatToIntBits(vector[i]) != expected
            || Float.floatToIntBits(chain) != expected) {
          throw new AssertionError(
              "[%d, %d] of %dx%dx%d, ta %s, tb %s, accumulate %s: chain %s, scalar %s, vector %s"
                  .formatted(
                      i / n, i % n, m, n, k, ta, tb, accumulate, chain, scalar[i], vector[i]));
        }
      }
    }
  }

  /// Expects that teams that share the product, whatever its size, give the bits of plain loops,
  /// for all transpositions.
  void expectSharedParity(List<Team> teams) {
    for (int flags = 0; flags < 8; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean tb = (flags & 2) != 0;
      boolean accumulate = (flags & 4) != 0;
      float[] scalar = before.clone();
      ScalarGemm.region(product(scalar, ta, tb, accumulate), 0, m, 0, n);
      Epilogue.apply(m, n, scalar, 0, n, bias, 0, Elementwise.RELU, 0, 0);
      for (Team team : teams) {
        assertThat(bits(shared(team, ta, tb, accumulate)))
            .as("%dx%dx%d, ta %s, tb %s, accumulate %s, %s", m, n, k, ta, tb, accumulate, team)
            .isEqualTo(bits(scalar));
      }
    }
  }

  /// Returns the product with bias and relu, shared by a team whatever its size.
  float[] shared(Team team, boolean ta, boolean tb, boolean accumulate) {
    float[] c = before.clone();
    Product product = product(c, ta, tb, accumulate);
    product.epilogue(bias, 0, Elementwise.RELU, 0, 0);
    team.run(product.divide(2 * team.threads()), product);
    return c;
  }

  /// Expects that a product into a C that is too short throws, whoever computes what.
  void expectThrows(Team team, boolean tb) {
    Product product = product(new float[n], false, tb, true); // packed, whatever its size
    assertThatThrownBy(() -> team.run(product.divide(2 * team.threads()), product))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private Product product(float[] c, boolean ta, boolean tb, boolean accumulate) {
    Product product = new Product();
    product.set(
        m, n, k, a, 0, ta ? 1 : k, ta ? m : 1, b, 0, tb ? 1 : n, tb ? k : 1, c, 0, n, accumulate);
    return product;
  }

  float element(int i, int j, boolean ta, boolean tb, boolean accumulate) {
    float y = accumulate ? before[i * n + j] : 0f;
    if (k >= 4096 && n <= 512) {
      float[] segments = new float[(k + 2047) / 2048];
      for (int s = 0; s < segments.length; s++) {
        segments[s] = chain(s == 0 ? y : 0f, i, j, ta, tb, s * 2048, Math.min(k, s * 2048 + 2048));
      }
      y = tree(segments);
    } else {
      y = chain(y, i, j, ta, tb, 0, k);
    }
    return bias == null ? y : Math.max(y + bias[j], 0f);
  }

  float chain(float y, int i, int j, boolean ta, boolean tb, int from, int to) {
    for (int l = from; l < to; l++) {
      y = Math.fma(a[ta ? l * m + i : i * k + l], b[tb ? j * k + l : l * n + j], y);
    }
    return y;
  }

  private static float tree(float[] x) {
    while (x.length > 1) {
      float[] next = new float[(x.length + 1) / 2];
      for (int i = 0; i < next.length; i++) {
        next[i] = 2 * i + 1 < x.length ? x[2 * i] + x[2 * i + 1] : x[2 * i];
      }
      x = next;
    }
    return x[0];
  }

  /// Expects |error| ≤ γ(k)·Σ|a·b| against double arithmetic, the bound of a chain of k roundings.
  void expectNearDoubles() {
    float[] actual = run(Team.single(), false, false, false);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double magnitude = 0;
        for (int l = 0; l < k; l++) {
          double product = (double) a[i * k + l] * b[l * n + j];
          sum += product;
          magnitude += Math.abs(product);
        }
        double unit = 0x1p-24 * k;
        assertThat(Math.abs(actual[i * n + j] - sum)).isLessThan(unit / (1 - unit) * magnitude);
      }
    }
  }

  /// Expects that a product with offsets and wide rows leaves everything around C as it was.
  void expectUntouchedSurroundings() {
    float[] expected = run(Team.single(), false, false, false);
    float[] wideA = wide(a, m, k);
    float[] wideB = wide(b, k, n);
    float[] wideC = wide(before, m, n);
    float[] original = wideC.clone();
    Gemm.multiply(
        Team.single(),
        m,
        n,
        k,
        wideA,
        5,
        k + 3,
        false,
        wideB,
        5,
        n + 3,
        false,
        wideC,
        5,
        n + 3,
        false,
        null,
        0,
        Elementwise.IDENTITY,
        0,
        0);
    for (int at = 0; at < wideC.length; at++) {
      int row = (at - 5) / (n + 3);
      int column = (at - 5) % (n + 3);
      boolean inside = at >= 5 && row < m && column < n;
      float wanted = inside ? expected[row * n + column] : original[at];
      assertThat(Float.floatToIntBits(wideC[at])).isEqualTo(Float.floatToIntBits(wanted));
    }
  }

  static float[] wide(float[] x, int rows, int columns) {
    float[] y = new float[5 + rows * (columns + 3)];
    Arrays.fill(y, 99f);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, i * columns, y, 5 + i * (columns + 3), columns);
    }
    return y;
  }

  static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToIntBits(x[i]);
    }
    return bits;
  }
}
