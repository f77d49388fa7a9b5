package dev.descent.program;

import dev.descent.kernel.Kernels;
import dev.descent.kernel.TinyLanes;
import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
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
    VectorCode wide =
        VectorCode.shortest(
            compiled.result().nodes(), shared, TinyLanes.width(), Trained.of(compiled));
    return wide == null ? null : wide.load();
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
    Scratch scratch = new Scratch(compiled, wide);
    for (int burst = 0; burst < MOST_BURSTS; burst++) {
      scratch.fill(burst);
      long fast = scratch.nanos(wide, clock);
      if (fast <= scratch.nanos(plain, clock) && burst > 0) {
        return wide;
      }
      Thread.sleep(PAUSE_MILLIS); // which leaves the processor to the compiler
    }
    return plain;
  }

  /// Numbers for runs that nobody sees.
  private static final class Scratch {
    private final Frame frame;
    private final Batch batch;
    private final int[] fields;
    private final Update update;

    Scratch(Compiled compiled, Code code) {
      frame = compiled.frame(Team.single());
      frame.parameters = new float[compiled.layout().size()];
      frame.states = new float[compiled.states().size()];
      frame.prepare(code);
      batch = new Batch(compiled.traced().inputs());
      for (int field = 0; field < batch.types().size(); field++) {
        Type type = batch.types().get(field);
        if (type.dtype() == DType.F32) {
          batch.set(field, new float[type.shape().size()], 0);
        } else {
          batch.set(field, new int[type.shape().size()], 0);
        }
      }
      fields = new Fields(compiled.traced().inputs()).of(batch);
      Trained trained = Trained.of(compiled);
      update =
          trained == null
              ? Update.NONE
              : new Update(trained.from(), trained.to(), 0, -0f, Float.MAX_VALUE);
    }

    /// Takes other parameters, of both signs: the JIT leaves out branches that are never taken.
    void fill(int burst) {
      for (int i = 0; i < frame.parameters.length; i++) {
        frame.parameters[i] = 2 * Keys.uniform(burst, i) - 1;
      }
    }

    /// Returns the nanoseconds of the faster half of a burst; one half updates, by nothing.
    long nanos(Code code, LongSupplier clock) {
      long least = Long.MAX_VALUE;
      for (int half = 0; half < 2; half++) {
        long start = clock.getAsLong();
        for (int i = 0; i < BURST; i++) {
          boolean ahead = half == 0 && update.open(frame.parameters, frame.gradient, 1);
          code.run(frame, batch, fields, ahead ? update : Update.NONE);
          update.end();
        }
        least = Math.min(least, clock.getAsLong() - start);
      }
      return least;
    }
  }
}
