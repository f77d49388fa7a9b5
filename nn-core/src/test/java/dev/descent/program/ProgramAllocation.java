package dev.descent.program;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Prints the bytes that the runs of a program allocate, once its kernels are compiled. A program
/// of its own: what else a JVM has run decides how C2 compiles them.
final class ProgramAllocation {
  private ProgramAllocation() {}

  public static void main(String[] arguments) {
    Classifier net = new Classifier();
    Program program = net.training();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float sum = 0;
    long allocated = Long.MAX_VALUE;
    // kernels allocate until they are compiled
    for (int attempt = 0; attempt < 1000 && allocated > 0; attempt++) {
      sum += runs(net, program, 1000);
      long before = threads.getCurrentThreadAllocatedBytes();
      sum += runs(net, program, 50);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    if (!Float.isFinite(sum)) {
      throw new IllegalStateException("losses must be finite, their sum was " + sum);
    }
    System.out.println("allocated " + allocated);
  }

  private static float runs(Classifier net, Program program, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum +=
          program.run(net.weights, net.states, net.batch, i)
              + (float) program.gradientSumSquares()[0];
    }
    return sum;
  }
}
