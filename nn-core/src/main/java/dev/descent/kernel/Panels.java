package dev.descent.kernel;

import dev.descent.parallel.Team;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/// Memory for packed panels of A and B: one array, cut into slots that threads take for the time of
/// a part of a product.
///
/// The array is a constant of the program, so C2 knows its length, proves once and for all that the
/// micro-kernels stay inside, and puts its address into the code. With arrays that are handed in it
/// checks both ends of every access of the unrolled loop before each tile, some 600 instructions;
/// see docs/adr/0061.
///
/// A slot holds rows of A, [#ROW] apart, then columns of B in panels as wide as the tile, then a
/// tile of C: up to [#HEIGHT] rows and [#AREA] elements of B, or up to [#ROWS] rows and fewer
/// elements. Each part of a product has one: who has a slot waits for nobody, so who waits for one
/// gets it, and a thread computes with what it has packed itself, which its own caches hold.
final class Panels {
  /// The longest slice of the inner extent. C is read and written once for each.
  static final int DEPTH = 1024;

  /// Rows of A that are packed at once where few columns of B are; a multiple of 6 and 8.
  static final int ROWS = 264;

  /// Rows of A that are packed at a time, at most; a multiple of 6 and 8. With [#DEPTH] they fill
  /// half of the second cache, unless the heap is small. Columns of B come from beyond that cache
  /// for each of these blocks.
  static final int HEIGHT =
      height(Math.min(Caches.second(), Runtime.getRuntime().maxMemory() / 128));

  /// Elements of packed columns of B, at most. They come from the L3 cache, for every [#HEIGHT]
  /// rows.
  static final int AREA = 768 * DEPTH;

  static final Tile TILE = Tile.of(VectorWidth.SPECIES.length());

  /// Columns of a tile.
  static final int COLUMNS = TILE.vectors() * VectorWidth.SPECIES.length();

  /// Elements from one packed row of A to the next; no multiple of a large power of two, for these
  /// would share few lines of a cache.
  static final int ROW = DEPTH + 16;

  /// Where B begins in a slot.
  static final int B = (HEIGHT + Tile.SHORT) * ROW;

  /// Where a tile of C begins in a slot.
  static final int C = B + AREA;

  /// Elements of a slot; rounded so that all begin alike in a line of the cache.
  private static final int SLOT = (C + TILE.rows() * COLUMNS + 31) & -16;

  /// Processors that there will be, as far as anybody knows now: a process that starts with one may
  /// get others later, and two threads with one slot would be slower than one.
  private static final int PROCESSORS = Math.max(2, Team.common().threads());

  static final int SLOTS =
      Math.clamp(Runtime.getRuntime().maxMemory() / 8 / (4L * SLOT), 1, PROCESSORS);

  /// Panels of B that take turns before the next rows of A: with [#DEPTH] they stay in half of an
  /// L2 cache of 512 KB.
  static final int GROUP = Math.max(1, 64 / COLUMNS);

  /// Indexes into [#ALL] that a panel may begin at are below this.
  static final int LIMIT = SLOTS * SLOT;

  /// The memory. A large array begins 16 bytes after a line, as a rule.
  static final float[] ALL = new float[LIMIT + DEPTH * COLUMNS + 2 * Tile.SHORT * ROW];

  private static final int FIRST = 12;

  /// Nanoseconds after which a thread that found no slot looks again.
  private static final long WAIT = 10_000;

  /// 1 where a slot is taken, a line of the cache for each.
  private static final AtomicIntegerArray TAKEN = new AtomicIntegerArray(16 * SLOTS);

  /// The slot that a thread had last, by the lower bits of its number: its caches hold that one.
  private static final int[] LAST = new int[64];

  private Panels() {}

  /// Returns how many rows of [#DEPTH] are packed at a time where a cache has some bytes: half of
  /// it, or a little more.
  static int height(long cache) {
    return Math.clamp(cache / 32 * 17 / (4 * DEPTH) / 24 * 24, 48, ROWS);
  }

  /// Takes a slot and returns the index of its first element. Where there are more threads than
  /// cores, or the heap is small, they may have to wait for each other.
  @SuppressWarnings("ThreadPriorityCheck") // yielding is kinder here, never more right
  static int take() {
    int thread = (int) (Thread.currentThread().threadId() % LAST.length);
    int last = LAST[thread];
    while (true) {
      for (int i = 0; i < SLOTS; i++) {
        int slot = (last + i) % SLOTS;
        if (TAKEN.compareAndSet(16 * slot, 0, 1)) {
          if (slot != last) {
            LAST[thread] = slot;
          }
          return FIRST + slot * SLOT;
        }
      }
      LockSupport.parkNanos(WAIT);
      Thread.yield(); // an interrupted thread does not park
    }
  }

  /// Gives a slot back.
  static void give(int first) {
    TAKEN.setRelease((first - FIRST) / SLOT * 16, 0);
  }
}
