package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Compiled vector kernels allocate nothing: a vector that C2 cannot keep in a register becomes an
/// object, and the kernel a hundred times slower. The largest functions are the ones in danger.
final class ElementAllocationTest {
  private static final int[] KERNELS = {
    Readiness.UNARY + Elementwise.GELU,
    Readiness.UNARY + Elementwise.ERF,
    Readiness.UNARY + Elementwise.SOFTPLUS,
    Readiness.UNARY + Elementwise.LOG,
    Readiness.BINARY + Elementwise.GELU_GRADIENT,
    Readiness.BINARY + Elementwise.GELU_TANH_GRADIENT,
    Readiness.SUM,
    Readiness.DOT,
    Readiness.SUM_EXP,
    Readiness.LOG_CENTERED,
    Readiness.COLUMNS,
    Readiness.UNIFORM,
    Readiness.SHORT_LOSS,
    Readiness.TRANSPOSITION,
    Readiness.DESCENT,
    Readiness.NORMS_OF_TWO,
    Readiness.NORMS_OF_FOUR,
    Readiness.FEW_ROWS
  };

  @Test
  void vectorKernels_onceCompiled_inJvmsOfTheirOwn_allocateNothing()
      throws IOException, InterruptedException {
    for (int kernel : KERNELS) {
      assertThat(Fork.output(ElementAllocation.class, "-Dkernel=" + kernel))
          .as("kernel %d", kernel)
          .isEqualTo("allocated 0");
    }
  }
}
