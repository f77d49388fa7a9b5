package dev.descent.parallel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads that share the parts of one task: the calling thread and `threads() -
/// 1` daemon threads of the team.
///
/// A run claims its parts dynamically and ends when every part has ended; nothing is allocated. It
/// waits for parts that another thread has begun, never for a thread that has not begun any. Idle
/// threads spin for up to a millisecond and then park, so that a team costs nothing when it rests.
/// How many threads there are, and who claims what, never decides a result: tasks write disjoint
/// ranges, and what they write depends on the part alone. More than 300 lines, as claiming,
/// sleeping and waking up are one protocol.
///
/// ```
/// try (Team team = Team.of(2)) {
///   team.run(8, part -> rows(part * 16, part * 16 + 16));
/// }
/// ```
///
/// Any thread may call [#run] at any time. The calling thread executes all parts alone
///
/// - within a part, of this team or another, and while another thread's run of this team is going
///   on;
/// - while as many threads run tasks, of any teams, as there are processors: all teams of a process
///   together run no more threads than that, but for a single caller, who has all that it has asked
///   for;
/// - for some milliseconds after it has waited long for a part several times, because something
///   else runs on the processor of the thread that has begun it.
///
/// This file is long because the protocol of a run, from the offer of its parts to the end of the
/// last, is one whole.
public final class Team implements AutoCloseable {
  /// What a run executes, once for every part.
  @FunctionalInterface
  public interface Task {
    /// Executes one part; called by several threads at once with different parts.
    ///
    /// @param part from 0 to the number of parts minus 1
    void run(int part);
  }

  /// How long a caller waits for the last parts before it parks.
  private static final long SPIN_NANOS = 50_000;

  /// How long a waiting thread keeps its processor to itself.
  private static final long POLITE_NANOS = 5_000;

  private static final Task NOTHING =
      new Task() {
        @Override
        public void run(int part) {}
      };

  /// Whether a thread is within a run that it shares: what it runs then is no other caller's.
  private static final ThreadLocal<boolean[]> WITHIN =
      new ThreadLocal<>() {
        @Override
        protected boolean[] initialValue() {
          return new boolean[1];
        }
      };

  private static final VarHandle OPEN;
  private static final VarHandle BUSY;

  static {
    try {
      var lookup = MethodHandles.lookup();
      OPEN = lookup.findVarHandle(Team.class, "open", int.class);
      BUSY = lookup.findVarHandle(Team.class, "busy", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final class Common {
    static final Team TEAM = create(Cores.SHARED.count(), true, Cores.SHARED);
  }

  private static final Team SINGLE = create(1, true, new Cores(1));

  private final int threads;
  private final boolean shared;
  private final Cores cores;
  private final Patience patience;
  Worker @Nullable [] workers; // tests put in workers that never start

  // The run that is going on. The other fields change only while all parts have ended, so whoever
  // has claimed a part reads the task of that run.
  private final Claims claims;
  private volatile int open;
  private volatile int busy;
  private volatile boolean closed;
  private Task task = NOTHING;
  private @Nullable Thread caller;
  private volatile boolean callerParked;
  private @Nullable Throwable failure;
  private int failedPart;

  private Team(int threads, boolean shared, Cores cores, Patience patience) {
    this.threads = threads;
    this.shared = shared;
    this.cores = cores;
    this.patience = patience;
    this.claims = new Claims(threads);
  }

  /// Returns a new team of the calling thread and `threads - 1` daemon threads, which start with
  /// the first run.
  ///
  /// @throws IllegalArgumentException if `threads` is not in [1, 1024]
  public static Team of(int threads) {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("team threads must be in [1, 1024], was " + threads);
    }
    return create(threads, false, Cores.SHARED);
  }

  /// Returns a team that shares these processors with others instead of those of the process.
  static Team of(int threads, Cores cores, Patience patience) {
    return new Team(threads, false, cores, patience);
  }

  private static Team create(int threads, boolean shared, Cores cores) {
    return new Team(threads, shared, cores, new Patience(Patience.LATE));
  }

  /// Returns the team with as many threads as there are processors available to the process, two
  /// hardware threads of one core counted once where the system says which they are (Linux does);
  /// closing it has no effect.
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
  /// ended. Parts must not wait for each other: one thread may execute them all.
  ///
  /// @throws IllegalStateException if the team is closed
  public void run(int parts, Task task) {
    if (closed) {
      throw new IllegalStateException("team must be open to run a task, was closed");
    }
    Thread thread = Thread.currentThread();
    if (parts <= 1 || threads == 1 || thread instanceof Worker) {
      alone(parts, task);
      return;
    }
    boolean[] within = WITHIN.get();
    if (within[0]) {
      alone(parts, task);
      return;
    }
    within[0] = true;
    long now = System.nanoTime();
    cores.enter(now);
    try {
      if (busy != 0 || !BUSY.compareAndSet(this, 0, 1)) {
        alone(parts, task);
      } else {
        shared(parts, task, thread, now);
      }
    } finally {
      cores.leave();
      within[0] = false;
    }
  }

  private static void alone(int parts, Task task) {
    @Nullable Throwable thrown = null;
    for (int part = 0; part < parts; part++) {
      try {
        task.run(part);
      } catch (Throwable e) {
        thrown = thrown == null ? e : thrown;
      }
    }
    if (thrown != null) {
      throw Team.<RuntimeException>unchecked(thrown);
    }
  }

  private void shared(int parts, Task task, Thread thread, long now) {
    @Nullable Throwable thrown;
    caller = thread;
    try {
      int helpers = Math.min(cores.free(), Math.min(parts, threads) - 1);
      if (helpers == 0 || patience.isExhausted(now)) {
        alone(parts, task);
      } else {
        share(parts, task, helpers, now);
      }
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

  private void share(int parts, Task task, int helpers, long start) {
    Worker[] crew = crew();
    this.task = task;
    this.failedPart = parts;
    this.open = parts;
    claims.offer(parts);
    for (int i = 0; i < helpers; i++) {
      crew[i].wake();
    }
    int own = 0;
    while (claimed(0)) {
      own++;
    }
    if (open != 0) {
      long from = System.nanoTime();
      await(from);
      long now = System.nanoTime();
      patience.waited(now, from - start, own, now - from);
    }
  }

  private void await(long start) {
    boolean interrupted = false;
    while (open != 0) {
      long waited = System.nanoTime() - start;
      if (waited < SPIN_NANOS) {
        spin(waited);
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

  /// Passes a moment of waiting; after some microseconds to the thread that is waited for, which
  /// may have been put on the same processor.
  @SuppressWarnings("ThreadPriorityCheck") // yielding is faster here, never more right
  static void spin(long waited) {
    if (waited < POLITE_NANOS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  /// Whether there are parts that nobody has claimed.
  boolean hasParts() {
    return claims.any();
  }

  boolean isClosed() {
    return closed;
  }

  /// Claims one part for the thread of that number, the caller's being 0, and executes it; false
  /// when no part is unclaimed.
  boolean claimed(int thread) {
    int part = claims.take(thread);
    if (part < 0) {
      return false;
    }
    try {
      task.run(part);
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
        crew[i] = new Worker(this, cores, i + 1);
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
}
