package dev.descent.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Prints the bytes that 100 calls of one vector kernel allocate, once it is compiled. A program of
/// its own: C2 makes objects of a kernel's vectors where vectors of other widths have run before.
final class ElementAllocation {
  /// Processor time, so that a machine with other work is waited for.
  private static final long PATIENCE = 40_000_000_000L;

  private ElementAllocation() {}

  public static void main(String[] arguments) {
    int kernel = Integer.getInteger("kernel");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] x = Samples.normal(1, 512, 1);
    float[] y = new float[512];
    long end = threads.getCurrentThreadCpuTime() + PATIENCE;
    long allocated;
    do {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        WarmUpCalls.vector(kernel, x, y, 512 - i % 20);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    } while (allocated > 1000 && threads.getCurrentThreadCpuTime() < end);
    // Asking allocates a bit.
    System.out.println("allocated " + (allocated > 1000 ? allocated : 0));
  }
}
