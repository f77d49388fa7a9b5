package dev.descent.parallel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The parts of a task that nobody has claimed yet, in a queue for each thread (sixteen at most,
/// the seventeenth thread begins with the first one's): neighbours together, the first ones for the
/// caller. A thread takes from its own queue first and helps others when that is empty. So, unless
/// somebody is held up, each gets the same parts of every task of one shape, and finds in its own
/// caches what it has written there the time before.
///
/// An entry holds the number of the run in its upper half, and how many parts of its queue are left
/// in its lower half.
final class Claims {
  /// Queues, at most: whoever looks for parts looks at all.
  private static final int MOST = 16;

  /// Entries from one queue to the next: a line of the cache, and the one that is fetched with it.
  private static final int APART = 16;

  private static final VarHandle LEFT = MethodHandles.arrayElementVarHandle(long[].class);

  private final int queues;
  private final long[] left;
  private long run;
  private int parts;

  Claims(int threads) {
    queues = Math.min(threads, MOST);
    left = new long[(queues + 1) * APART];
  }

  /// Offers the parts of a new run, when all those of the last one have ended. Whoever takes one
  /// sees what was written before.
  void offer(int parts) {
    this.parts = parts;
    run += 1L << 32;
    for (int queue = 0; queue < queues; queue++) {
      LEFT.setRelease(left, at(queue), run | (end(queue) - end(queue - 1)));
    }
    // Who looks next whether a thread sleeps must not do so before that thread can see the parts.
    VarHandle.fullFence();
  }

  /// Claims a part for the thread of that number and returns it, or -1 if none is left.
  int take(int thread) {
    for (int i = 0; i < queues; i++) {
      int queue = (thread + i) % queues;
      long seen = (long) LEFT.getVolatile(left, at(queue));
      while ((int) seen != 0) {
        if (LEFT.compareAndSet(left, at(queue), seen, seen - 1)) {
          return end(queue) - (int) seen;
        }
        seen = (long) LEFT.getVolatile(left, at(queue));
      }
    }
    return -1;
  }

  /// Whether there are parts that nobody has claimed.
  boolean any() {
    for (int queue = 0; queue < queues; queue++) {
      if ((int) (long) LEFT.getVolatile(left, at(queue)) != 0) {
        return true;
      }
    }
    return false;
  }

  private static int at(int queue) {
    return (queue + 1) * APART;
  }

  private int end(int queue) {
    int used = Math.min(queues, parts);
    return queue < used ? (int) ((queue + 1L) * parts / used) : parts;
  }
}
