package dev.descent.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntToLongFunction;

/// Whether the vector product has become fast: before C2 has compiled them, its kernels are a
/// thousand times slower than plain loops. The first product that is worth it starts a thread that
/// warms them up on small matrices and compares times; until it is done, products run in plain
/// loops, with the same bits.
///
/// The compiler is one thread where there are two processors, and what it has to do is the wait: it
/// also compiles the inside of the Vector API for as long as kernels run uncompiled. So each
/// micro-kernel is called just often enough to be compiled, the most used one first, before whole
/// products are; and elementwise kernels ([Readiness]) wait until all of that is done.
final class VectorReadiness {
  /// Below this m·n·k a product is not worth the warm-up, so that a tiny program never loads the
  /// Vector API.
  static final long MIN_WORK = 1 << 15;

  private static final int NONE = 0;
  private static final int WHOLE_TILES = 1;
  private static final int ALL = 2;

  /// If it has not become fast after so many nanoseconds, it never will, and plain loops stay.
  private static final long PATIENCE = 60_000_000_000L;

  /// Rounds after which the compiler has been asked for every kernel.
  private static final int CALLS_FIRST = 12;

  /// Calls of a micro-kernel with few steps after which the compiler has been asked for it:
  /// HotSpot's limit is 5000 calls, or 15000 calls and turns of loops.
  private static final int TILE_CALLS = 5100;

  /// Calls that see whether it has been compiled. HotSpot's limits rise while others wait, and not
  /// all calls until then have counted; see [Readiness].
  private static final int MORE_CALLS = 25;

  /// How long a micro-kernel is waited for, in nanoseconds; then products go on, right and perhaps
  /// slower.
  private static final long TILE_PATIENCE = 2_000_000_000L;

  /// Few steps take less in code of C2, and several times as long in code of C1.
  private static final long TILE_NANOS = 500;

  private static final String SLOW =
      "vectors were slower for a minute; if other work held the processors, restart without it,"
          + " or force them with -Ddescent.kernel=vector";

  private static final String NO_MEMORY =
      "the heap had no room for their panels; restart with a larger one (-Xmx)";

  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static volatile boolean underWay;
  private static volatile String reason = SLOW;
  private static volatile int level = Kernels.FORCED ? ALL : NONE;
  private static volatile boolean direct = Kernels.FORCED;

  private VectorReadiness() {}

  /// Whether rows x columns of a product should go through vector kernels now.
  static boolean covers(int rows, int columns, long work) {
    int now = level;
    if (now == ALL) {
      return true;
    }
    if (now == NONE) {
      if (work >= MIN_WORK && !STARTED.get() && STARTED.compareAndSet(false, true)) {
        underWay = true;
        Thread thread = new Thread(null, VectorReadiness::warmUp, "descent-warm-up", 0, false);
        thread.setDaemon(true);
        thread.start();
      }
      return false;
    }
    return VectorGemm.isWhole(rows, columns);
  }

  /// Whether the kernels of [DirectGemm] are compiled. Where they are not in time, all products are
  /// packed.
  static boolean direct() {
    return direct;
  }

  /// Whether the compiler is still needed for products.
  static boolean underWay() {
    return underWay;
  }

  /// Returns why products have been given up and stay in plain loops, and what helps; empty if they
  /// have not been.
  static String givenUp() {
    return STARTED.get() && !underWay && level != ALL ? reason : "";
  }

  private static void warmUp() {
    try {
      float[] data = new float[2 * 256 * 64];
      tiles(data);
      products(data, System.nanoTime() + PATIENCE);
    } catch (OutOfMemoryError e) {
      reason = NO_MEMORY; // allocates nothing
    } finally {
      underWay = false;
    }
  }

