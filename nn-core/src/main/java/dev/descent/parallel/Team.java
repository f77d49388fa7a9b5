package dev.descent.parallel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads that share the parts of one task: the calling thread and `threads() -
/// 1` daemon threads of the team.
///
/// A run claims its parts dynamically and ends when every part has ended; nothing is allocated.
/// Idle threads spin for some microseconds and then park, so that a team costs nothing between
/// steps. How many threads there are, and who claims what, never decides a result: tasks write
/// disjoint ranges, and what they write depends on the part alone.
///
/// ```
/// try (Team team = Team.of(2)) {
///   team.run(8, part -> rows(part * 16, part * 16 + 16));
/// }
/// ```
///
/// Any thread may call [#run] at any time. A call from within a part, and a call while another
/// thread's run is going on, execute all their parts on the calling thread: the processors are busy
/// already.
public final class Team implements AutoCloseable {
  /// What a run executes, once for every part.
  @FunctionalInterface
  public interface Task {
    /// Executes one part; called by several threads at once with different parts.
    ///
    /// @param part from 0 to the number of parts minus 1
    void run(int part);
  }

  /// How long a thread looks for work before it parks: about what waking it costs.
  private static final long SPIN_NANOS = 30_000;

  private static final Task NOTHING = part -> {};
  private static final VarHandle CLAIM;
  private static final VarHandle OPEN;
  private static final VarHandle BUSY;

  static {
    try {
      var lookup = MethodHandles.lookup();
      CLAIM = lookup.findVarHandle(Team.class, "claim", long.class);
      OPEN = lookup.findVarHandle(Team.class, "open", int.class);
      BUSY = lookup.findVarHandle(Team.class, "busy", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final class Common {
    static final Team TEAM = new Team(Runtime.getRuntime().availableProcessors(), true);
  }

  private static final Team SINGLE = new Team(1, true);

  private final int threads;
  private final boolean shared;
  private Worker @Nullable [] workers;

  // The run that is going on. `claim` holds the number of the run in its upper half and the parts
  // not yet claimed in
  // its lower half. The other fields change only while no part is unclaimed, so whoever has seen an
  // unclaimed part and
  // then succeeds in claiming it has read the task of that run.
  private volatile long claim;
  private volatile int open;
  private volatile int busy;
  private volatile boolean closed;
  private Task task = NOTHING;
  private int parts;
  private @Nullable Thread caller;
  private volatile boolean callerParked;
  private @Nullable Throwable failure;
  private int failedPart;

  private Team(int threads, boolean shared) {
    this.threads = threads;
    this.shared = shared;
  }

  /// Returns a new team of the calling thread and `threads - 1` daemon threads, which start with
  /// the first run.
  ///
  /// @throws IllegalArgumentException if `threads` is not in [1, 1024]
  public static Team of(int threads) {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("team threads must be in [1, 1024], was " + threads);
    }
    return new Team(threads, false);
  }

  /// Returns the team with as many threads as there are available processors; closing it has no
  /// effect. Java counts two hardware threads that share a core as two processors and does not say
  /// which they are.
  public static Team common() {
    return Common.TEAM;
  }

  /// Returns the team of the calling thread alone; closing it has no effect.
  public static Team single() {
    return SINGLE;
  }

  /// Returns the number of threads, the caller included.
  public int threads() {
    return threads;
  }

  /// Executes parts 0 to `parts - 1` of a task and returns when all have ended.
  ///
  /// If parts throw, the exception of the lowest such part is thrown here, after all parts have
  /// ended.
  ///
  /// @throws IllegalStateException if the team is closed
  public void run(int parts, Task task) {
    if (closed) {
      throw new IllegalStateException("team must be open to run a task, was closed");
    }
    if (parts <= 1
        || threads == 1
        || Thread.currentThread() instanceof Worker
        || busy != 0
        || !BUSY.compareAndSet(this, 0, 1)) {
      for (int part = 0; part < parts; part++) {
        task.run(part);
      }
      return;
    }
    @Nullable Throwable thrown;
    try {
      share(parts, task);
    } finally {
      thrown = failure;
      failure = null;
      this.task = NOTHING;
      caller = null;
      busy = 0;
    }
    if (thrown != null) {
      throw Team.<RuntimeException>unchecked(thrown);
    }
  }

  private void share(int parts, Task task) {
    Worker[] crew = crew();
    this.task = task;
    this.parts = parts;
    this.failedPart = parts;
    this.caller = Thread.currentThread();
    this.open = parts;
    this.claim = ((claim >>> 32) + 1) << 32 | parts;
    for (int i = 0, wanted = Math.min(parts - 1, crew.length); i < wanted; i++) {
      if (crew[i].parked) {
        LockSupport.unpark(crew[i]);
      }
    }
    while (claimed()) {}
    if (open != 0) {
      await();
    }
  }

  private void await() {
    long start = System.nanoTime();
    boolean interrupted = false;
    while (open != 0) {
      if (System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
        continue;
      }
      callerParked = true;
      if (open != 0) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      callerParked = false;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Claims one part and executes it; false when no part is unclaimed.
  private boolean claimed() {
    long seen;
    Task running;
    int part;
    do {
      seen = claim;
      int left = (int) seen;
      if (left == 0) {
        return false;
      }
      running = task;
      part = parts - left;
    } while (!CLAIM.compareAndSet(this, seen, seen - 1));
    try {
      running.run(part);
    } catch (Throwable e) {
      fail(part, e);
    }
    if ((int) OPEN.getAndAdd(this, -1) == 1 && callerParked) {
      LockSupport.unpark(caller);
    }
    return true;
  }

  private synchronized void fail(int part, Throwable e) {
    if (part < failedPart) {
      failedPart = part;
      failure = e;
    }
  }

  private Worker[] crew() {
    Worker[] crew = workers;
    if (crew == null) {
      crew = new Worker[threads - 1];
      for (int i = 0; i < crew.length; i++) {
        crew[i] = new Worker("descent-team-" + (i + 1));
        crew[i].start();
      }
      workers = crew;
    }
    return crew;
  }

  /// Ends the threads of this team; a run that is going on in another thread ends first. Closing
  /// again, or closing a shared team, has no effect.
  @Override
  public void close() {
    if (shared || closed) {
      return;
    }
    while (!BUSY.compareAndSet(this, 0, 1)) {
      if (caller == Thread.currentThread() || Thread.currentThread() instanceof Worker) {
        throw new IllegalStateException("team must not be closed by a part of its own task");
      }
      Thread.onSpinWait();
    }
    closed = true;
    busy = 0;
    Worker[] crew = workers;
    if (crew != null) {
      for (Worker worker : crew) {
        LockSupport.unpark(worker);
      }
    }
  }

  /// Returns `Team[threads=2]`.
  @Override
  public String toString() {
    return "Team[threads=" + threads + "]";
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // rethrows what a part threw, checked or not
  private static <T extends Throwable> RuntimeException unchecked(Throwable e) throws T {
    throw (T) e;
  }

  private final class Worker extends Thread {
    volatile boolean parked;

    Worker(String name) {
      super(null, null, name, 0, false);
      setDaemon(true);
    }

    @Override
    public void run() {
      long idle = System.nanoTime();
      while (!closed) {
        if (claimed()) {
          while (claimed()) {}
          idle = System.nanoTime();
        } else if (System.nanoTime() - idle < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          parked = true;
          if ((int) claim == 0 && !closed) {
            LockSupport.park(Team.this);
          }
          parked = false;
          idle = System.nanoTime();
        }
      }
    }
  }
}
