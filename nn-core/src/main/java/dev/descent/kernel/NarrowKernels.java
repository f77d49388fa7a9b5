package dev.descent.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernels for processors with 16 vector registers: tiles of 4 or 5 rows and 2 vectors. Of
/// the shapes that would fit, these are the ones that C2 keeps in registers; 6x2, 4x3 and 3x3
/// spill.
///
/// Each kernel is a method of its own, too large to be inlined, so that its loop is compiled by
/// itself. The loop over the inner extent must stay as it is: unrolled by hand, accumulators spill.
@SuppressWarnings("UnusedVariable") // the kernels of a family have the same parameters
final class NarrowKernels implements MicroKernels {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int L = S.length();
  private static final int BYTES = S.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // The height of the next panel for what is left: fives and fours, which run at full speed, as far
  // as they go.
  private static final int[] HEIGHTS = {0, 1, 2, 3, 4, 5, 3, 4, 4, 5, 5, 4, 4, 5, 5, 5, 4};

  @Override
  public int rowsHeight(int left) {
    return Math.min(left, 4);
  }

  @Override
  public int columnsHeight(int left) {
    return left < HEIGHTS.length ? HEIGHTS[left] : 5;
  }

  @Override
  public int vectors(int left) {
    return Math.min(left, 2);
  }

  @Override
  public void rows(
      int rows,
      int vectors,
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    switch (4 * rows + vectors) {
      case 18 -> rows4x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 14 -> rows3x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 10 -> rows2x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 6 -> rows1x2(kc, a, ao, b, bo, x, xo, y, yo);
      case 17 -> rows4x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 13 -> rows3x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 9 -> rows2x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      default -> rows1x1(kc, a, ao, b, bo, x, xo, y, yo);
    }
  }

  @Override
  public void columns(
      int rows,
      int vectors,
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    switch (4 * rows + vectors) {
      case 22 -> columns5x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 18 -> columns4x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 14 -> columns3x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 10 -> columns2x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 6 -> columns1x2(kc, a, ao, b, bo, x, xo, y, yo);
      case 21 -> columns5x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 17 -> columns4x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 13 -> columns3x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 9 -> columns2x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      default -> columns1x1(kc, a, ao, b, bo, x, xo, y, yo);
    }
  }

  private static void rows4x2(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    FloatVector c31 = FloatVector.fromArray(S, x, xo + 3 * xs + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[ao + k + 2 * ROW_STRIDE]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[ao + k + 3 * ROW_STRIDE]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
    c30.intoArray(y, yo + 3 * ys);
    c31.intoArray(y, yo + 3 * ys + L);
  }

  private static void rows3x2(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[ao + k + 2 * ROW_STRIDE]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
  }

  private static void rows2x2(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
  }

  private static void rows1x2(
      int kc, float[] a, int ao, MemorySegment b, long bo, float[] x, int xo, float[] y, int yo) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
  }

  private static void rows4x1(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[ao + k + 2 * ROW_STRIDE]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[ao + k + 3 * ROW_STRIDE]);
      c30 = a3.fma(b0, c30);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
    c20.intoArray(y, yo + 2 * ys);
    c30.intoArray(y, yo + 3 * ys);
  }

  private static void rows3x1(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[ao + k + 2 * ROW_STRIDE]);
      c20 = a2.fma(b0, c20);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
    c20.intoArray(y, yo + 2 * ys);
  }

  private static void rows2x1(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
  }

  private static void rows1x1(
      int kc, float[] a, int ao, MemorySegment b, long bo, float[] x, int xo, float[] y, int yo) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
    }
    c00.intoArray(y, yo);
  }

  private static void columns5x2(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    FloatVector c31 = FloatVector.fromArray(S, x, xo + 3 * xs + L);
    FloatVector c40 = FloatVector.fromArray(S, x, xo + 4 * xs);
    FloatVector c41 = FloatVector.fromArray(S, x, xo + 4 * xs + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      int from = ao + k * 5;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[from + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[from + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[from + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
    c30.intoArray(y, yo + 3 * ys);
    c31.intoArray(y, yo + 3 * ys + L);
    c40.intoArray(y, yo + 4 * ys);
    c41.intoArray(y, yo + 4 * ys + L);
  }

  private static void columns4x2(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    FloatVector c31 = FloatVector.fromArray(S, x, xo + 3 * xs + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      int from = ao + k * 4;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[from + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[from + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
    c30.intoArray(y, yo + 3 * ys);
    c31.intoArray(y, yo + 3 * ys + L);
  }

  private static void columns3x2(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      int from = ao + k * 3;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[from + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
  }

  private static void columns2x2(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      int from = ao + k * 2;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
  }

  private static void columns1x2(
      int kc, float[] a, int ao, MemorySegment b, long bo, float[] x, int xo, float[] y, int yo) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
  }

  private static void columns5x1(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    FloatVector c40 = FloatVector.fromArray(S, x, xo + 4 * xs);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      int from = ao + k * 5;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[from + 2]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[from + 3]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(S, a[from + 4]);
      c40 = a4.fma(b0, c40);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
    c20.intoArray(y, yo + 2 * ys);
    c30.intoArray(y, yo + 3 * ys);
    c40.intoArray(y, yo + 4 * ys);
  }

  private static void columns4x1(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      int from = ao + k * 4;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[from + 2]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[from + 3]);
      c30 = a3.fma(b0, c30);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
    c20.intoArray(y, yo + 2 * ys);
    c30.intoArray(y, yo + 3 * ys);
  }

  private static void columns3x1(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      int from = ao + k * 3;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[from + 2]);
      c20 = a2.fma(b0, c20);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
    c20.intoArray(y, yo + 2 * ys);
  }

  private static void columns2x1(
      int kc,
      float[] a,
      int ao,
      MemorySegment b,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      int from = ao + k * 2;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
  }

  private static void columns1x1(
      int kc, float[] a, int ao, MemorySegment b, long bo, float[] x, int xo, float[] y, int yo) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
    }
    c00.intoArray(y, yo);
  }
}
