package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/// Expects the bits of the specified chain from one of the ways to compute a product, with rows of
/// matrices further apart than they are long, arrays that end where the matrices do, and nothing
/// else touched.
final class GemmApart {
  private GemmApart() {}

  static void expectDirect(GemmCase x) {
    for (boolean ta : new boolean[] {false, true}) {
      int apart = x.n + 3;
      float[] wideB = Arrays.copyOf(GemmCase.wide(x.b, x.k, x.n), 5 + x.k * apart - 3);
      float[] wideC = Arrays.copyOf(GemmCase.wide(x.before, x.m, x.n), 5 + x.m * apart - 3);
      float[] expected = wideC.clone();
      for (int i = 0; i < x.m; i++) {
        for (int j = 0; j < x.n; j++) {
          expected[5 + i * apart + j] = x.element(i, j, ta, false, false);
        }
      }
      Product product = new Product();
      product.set(
          x.m,
          x.n,
          x.k,
          x.a,
          0,
          ta ? 1 : x.k,
          ta ? x.m : 1,
          wideB,
          5,
          apart,
          1,
          wideC,
          5,
          apart,
          false);
      int opcode = x.bias == null ? Elementwise.IDENTITY : Elementwise.RELU;
      product.epilogue(x.bias, 0, opcode, 0, 0);
      assertThat(DirectGemm.suits(product, x.m, x.n)).isTrue();
      DirectGemm.region(product, 0, x.m, 0, x.n);
      assertThat(GemmCase.bits(wideC))
          .as("%dx%dx%d, ta %s", x.m, x.n, x.k, ta)
          .isEqualTo(GemmCase.bits(expected));
    }
  }

  static void expectAxpy(GemmCase x) {
    int apart = x.n + 3;
    float[] wideB = Arrays.copyOf(GemmCase.wide(x.b, x.k, x.n), 5 + x.k * apart - 3);
    for (int flags = 0; flags < 4; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean accumulate = (flags & 2) != 0;
      float[] wideC = Arrays.copyOf(GemmCase.wide(x.before, x.m, x.n), 5 + x.m * apart - 3);
      float[] expected = wideC.clone();
      for (int i = 0; i < x.m; i++) {
        for (int j = 0; j < x.n; j++) {
          float from = accumulate ? x.before[i * x.n + j] : 0f;
          expected[5 + i * apart + j] = x.chain(from, i, j, ta, false, 0, x.k);
        }
      }
      Product product = new Product();
      product.set(
          x.m,
          x.n,
          x.k,
          x.a,
          0,
          ta ? 1 : x.k,
          ta ? x.m : 1,
          wideB,
          5,
          apart,
          1,
          wideC,
          5,
          apart,
          accumulate);
      AxpyGemm.region(product, 0, x.m, 0, x.n);
      assertThat(GemmCase.bits(wideC))
          .as("%dx%dx%d, ta %s, accumulate %s", x.m, x.n, x.k, ta, accumulate)
          .isEqualTo(GemmCase.bits(expected));
    }
  }

  static void expectFewRows(GemmCase x) {
    float[] wideA = Arrays.copyOf(GemmCase.wide(x.a, x.m, x.k), 5 + x.m * (x.k + 3) - 3);
    float[] wideB = Arrays.copyOf(GemmCase.wide(x.b, x.n, x.k), 5 + x.n * (x.k + 3) - 3);
    float[] wideC = Arrays.copyOf(GemmCase.wide(x.before, x.m, x.n), 5 + x.m * (x.n + 3) - 3);
    float[] expected = wideC.clone();
    for (int i = 0; i < x.m; i++) {
      for (int j = 0; j < x.n; j++) {
        expected[5 + i * (x.n + 3) + j] = x.chain(0f, i, j, false, true, 0, x.k);
      }
    }
    Product product = new Product();
    product.set(
        x.m, x.n, x.k, wideA, 5, x.k + 3, 1, wideB, 5, 1, x.k + 3, wideC, 5, x.n + 3, false);
    FewRows.region(product, 0, x.m, 0, x.n);
    assertThat(GemmCase.bits(wideC))
        .as("%dx%dx%d", x.m, x.n, x.k)
        .isEqualTo(GemmCase.bits(expected));
  }
}
