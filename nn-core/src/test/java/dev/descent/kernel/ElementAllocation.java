package dev.descent.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Prints the vector kernels that allocate once they are compiled, one after the other, and then
/// once more. A program of its own: C2 makes objects of a kernel's vectors where vectors of other
/// widths have run before.
final class ElementAllocation {
  /// Processor time for a kernel, so that a machine with other work is waited for.
  private static final long PATIENCE = 20_000_000_000L;

  private static final int SIZE = 512;

  private ElementAllocation() {}

  public static void main(String[] arguments) {
    if (Boolean.getBoolean("widths")) {
      for (int bits = 64; bits <= 512; bits *= 2) {
        if (bits != VectorWidth.bits()) {
          everyMethod(VectorSpecies.of(float.class, VectorShape.forBitSize(bits)));
        }
      }
    }
    StringBuilder allocating = new StringBuilder();
    for (int i = 0; i < 2 * Readiness.KERNELS; i++) { // again once all others are compiled
      int kernel = i % Readiness.KERNELS;
      if (isThere(kernel) && allocates(kernel)) {
        allocating.append(' ').append(kernel);
      }
    }
    System.out.println("allocating:" + allocating);
  }

  private static boolean isThere(int kernel) {
    boolean unary = kernel <= Readiness.UNARY + Elementwise.POWER_INT;
    boolean binary =
        kernel >= Readiness.BINARY && kernel <= Readiness.BINARY + Elementwise.SOFTPLUS_GRADIENT;
    boolean other = kernel >= Readiness.WHERE && kernel != Readiness.TRANSPOSITION;
    return unary || binary || other || (kernel == Readiness.TRANSPOSITION && Lanes.COUNT >= 8);
  }

  private static boolean allocates(int kernel) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] x = Samples.normal(1, SIZE, 1);
    float[] y = new float[SIZE];
    long end = threads.getCurrentThreadCpuTime() + PATIENCE;
    long allocated;
    do {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        WarmUpCalls.vector(kernel, x, y, i % 8 == 7 ? 8 + i / 8 % 8 : SIZE - i % 20);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    } while (allocated > 1000 && threads.getCurrentThreadCpuTime() < end); // asking allocates a bit
    return allocated > 1000;
  }

  /// Has what kernels call run in a width, often enough that C1 takes a profile.
  private static void everyMethod(VectorSpecies<Float> species) {
    float[] x = Samples.normal(1, SIZE, 1);
    float[] y = new float[SIZE];
    for (int round = 0; round < 100; round++) {
      for (int i = 0; i < SIZE; i += species.length()) {
        FloatVector a = FloatVector.fromArray(species, x, i);
        FloatVector b = a.abs().add(FloatVector.broadcast(species, 1f));
        VectorMask<Float> mask = a.compare(VectorOperators.LT, FloatVector.zero(species));
        FloatVector c = a.neg().fma(b, a.mul(b)).blend(b, mask).blend(1f, a.lt(0f)).div(b).sub(a);
        IntVector bits = c.max(b).min(a).reinterpretAsInts();
        IntVector other = bits.and(Integer.MAX_VALUE).max(bits).or(bits).sub(bits);
        IntVector more =
            other
                .add(bits)
                .lanewise(VectorOperators.LSHL, 2)
                .lanewise(VectorOperators.ASHR, 1)
                .lanewise(VectorOperators.ROL, 3)
                .lanewise(VectorOperators.XOR, bits);
        FloatVector d = (FloatVector) more.convert(VectorOperators.I2F, 0);
        VectorShuffle<Float> turned = VectorShuffle.iota(species, 1, 1, true);
        d.add(more.reinterpretAsFloats()).sqrt().rearrange(turned).intoArray(y, i);
        y[i] += more.reduceLanes(VectorOperators.MAX);
      }
    }
  }
}
