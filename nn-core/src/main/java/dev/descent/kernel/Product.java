package dev.descent.kernel;

import dev.descent.parallel.Team;
import org.jspecify.annotations.Nullable;

/// One product on its way: operands with strides, divided into parts that threads claim. Each
/// thread has one and fills it anew for every product, so nothing is allocated.
///
/// Element (i, k) of op(A) is `a[ao + i*ai + k*ak]`, element (k, j) of op(B) is `b[bo + k*bk +
/// j*bj]`, element (i, j) of C is `c[co + i*ldc + j]`. One of each pair of strides is 1.
final class Product implements Team.Task {
  /// Below this m·n·k one thread is faster than two.
  private static final long MIN_SHARED_WORK = 1 << 17;

  /// Columns or rows of a part that make up for packing the other operand once more.
  private static final int PART_EXTENT = 256;

  /// Ranges of columns or rows are multiples of this, but for the last.
  private static final int GRAIN = 16;

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
  private boolean columns;
  private int chunk;

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
      long work = (long) m * n * k;
      int parts = 1;
      if (team.threads() > 1 && work >= MIN_SHARED_WORK) {
        columns = n >= m;
        int extent = columns ? n : m;
        int wanted = Math.clamp(extent / PART_EXTENT, team.threads(), 4 * team.threads());
        chunk = ((extent + wanted - 1) / wanted + GRAIN - 1) / GRAIN * GRAIN;
        parts = (extent + chunk - 1) / chunk;
      }
      if (parts <= 1) {
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

  @Override
  public void run(int part) {
    int from = part * chunk;
    if (columns) {
      region(0, m, from, Math.min(n, from + chunk));
    } else {
      region(from, Math.min(m, from + chunk), 0, n);
    }
  }

  /// Computes rows [i0, i1) and columns [j0, j1) of C, epilogue included.
  private void region(int i0, int i1, int j0, int j1) {
    if (OneRow.applies(this, i1 - i0)) {
      OneRow.region(this, i0, j0, j1);
      finish(i0, 1, j0, j1 - j0);
    } else if (Kernels.VECTOR && VectorReadiness.covers(i1 - i0, j1 - j0, (long) m * n * k)) {
      VectorGemm.region(this, i0, i1, j0, j1);
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
