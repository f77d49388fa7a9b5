package dev.descent.kernel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Which vector kernels have become fast: before C2 has compiled one, it is a thousand times slower
/// than a plain loop.
///
/// Once there was work enough for a kernel, a background thread runs that on scratch data until it
/// beats the plain loop, and calls use plain loops until then. The bits are the same. Kernels come
/// one after the other, and after the product, which gains more: all at once would keep the
/// compiler busy for seconds with the inside of the Vector API, and the training waiting.
final class Readiness {
  static final int UNARY = 0;
  static final int BINARY = 32;
  static final int WHERE = 64;
  static final int SUM = 65;
  static final int DOT = 66;
  static final int SUM_ABS = 67;
  static final int SUM_EXP = 68;
  static final int MAX = 69;
  static final int MAX_ABS = 70;
  static final int EXPONENTIALS = 71;
  static final int SHIFT = 72;
  static final int DIVIDE = 73;
  static final int CENTERED = 74;
  static final int LOG_CENTERED = 75;
  static final int COLUMNS = 76;
  static final int UNIFORM = 77;
  static final int SHORT_SOFTMAX = 78;
  static final int SHORT_LOG_SOFTMAX = 79;
  static final int SHORT_LOSS = 80;
  static final int TRANSPOSITION = 81;
  static final int MAX_ABS_OF_QUARTERS = 82;
  static final int DESCENT = 83;
  static final int NORMS_OF_FOUR = 84;
  static final int FEW_ROWS = 85;
  static final int NORMS_ALIGNED = 86;
  static final int AXPY = 87;
  static final int KERNELS = 88;

  /// Pauses between looks are short: while many wait for C2, HotSpot lets C1 make code that takes
  /// no profile, whose calls do not count for C2, so a kernel that was called often enough has to
  /// be called as often again.
  private static final long PAUSE_MILLIS = 1;

  /// For how long a kernel is called at least in a look, a quarter of the time with its pause.
  private static final long LOOK_NANOS = 300_000;

  /// Elements that a warm-up call works on.
  private static final int SIZE = 512;

  /// Elements of an eighth of the calls, or up to twice as many: fewer than the widest vectors
  /// have, so that the compiled code has the branches of short rows too and need not be thrown away
  /// for the first of them.
  private static final int SHORT = 8;

  /// Calls that are timed together: nanoTime takes a microsecond on some machines.
  private static final int TIMED = 8;

  /// Compiled vector code is far below this, code of C1 above it, even if the methods of the Vector
  /// API that it calls have been compiled.
  private static final long NANOS_PER_ELEMENT = 1;

  /// The same where an element takes a function such as the exponential, or a division.
  private static final long NANOS_PER_FUNCTION = 10;

  /// A kernel that has not become fast after this time never will.
  private static final long PATIENCE = 60_000_000_000L;

  /// Elements after which a kernel is worth its warm-up: short trainings of tiny networks never
  /// load the Vector API.
  private static final int WORTH_IT = 1 << 16;

  private static final int[] SEEN = new int[KERNELS];

  /// When to give up a kernel, in nanoTime; only the warm-up thread uses it.
  private static final long[] GIVE_UP = new long[KERNELS];

  /// How often each kernel was tried; only the warm-up thread uses it.
  private static final int[] TRIED = new int[KERNELS];

  /// Tries after which the compiler has been asked for a kernel.
  private static final int CALLS_FIRST = 20;

  /// Tries of a kernel before it is the next one's turn.
  private static final int TURNS = 600;

  private static final boolean[] FAST = new boolean[KERNELS];
  private static final AtomicIntegerArray ASKED = new AtomicIntegerArray(KERNELS);
  private static final ConcurrentLinkedQueue<Integer> QUEUE = new ConcurrentLinkedQueue<>();
  private static final AtomicBoolean RUNNING = new AtomicBoolean();

  /// Keeps results of warm-up calls alive.
  @SuppressWarnings("UnusedVariable") // written only, which is its purpose
  private static volatile float sink;

  private Readiness() {}

  /// Whether a vector kernel should be used now, for n elements. Asks for it once there was work
  /// enough; counts of several threads may get lost, which does not matter.
  static boolean of(int kernel, int n) {
    return Kernels.FORCED || FAST[kernel] || ask(kernel, n);
  }

  private static boolean ask(int kernel, int n) {
    if (SEEN[kernel] < WORTH_IT) {
      SEEN[kernel] += Math.min(n, WORTH_IT);
    } else if (ASKED.get(kernel) == 0 && ASKED.compareAndSet(kernel, 0, 1)) {
      QUEUE.add(kernel);
      start();
    }
    return false;
  }

  private static void start() {
    if (RUNNING.compareAndSet(false, true)) {
      Thread thread = new Thread(null, Readiness::warmUp, "descent-warm-up-elements", 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void warmUp() {
    float[] x = new float[SIZE];
    float[] y = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = (i % 61 - 30) * 0.1f;
    }
    while (VectorReadiness.underWay()) {
      if (!leaveToCompiler(1, 1)) {
        return;
      }
    }
    for (Integer kernel = QUEUE.poll(); kernel != null; kernel = QUEUE.poll()) {
      long now = System.nanoTime();
      if (GIVE_UP[kernel] == 0) {
        GIVE_UP[kernel] = now + PATIENCE;
      }
      boolean fast = isFast(kernel, x, y);
      for (int turn = 1; turn < TURNS && !fast; turn++) {
        if (!leaveToCompiler(++TRIED[kernel], CALLS_FIRST)) {
          return;
        }
        fast = isFast(kernel, x, y);
      }
      if (fast) {
        FAST[kernel] = true;
      } else if (now < GIVE_UP[kernel]) {
        QUEUE.add(kernel);
      }
    }
    RUNNING.set(false);
    if (!QUEUE.isEmpty()) {
      start();
    }
  }

  /// Once there were calls enough to be compiled if nobody else waited, pauses for the compiler and
  /// the training.
  ///
  /// @return false if the thread is to end
  static boolean leaveToCompiler(int tries, int enough) {
    if (tries < enough) {
      return true;
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Runs a kernel some times, then says whether it is about as fast as the plain loop or faster.
  private static boolean isFast(int kernel, float[] x, float[] y) {
    long end = System.nanoTime() + LOOK_NANOS;
    for (int round = 0; round < 40 || System.nanoTime() < end; round++) {
      int n = round % 8 == 7 ? SHORT + round / 8 % SHORT : SIZE - round % 20;
      WarmUpCalls.vector(kernel, x, y, n);
      WarmUpCalls.scalar(kernel, x, y, n);
    }
    long vector = Long.MAX_VALUE;
    long scalar = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      for (int call = 0; call < TIMED; call++) {
        sink = WarmUpCalls.vector(kernel, x, y, SIZE);
      }
      long middle = System.nanoTime();
      for (int call = 0; call < TIMED; call++) {
        sink = WarmUpCalls.scalar(kernel, x, y, SIZE);
      }
      vector = Math.min(vector, middle - start);
      scalar = Math.min(scalar, System.nanoTime() - middle);
    }
    long most = WarmUpCalls.hasFunction(kernel) ? NANOS_PER_FUNCTION : NANOS_PER_ELEMENT;
    return vector <= scalar + scalar / 2 && vector < most * SIZE * TIMED;
  }
}
