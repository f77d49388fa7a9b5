package dev.descent.kernel;

import dev.descent.parallel.Team;
import org.jspecify.annotations.Nullable;

/// One product on its way: operands with strides, divided into parts that threads claim. Each
/// thread has one and fills it anew for every product, so nothing is allocated.
///
/// Element (i, k) of op(A) is `a[ao + i*ai + k*ak]`, element (k, j) of op(B) is `b[bo + k*bk +
/// j*bj]`, element (i, j) of C is `c[co + i*ldc + j]`. One of each pair of strides is 1.
final class Product implements Team.Task {
  /// A part that packs its rows and columns has at least about this m·n·k, some tens of
  /// milliseconds, where threads get several each, so that they end at about the same time.
  private static final long PACKED_WORK = 1L << 31;

  /// The same for parts that do not pack: in plain loops, for good or until vector kernels are
  /// compiled, and of one row or column.
  private static final long PLAIN_WORK = 1 << 24;

  /// Products too small for that are cut into a part for each thread, of at least this m·n·k, below
  /// which one thread is as fast as two.
  private static final long MIN_PART_WORK = 1 << 18;

  /// Parts of a thread, at most.
  private static final int MANY = 8;

  /// Parts begin at multiples of this many rows: whole tiles of most kernels.
  private static final int ROWS = 8;

  /// The same for columns, where nothing is packed.
  private static final int COLUMNS = 16;

  /// Rows and columns of a part, at least; half as many where there is [#LONG] work.
  private static final int LEAST_ROWS = 24;

  private static final int LEAST_COLUMNS = 64;
  private static final long LONG = 1 << 22;

  private static final float[] NONE = {};
  private static final ThreadLocal<Product> OF_THREAD = ThreadLocal.withInitial(Product::new);

  int m;
  int n;
  int k;
  float[] a = NONE;
  int ao;
  int ai;
  int ak;
  float[] b = NONE;
  int bo;
  int bk;
  int bj;
  float[] c = NONE;
  int co;
  int ldc;
  boolean accumulate;
  float @Nullable [] bias;
  int biasOffset;
  int opcode;
  float p;
  float q;
  private int down; // parts one below the other
  private int across; // parts side by side
  private int multiple; // of columns

  /// Returns the calling thread's product, to be filled.
  static Product ofThread() {
    return OF_THREAD.get();
  }

  void set(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ai,
      int ak,
      float[] b,
      int bo,
      int bk,
      int bj,
      float[] c,
      int co,
      int ldc,
      boolean accumulate) {
    this.m = m;
    this.n = n;
    this.k = k;
    this.a = a;
    this.ao = ao;
    this.ai = ai;
    this.ak = ak;
    this.b = b;
    this.bo = bo;
    this.bk = bk;
    this.bj = bj;
    this.c = c;
    this.co = co;
    this.ldc = ldc;
    this.accumulate = accumulate;
  }

  void epilogue(float @Nullable [] bias, int biasOffset, int opcode, float p, float q) {
    this.bias = bias;
    this.biasOffset = biasOffset;
    this.opcode = opcode;
    this.p = p;
    this.q = q;
  }

  /// Computes it all with a team, then lets go of the arrays.
  void run(Team team) {
    try {
      int parts = team.threads() == 1 ? 1 : divide(wanted(work(), packs(), team.threads()));
      if (parts == 1) {
        region(0, m, 0, n);
      } else {
        team.run(parts, this);
      }
    } finally {
      a = NONE;
      b = NONE;
      c = NONE;
      bias = null;
    }
  }

  private long work() {
    return (long) m * n * k;
  }

  private boolean packs() {
    return m > 1 && n > 1 && Kernels.VECTOR && VectorReadiness.covers(m, n, work());
  }

  /// Returns how many parts a product of some m·n·k should have: one for each thread that has
  /// enough to do, or a multiple of the threads. A part that packs needs a slot of [Panels], so
  /// there are no more of those at a time.
  static int wanted(long work, boolean packs, int threads) {
    int many = packs ? Math.min(threads, Panels.SLOTS) : threads;
    int few = (int) Math.min(work / MIN_PART_WORK, many);
    if (few < 2) {
      return 1;
    }
    int parts = Math.clamp(work / (packs ? PACKED_WORK : PLAIN_WORK), few, MANY * many);
    return parts > many ? parts - parts % many : parts;
  }

  /// Cuts C into parts, as many as are wanted if it is large enough, and returns how many. Of the
  /// ways to get them it takes the one that packs least: rows of A once for all parts side by side,
  /// columns of B once for all parts one below the other, what is transposed twice as dear.
  int divide(int wanted) {
    int share = work() < LONG ? 1 : 2;
    multiple = packs() ? Math.min(Panels.COLUMNS, LEAST_COLUMNS / share) : COLUMNS;
    int most = 0;
    long least = 0;
    for (int d = 1; d <= Math.clamp(m / (LEAST_ROWS / share), 1, wanted); d++) {
      int sideBySide = Math.clamp(n / (LEAST_COLUMNS / share), 1, wanted / d);
      int parts = sideBySide * d;
      long packed = (long) sideBySide * m * (ak == 1 ? 1 : 2) + (long) d * n * (bj == 1 ? 1 : 2);
      if (parts > most || (parts == most && packed <= least)) {
        most = parts;
        least = packed;
        down = d;
        across = sideBySide;
      }
    }
    return most;
  }

  /// Returns where a part begins: parts are as even as their multiples allow.
  private static int start(int part, int parts, int extent, int multiple) {
    long units = Math.ceilDiv(extent, multiple);
    return (int) Math.min(extent, part * units / parts * multiple);
  }

  @Override
  public void run(int part) {
    int i = part / across;
    int j = part % across;
    region(
        start(i, down, m, ROWS),
        start(i + 1, down, m, ROWS),
        start(j, across, n, multiple),
        start(j + 1, across, n, multiple));
  }

  /// Computes rows [i0, i1) and columns [j0, j1) of C, epilogue included.
  private void region(int i0, int i1, int j0, int j1) {
    if (Kernels.VECTOR && FewRows.suits(this, i1 - i0, j1 - j0)) {
      FewRows.region(this, i0, i1, j0, j1);
      finish(i0, i1 - i0, j0, j1 - j0);
    } else if (OneRow.region(this, i0, i1, j0, j1)) {
      finish(i0, i1 - i0, j0, j1 - j0);
    } else if (Kernels.VECTOR && AxpyGemm.suits(this, i1 - i0, j1 - j0)) {
      AxpyGemm.region(this, i0, i1, j0, j1);
      finish(i0, i1 - i0, j0, j1 - j0);
    } else if (Kernels.VECTOR && VectorReadiness.covers(i1 - i0, j1 - j0, (long) m * n * k)) {
      if (VectorReadiness.direct() && DirectGemm.suits(this, i1 - i0, j1 - j0)) {
        DirectGemm.region(this, i0, i1, j0, j1);
      } else {
        VectorGemm.region(this, i0, i1, j0, j1);
      }
    } else {
      ScalarGemm.region(this, i0, i1, j0, j1);
      finish(i0, i1 - i0, j0, j1 - j0);
    }
  }

  /// Applies the epilogue to some rows and columns.
  void finish(int i, int rows, int j, int columns) {
    Epilogue.apply(rows, columns, c, co + i * ldc + j, ldc, bias, biasOffset + j, opcode, p, q);
  }
}
