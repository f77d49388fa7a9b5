package dev.descent.program;

import dev.descent.kernel.Kernels;
import dev.descent.kernel.TinyLanes;
import dev.descent.parallel.Team;
import dev.descent.tensor.DType;
import dev.descent.tensor.Type;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The code of a small plan in vectors, made once the plan has run often: a background thread runs
/// it on numbers of its own until it is faster than the code without. The bits are the same, so it
/// takes over between any two runs; short programs never load the Vector API.
final class Upgrade implements Runnable {
  /// Runs before the code is worth it, and between two looks whether it is there.
  static final int RUNS = 1 << 15;

  /// Floating-point operations of a plan whose numbers fit in registers.
  private static final long FEW_OPERATIONS = 4096;

  private static final int BURST = 500;
  private static final int MOST_BURSTS = 2000;
  private static final long PAUSE_MILLIS = 5;

  /// One at a time: the JIT has enough to do.
  private static final AtomicBoolean RUNNING = new AtomicBoolean();

  private final Compiled compiled;
  private final boolean shared;
  private final Code plain;
  private volatile @Nullable Code code;

  /// @param shared whether a team of several threads runs the plan
  /// @param plain the code without vectors
  Upgrade(Compiled compiled, boolean shared, Code plain) {
    this.compiled = compiled;
    this.shared = shared;
    this.plain = plain;
  }

  /// Returns whether a plan is small, and kernels of it can run in vectors.
  static boolean suits(Compiled compiled) {
    boolean few = Kernels.VECTOR && compiled.plan().flops() <= FEW_OPERATIONS;
    boolean wide = false;
    for (Node node : compiled.result().nodes()) {
      few &= node.straight() && node.callback() == null;
      wide |= node.value().shape().size() % 4 == 0;
    }
    return few && wide;
  }

  /// Returns the code in vectors, which is slow until the JIT has compiled it.
  Code make() {
    return Generator.generate(compiled.result().nodes(), shared, TinyLanes.width());
  }

  /// Starts the background thread, unless that of another program is at work; returns whether it
  /// has.
  boolean start() {
    if (!RUNNING.compareAndSet(false, true)) {
      return false;
    }
    Thread thread = new Thread(null, this, "descent-warm-up-plan", 0, false);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  /// Returns the code once it is fast.
  @Nullable Code code() {
    return code;
  }

  @Override
  public void run() {
    try {
      Code wide = make();
      Frame frame = scratch(wide);
      for (int burst = 0; burst < MOST_BURSTS; burst++) {
        long fast = nanos(wide, frame);
        if (fast <= nanos(plain, frame) && burst > 0) {
          code = wide;
          return;
        }
        Thread.sleep(PAUSE_MILLIS); // which leaves the processor to the compiler
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      RUNNING.set(false);
    }
  }

  /// Returns arrays of zeros for runs that nobody sees.
  private Frame scratch(Code code) {
    Frame frame = compiled.frame(Team.single());
    frame.parameters = new float[compiled.layout().size()];
    frame.states = new float[compiled.states().size()];
    int input = 0;
    for (Type type : compiled.traced().inputs().values()) {
      if (type.dtype() == DType.F32) {
        frame.inputs[input++] = new float[type.shape().size()];
      } else {
        frame.intInputs[input++] = new int[type.shape().size()];
      }
    }
    frame.prepare(code);
    return frame;
  }

  /// Returns the nanoseconds of the faster half of a burst.
  private static long nanos(Code code, Frame frame) {
    long least = Long.MAX_VALUE;
    for (int half = 0; half < 2; half++) {
      long start = System.nanoTime();
      for (int i = 0; i < BURST; i++) {
        code.run(frame);
      }
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }
}
