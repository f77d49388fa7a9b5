package dev.descent.kernel;

import com.sun.management.ThreadMXBean;
import dev.descent.parallel.Team;
import java.lang.management.ManagementFactory;

/// Prints the bytes that the calling thread allocates in products, once they are compiled. A
/// program of its own: what else a JVM has run decides how C2 compiles them.
final class GemmAllocation {
  private GemmAllocation() {}

  public static void main(String[] arguments) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] x = new float[70 * 70];
    float[] c = new float[70 * 70];
    try (Team team = Team.of(2)) {
      long best = Long.MAX_VALUE;
      // Until C2 has compiled it, the Vector API allocates; nothing tells when, so one round in
      // many must be clean.
      for (int round = 0; round < 50_000 && best > 0; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int flags = 0; flags < 4; flags++) {
          Gemm.multiply(
              team,
              70,
              70,
              70,
              x,
              0,
              70,
              (flags & 1) != 0,
              x,
              0,
              70,
              (flags & 2) != 0,
              c,
              0,
              70,
              false,
              x,
              0,
              Elementwise.RELU,
              0,
              0);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // The counter moves in steps of a few hundred bytes for asking it.
        best = Math.min(best, allocated < 200 ? 0 : allocated);
      }
      System.out.println("allocated " + best);
    }
  }
}
