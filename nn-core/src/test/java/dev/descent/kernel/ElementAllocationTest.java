package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compiled vector kernels allocate nothing: a vector that C2 cannot keep in a register becomes an
/// object, and the kernel a hundred times slower.
final class ElementAllocationTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vectorKernels_onceCompiled_afterVectorsOfOtherWidthsOrNone_allocateNothing(boolean others)
      throws IOException, InterruptedException {
    assertThat(Fork.output(ElementAllocation.class, "-Dwidths=" + others)).isEqualTo("allocating:");
  }
}