  /// Has all micro-kernels compiled before anything of another width runs. C2 reads in the profile
  /// of methods that vectors of all widths share which ones there are; if there are two, it makes
  /// an object of every vector that a kernel loads, which is three times as slow for good; see
  /// docs/adr/0061.
  private static void tiles(float[] c) {
    for (int vectors = Panels.TILE.vectors(); vectors > 0; vectors--) {
      tile(Panels.TILE.rows(), vectors, TILE_CALLS, c);
      tile(Tile.SHORT, vectors, TILE_CALLS, c);
    }
    for (int[] size : DirectGemm.sizes()) {
      direct(size, TILE_CALLS, c);
    }
    for (int vectors = Panels.TILE.vectors(); vectors > 0; vectors--) {
      int width = vectors;
      await(calls -> tile(Panels.TILE.rows(), width, calls, c));
      await(calls -> tile(Tile.SHORT, width, calls, c));
    }
    boolean all = true;
    for (int[] size : DirectGemm.sizes()) {
      all &= await(calls -> direct(size, calls, c));
    }
    direct = all;
  }

  /// Waits for a micro-kernel and returns whether it has become fast.
  private static boolean await(IntToLongFunction kernel) {
    long end = System.nanoTime() + TILE_PATIENCE;
    while (kernel.applyAsLong(MORE_CALLS) > MORE_CALLS * TILE_NANOS) {
      if (System.nanoTime() > end || !Readiness.leaveToCompiler(1, 1)) {
        return false;
      }
    }
    return true;
  }

  /// The same as [#tile] for a kernel of [DirectGemm].
  private static long direct(int[] size, int calls, float[] x) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      DirectGemm.tile(size[0], size[1], 3, x);
    }
    return System.nanoTime() - start;
  }

  /// Calls a micro-kernel with few steps, which run all of its loops, and returns the nanoseconds.
  private static long tile(int rows, int vectors, int calls, float[] c) {
    Tile tile = Panels.TILE;
    boolean whole = rows == tile.rows() && vectors == tile.vectors();
    int steps = whole && tile.unroll() > 1 ? tile.unroll() + 3 : 3;
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      VectorGemm.tile(rows, vectors, steps, c);
    }
    return System.nanoTime() - start;
  }

  private static void products(float[] data, long end) {
    int columns = VectorGemm.TILE_COLUMNS;
    if (!untilFast(new int[][] {{40, 2 * columns}, {Tile.SHORT + 6, 5 * columns}}, data, end)) {
      return;
    }
    level = WHOLE_TILES;
    int[][] tails = {{33, 3 * columns - 1}, {31, 2 * columns + columns / 2}};
    if (untilFast(tails, data, end)) {
      level = ALL;
    }
  }

  /// Runs products with few steps of the inner extent, all transpositions, until larger ones are
  /// about as fast as plain loops or faster.
  private static boolean untilFast(int[][] sizes, float[] data, long end) {
    Product product = new Product();
    int rounds = 0;
    do {
      for (int round = 0; round < 10; round++) {
        for (int[] size : sizes) {
          for (int flags = 0; flags < 4; flags++) {
            set(product, size, 4 + round % 9, flags, data);
            VectorGemm.region(product, 0, size[0], 0, size[1]);
          }
        }
      }
      if (faster(product, sizes, data)) {
        return true;
      }
    } while (System.nanoTime() < end && Readiness.leaveToCompiler(++rounds, CALLS_FIRST));
    return false;
  }

  private static boolean faster(Product product, int[][] sizes, float[] data) {
    for (int[] size : sizes) {
      for (int flags = 0; flags < 4; flags++) {
        long vector = Long.MAX_VALUE;
        long scalar = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
          set(product, size, 32, flags, data);
          long start = System.nanoTime();
          VectorGemm.region(product, 0, size[0], 0, size[1]);
          long middle = System.nanoTime();
          ScalarGemm.region(product, 0, size[0], 0, size[1]);
          vector = Math.min(vector, middle - start);
          scalar = Math.min(scalar, System.nanoTime() - middle);
        }
        if (vector > scalar + scalar / 2) { // code that is not compiled is far slower
          return false;
        }
      }
    }
    return true;
  }

  private static void set(Product x, int[] size, int k, int flags, float[] data) {
    int m = size[0];
    int n = size[1];
    boolean ta = (flags & 1) != 0;
    boolean tb = (flags & 2) != 0;
    int half = data.length / 2;
    x.set(
        m,
        n,
        k,
        data,
        0,
        ta ? 1 : k,
        ta ? m : 1,
        data,
        0,
        tb ? 1 : n,
        tb ? k : 1,
        data,
        half,
        n,
        false);
    x.epilogue(null, 0, Elementwise.IDENTITY, 0, 0);
  }
}
