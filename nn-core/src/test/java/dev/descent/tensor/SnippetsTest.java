package dev.descent.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The code that documentation shows.
final class SnippetsTest {
  @Test
  void tensors_computeAtOnce() {
    // @start region="tensor"
    Tensor x = Tensor.of(Shape.of(2, 3), 1f, 2, 3, 4, 5, 6);
    Tensor centered = x.subtract(x.mean(true, 0)); // [2, 3] − [1, 3]
    Tensor products = centered.matmul(centered.transpose()); // [2, 2]
    Tensor best = x.softmax(-1).argMax(-1); // I32[2]
    // @end
    assertThat(products.toFloats()).containsExactly(6.75f, -6.75f, -6.75f, 6.75f);
    assertThat(best.toInts()).containsExactly(2, 2);
  }
}
