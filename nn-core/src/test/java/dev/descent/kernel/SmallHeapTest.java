package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where the heap has room for one slot of [Panels], threads wait for each other, and the bits are
/// those of any heap.
final class SmallHeapTest {
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void productsAndTraining_withTheLeastMemoryForThreads_haveTheSameBits() throws Exception {
    assertThat(Fork.output(SmallHeap.class, "-Xmx10m", "-Ddescent.kernel=vector").lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("slots 1"),
            line ->
                assertThat(line)
                    .matches(
                        "training program must fit into the heap of 10 MiB, was 16 MiB"
                            + " \\(parameters 8, gradient 8\\): give java more by -Xmx256m, or make"
                            + " the model or the batches smaller"),
            line -> assertThat(line).isEqualTo(SmallHeap.compute()),
            line -> assertThat(line).matches("vector kernels, \\d+ bit"));
  }
}
