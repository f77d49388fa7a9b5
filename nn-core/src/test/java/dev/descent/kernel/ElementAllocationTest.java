package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
    Readiness.NORMS_OF_FOUR
  };

  /// Processor time, so that a machine with other work is waited for.
  private static final long PATIENCE = 40_000_000_000L;

  @Test
  void vectorKernels_onceCompiled_allocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] x = Samples.normal(1, 512, 1);
    float[] y = new float[512];
    for (int kernel : KERNELS) {
      long end = threads.getCurrentThreadCpuTime() + PATIENCE;
      long allocated;
      do {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
          WarmUpCalls.vector(kernel, x, y, 512 - i % 20);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      } while (allocated > 1000
          && threads.getCurrentThreadCpuTime() < end); // asking allocates a bit
      assertThat(allocated).as("bytes in 100 calls of kernel %d", kernel).isLessThanOrEqualTo(1000);
    }
  }
}
