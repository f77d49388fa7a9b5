package dev.descent.program;

import dev.descent.kernel.Kernels;
import dev.descent.kernel.TinyLanes;
import dev.descent.parallel.Team;
import dev.descent.tensor.DType;
import dev.descent.tensor.Type;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The code of a small plan in vectors, made once the plan has run often: a background thread runs
/// it on numbers of its own until it is faster than the code without. The bits are the same, so it
/// takes over between any two runs; short programs never load the Vector API. Whatever goes wrong,
/// the plan stays as it is.
final class Upgrade {
  /// Runs before the code is worth it, and between two looks whether it is there.
  static final int RUNS = 1 << 15;

  /// Floating-point operations of a plan whose numbers fit in registers.
  private static final long FEW_OPERATIONS = 4096;

  /// Bytes of such a plan: the background thread has as many of its own.
  private static final long FEW_BYTES = 1 << 17;

  private static final int BURST = 500;
  private static final int MOST_BURSTS = 2000;
  private static final long PAUSE_MILLIS = 5;

  private final Compiled compiled;
  private final boolean shared;
  private final Code plain;
  private volatile Code code;
  private volatile boolean ended;

  /// @param shared whether a team of several threads runs the plan
  /// @param plain the code without vectors
  Upgrade(Compiled compiled, boolean shared, Code plain) {
    this.compiled = compiled;
    this.shared = shared;
    this.plain = plain;
    this.code = plain;
  }

  /// Returns whether a plan is small, and kernels of it can run in vectors.
  static boolean suits(Compiled compiled) {
    Plan plan = compiled.plan();
    boolean few =
        Kernels.VECTOR && plan.flops() <= FEW_OPERATIONS && plan.memory().all() <= FEW_BYTES;
    boolean wide = false;
    for (Node node : compiled.result().nodes()) {
      few &= node.straight() && node.callback() == null;
      wide |= node.value().shape().size() % 4 == 0;
    }
    return few && wide;
  }

  /// Returns the code in vectors, which is slow until the JIT has compiled it; `null` if it never
  /// would.
  @Nullable Code make() {
    return Generator.inVectors(compiled.result().nodes(), shared, TinyLanes.width());
  }

  /// Starts in the background, unless that of another program is at work; returns whether it has.
  boolean start(Background background) {
    if (!background.busy().compareAndSet(false, true)) {
      return false;
    }
    try {
      background.executor().execute(() -> run(background));
    } catch (Throwable noThread) { // nobody's training ends for it
      end(background);
    }
    return true;
  }

  /// Returns whether [#code] is the last word.
  boolean ended() {
    return ended;
  }

  /// Returns the code in vectors once it is fast, the code without until then.
  Code code() {
    return code;
  }

  private void run(Background background) {
    try {
      code = faster(background.clock());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable failure) {
      code = plain; // such as a full heap: nobody's training ends for it
    } finally {
      end(background);
    }
  }

  private void end(Background background) {
    ended = true;
    background.busy().set(false);
  }

  private Code faster(LongSupplier clock) throws InterruptedException {
    Code wide = make();
    if (wide == null) {
      return plain;
    }
    Frame frame = scratch(wide);
    for (int burst = 0; burst < MOST_BURSTS; burst++) {
      long fast = nanos(wide, frame, clock);
      if (fast <= nanos(plain, frame, clock) && burst > 0) {
        return wide;
      }
      Thread.sleep(PAUSE_MILLIS); // which leaves the processor to the compiler
    }
    return plain;
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
  private static long nanos(Code code, Frame frame, LongSupplier clock) {
    long least = Long.MAX_VALUE;
    for (int half = 0; half < 2; half++) {
      long start = clock.getAsLong();
      for (int i = 0; i < BURST; i++) {
        code.run(frame);
      }
      least = Math.min(least, clock.getAsLong() - start);
    }
    return least;
  }
}
