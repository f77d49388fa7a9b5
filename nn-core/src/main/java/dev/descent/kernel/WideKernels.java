package dev.descent.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernels for processors with 32 vector registers: tiles of 8 rows and 3 vectors, 24
/// accumulators.
///
/// Each kernel is a method of its own, too large to be inlined, so that its loop is compiled by
/// itself. The loop over the inner extent must stay as it is: unrolled by hand, accumulators spill.
@SuppressWarnings("UnusedVariable") // the kernels of a family have the same parameters
final class WideKernels implements MicroKernels {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int L = S.length();
  private static final int BYTES = S.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  @Override
  public int rowsHeight(int left) {
    return left >= 8 ? 8 : Integer.highestOneBit(left);
  }

  @Override
  public int columnsHeight(int left) {
    return rowsHeight(left);
  }

  /// Threes, and twos rather than a last one.
  @Override
  public int vectors(int left) {
    return left == 1 ? 1 : left == 2 || left == 4 ? 2 : 3;
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
      case 35 -> rows8x3(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 19 -> rows4x3(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 11 -> rows2x3(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 7 -> rows1x3(kc, a, ao, b, bo, x, xo, y, yo);
      case 34 -> rows8x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 18 -> rows4x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 10 -> rows2x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 6 -> rows1x2(kc, a, ao, b, bo, x, xo, y, yo);
      case 33 -> rows8x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 17 -> rows4x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
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
      case 35 -> columns8x3(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 19 -> columns4x3(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 11 -> columns2x3(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 7 -> columns1x3(kc, a, ao, b, bo, x, xo, y, yo);
      case 34 -> columns8x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 18 -> columns4x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 10 -> columns2x2(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 6 -> columns1x2(kc, a, ao, b, bo, x, xo, y, yo);
      case 33 -> columns8x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 17 -> columns4x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      case 9 -> columns2x1(kc, a, ao, b, bo, x, xo, xs, y, yo, ys);
      default -> columns1x1(kc, a, ao, b, bo, x, xo, y, yo);
    }
  }

  private static void rows8x3(
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
    FloatVector c02 = FloatVector.fromArray(S, x, xo + 2 * L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c12 = FloatVector.fromArray(S, x, xo + xs + 2 * L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    FloatVector c22 = FloatVector.fromArray(S, x, xo + 2 * xs + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    FloatVector c31 = FloatVector.fromArray(S, x, xo + 3 * xs + L);
    FloatVector c32 = FloatVector.fromArray(S, x, xo + 3 * xs + 2 * L);
    FloatVector c40 = FloatVector.fromArray(S, x, xo + 4 * xs);
    FloatVector c41 = FloatVector.fromArray(S, x, xo + 4 * xs + L);
    FloatVector c42 = FloatVector.fromArray(S, x, xo + 4 * xs + 2 * L);
    FloatVector c50 = FloatVector.fromArray(S, x, xo + 5 * xs);
    FloatVector c51 = FloatVector.fromArray(S, x, xo + 5 * xs + L);
    FloatVector c52 = FloatVector.fromArray(S, x, xo + 5 * xs + 2 * L);
    FloatVector c60 = FloatVector.fromArray(S, x, xo + 6 * xs);
    FloatVector c61 = FloatVector.fromArray(S, x, xo + 6 * xs + L);
    FloatVector c62 = FloatVector.fromArray(S, x, xo + 6 * xs + 2 * L);
    FloatVector c70 = FloatVector.fromArray(S, x, xo + 7 * xs);
    FloatVector c71 = FloatVector.fromArray(S, x, xo + 7 * xs + L);
    FloatVector c72 = FloatVector.fromArray(S, x, xo + 7 * xs + 2 * L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (3L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector b2 = FloatVector.fromMemorySegment(S, b, at + 2L * BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[ao + k + 2 * ROW_STRIDE]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[ao + k + 3 * ROW_STRIDE]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      FloatVector a4 = FloatVector.broadcast(S, a[ao + k + 4 * ROW_STRIDE]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      FloatVector a5 = FloatVector.broadcast(S, a[ao + k + 5 * ROW_STRIDE]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      FloatVector a6 = FloatVector.broadcast(S, a[ao + k + 6 * ROW_STRIDE]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      FloatVector a7 = FloatVector.broadcast(S, a[ao + k + 7 * ROW_STRIDE]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c02.intoArray(y, yo + 2 * L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c12.intoArray(y, yo + ys + 2 * L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
    c22.intoArray(y, yo + 2 * ys + 2 * L);
    c30.intoArray(y, yo + 3 * ys);
    c31.intoArray(y, yo + 3 * ys + L);
    c32.intoArray(y, yo + 3 * ys + 2 * L);
    c40.intoArray(y, yo + 4 * ys);
    c41.intoArray(y, yo + 4 * ys + L);
    c42.intoArray(y, yo + 4 * ys + 2 * L);
    c50.intoArray(y, yo + 5 * ys);
    c51.intoArray(y, yo + 5 * ys + L);
    c52.intoArray(y, yo + 5 * ys + 2 * L);
    c60.intoArray(y, yo + 6 * ys);
    c61.intoArray(y, yo + 6 * ys + L);
    c62.intoArray(y, yo + 6 * ys + 2 * L);
    c70.intoArray(y, yo + 7 * ys);
    c71.intoArray(y, yo + 7 * ys + L);
    c72.intoArray(y, yo + 7 * ys + 2 * L);
  }

  private static void rows8x2(
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
    FloatVector c50 = FloatVector.fromArray(S, x, xo + 5 * xs);
    FloatVector c51 = FloatVector.fromArray(S, x, xo + 5 * xs + L);
    FloatVector c60 = FloatVector.fromArray(S, x, xo + 6 * xs);
    FloatVector c61 = FloatVector.fromArray(S, x, xo + 6 * xs + L);
    FloatVector c70 = FloatVector.fromArray(S, x, xo + 7 * xs);
    FloatVector c71 = FloatVector.fromArray(S, x, xo + 7 * xs + L);
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
      FloatVector a4 = FloatVector.broadcast(S, a[ao + k + 4 * ROW_STRIDE]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[ao + k + 5 * ROW_STRIDE]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(S, a[ao + k + 6 * ROW_STRIDE]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[ao + k + 7 * ROW_STRIDE]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
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
    c50.intoArray(y, yo + 5 * ys);
    c51.intoArray(y, yo + 5 * ys + L);
    c60.intoArray(y, yo + 6 * ys);
    c61.intoArray(y, yo + 6 * ys + L);
    c70.intoArray(y, yo + 7 * ys);
    c71.intoArray(y, yo + 7 * ys + L);
  }

  private static void rows8x1(
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
    FloatVector c50 = FloatVector.fromArray(S, x, xo + 5 * xs);
    FloatVector c60 = FloatVector.fromArray(S, x, xo + 6 * xs);
    FloatVector c70 = FloatVector.fromArray(S, x, xo + 7 * xs);
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
      FloatVector a4 = FloatVector.broadcast(S, a[ao + k + 4 * ROW_STRIDE]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(S, a[ao + k + 5 * ROW_STRIDE]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(S, a[ao + k + 6 * ROW_STRIDE]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(S, a[ao + k + 7 * ROW_STRIDE]);
      c70 = a7.fma(b0, c70);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
    c20.intoArray(y, yo + 2 * ys);
    c30.intoArray(y, yo + 3 * ys);
    c40.intoArray(y, yo + 4 * ys);
    c50.intoArray(y, yo + 5 * ys);
    c60.intoArray(y, yo + 6 * ys);
    c70.intoArray(y, yo + 7 * ys);
  }

  private static void rows4x3(
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
    FloatVector c02 = FloatVector.fromArray(S, x, xo + 2 * L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c12 = FloatVector.fromArray(S, x, xo + xs + 2 * L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    FloatVector c22 = FloatVector.fromArray(S, x, xo + 2 * xs + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    FloatVector c31 = FloatVector.fromArray(S, x, xo + 3 * xs + L);
    FloatVector c32 = FloatVector.fromArray(S, x, xo + 3 * xs + 2 * L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (3L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector b2 = FloatVector.fromMemorySegment(S, b, at + 2L * BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[ao + k + 2 * ROW_STRIDE]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[ao + k + 3 * ROW_STRIDE]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c02.intoArray(y, yo + 2 * L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c12.intoArray(y, yo + ys + 2 * L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
    c22.intoArray(y, yo + 2 * ys + 2 * L);
    c30.intoArray(y, yo + 3 * ys);
    c31.intoArray(y, yo + 3 * ys + L);
    c32.intoArray(y, yo + 3 * ys + 2 * L);
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

  private static void rows2x3(
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
    FloatVector c02 = FloatVector.fromArray(S, x, xo + 2 * L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c12 = FloatVector.fromArray(S, x, xo + xs + 2 * L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (3L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector b2 = FloatVector.fromMemorySegment(S, b, at + 2L * BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[ao + k + ROW_STRIDE]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c02.intoArray(y, yo + 2 * L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c12.intoArray(y, yo + ys + 2 * L);
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

  private static void rows1x3(
      int kc, float[] a, int ao, MemorySegment b, long bo, float[] x, int xo, float[] y, int yo) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c02 = FloatVector.fromArray(S, x, xo + 2 * L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (3L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector b2 = FloatVector.fromMemorySegment(S, b, at + 2L * BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c02.intoArray(y, yo + 2 * L);
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

  private static void columns8x3(
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
    FloatVector c02 = FloatVector.fromArray(S, x, xo + 2 * L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c12 = FloatVector.fromArray(S, x, xo + xs + 2 * L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    FloatVector c22 = FloatVector.fromArray(S, x, xo + 2 * xs + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    FloatVector c31 = FloatVector.fromArray(S, x, xo + 3 * xs + L);
    FloatVector c32 = FloatVector.fromArray(S, x, xo + 3 * xs + 2 * L);
    FloatVector c40 = FloatVector.fromArray(S, x, xo + 4 * xs);
    FloatVector c41 = FloatVector.fromArray(S, x, xo + 4 * xs + L);
    FloatVector c42 = FloatVector.fromArray(S, x, xo + 4 * xs + 2 * L);
    FloatVector c50 = FloatVector.fromArray(S, x, xo + 5 * xs);
    FloatVector c51 = FloatVector.fromArray(S, x, xo + 5 * xs + L);
    FloatVector c52 = FloatVector.fromArray(S, x, xo + 5 * xs + 2 * L);
    FloatVector c60 = FloatVector.fromArray(S, x, xo + 6 * xs);
    FloatVector c61 = FloatVector.fromArray(S, x, xo + 6 * xs + L);
    FloatVector c62 = FloatVector.fromArray(S, x, xo + 6 * xs + 2 * L);
    FloatVector c70 = FloatVector.fromArray(S, x, xo + 7 * xs);
    FloatVector c71 = FloatVector.fromArray(S, x, xo + 7 * xs + L);
    FloatVector c72 = FloatVector.fromArray(S, x, xo + 7 * xs + 2 * L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (3L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector b2 = FloatVector.fromMemorySegment(S, b, at + 2L * BYTES, ORDER);
      int from = ao + k * 8;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[from + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[from + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      FloatVector a4 = FloatVector.broadcast(S, a[from + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      FloatVector a5 = FloatVector.broadcast(S, a[from + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      FloatVector a6 = FloatVector.broadcast(S, a[from + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      FloatVector a7 = FloatVector.broadcast(S, a[from + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c02.intoArray(y, yo + 2 * L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c12.intoArray(y, yo + ys + 2 * L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
    c22.intoArray(y, yo + 2 * ys + 2 * L);
    c30.intoArray(y, yo + 3 * ys);
    c31.intoArray(y, yo + 3 * ys + L);
    c32.intoArray(y, yo + 3 * ys + 2 * L);
    c40.intoArray(y, yo + 4 * ys);
    c41.intoArray(y, yo + 4 * ys + L);
    c42.intoArray(y, yo + 4 * ys + 2 * L);
    c50.intoArray(y, yo + 5 * ys);
    c51.intoArray(y, yo + 5 * ys + L);
    c52.intoArray(y, yo + 5 * ys + 2 * L);
    c60.intoArray(y, yo + 6 * ys);
    c61.intoArray(y, yo + 6 * ys + L);
    c62.intoArray(y, yo + 6 * ys + 2 * L);
    c70.intoArray(y, yo + 7 * ys);
    c71.intoArray(y, yo + 7 * ys + L);
    c72.intoArray(y, yo + 7 * ys + 2 * L);
  }

  private static void columns8x2(
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
    FloatVector c50 = FloatVector.fromArray(S, x, xo + 5 * xs);
    FloatVector c51 = FloatVector.fromArray(S, x, xo + 5 * xs + L);
    FloatVector c60 = FloatVector.fromArray(S, x, xo + 6 * xs);
    FloatVector c61 = FloatVector.fromArray(S, x, xo + 6 * xs + L);
    FloatVector c70 = FloatVector.fromArray(S, x, xo + 7 * xs);
    FloatVector c71 = FloatVector.fromArray(S, x, xo + 7 * xs + L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (2L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      int from = ao + k * 8;
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
      FloatVector a5 = FloatVector.broadcast(S, a[from + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(S, a[from + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[from + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
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
    c50.intoArray(y, yo + 5 * ys);
    c51.intoArray(y, yo + 5 * ys + L);
    c60.intoArray(y, yo + 6 * ys);
    c61.intoArray(y, yo + 6 * ys + L);
    c70.intoArray(y, yo + 7 * ys);
    c71.intoArray(y, yo + 7 * ys + L);
  }

  private static void columns8x1(
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
    FloatVector c50 = FloatVector.fromArray(S, x, xo + 5 * xs);
    FloatVector c60 = FloatVector.fromArray(S, x, xo + 6 * xs);
    FloatVector c70 = FloatVector.fromArray(S, x, xo + 7 * xs);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (long) BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      int from = ao + k * 8;
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
      FloatVector a5 = FloatVector.broadcast(S, a[from + 5]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(S, a[from + 6]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(S, a[from + 7]);
      c70 = a7.fma(b0, c70);
    }
    c00.intoArray(y, yo);
    c10.intoArray(y, yo + ys);
    c20.intoArray(y, yo + 2 * ys);
    c30.intoArray(y, yo + 3 * ys);
    c40.intoArray(y, yo + 4 * ys);
    c50.intoArray(y, yo + 5 * ys);
    c60.intoArray(y, yo + 6 * ys);
    c70.intoArray(y, yo + 7 * ys);
  }

  private static void columns4x3(
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
    FloatVector c02 = FloatVector.fromArray(S, x, xo + 2 * L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c12 = FloatVector.fromArray(S, x, xo + xs + 2 * L);
    FloatVector c20 = FloatVector.fromArray(S, x, xo + 2 * xs);
    FloatVector c21 = FloatVector.fromArray(S, x, xo + 2 * xs + L);
    FloatVector c22 = FloatVector.fromArray(S, x, xo + 2 * xs + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, x, xo + 3 * xs);
    FloatVector c31 = FloatVector.fromArray(S, x, xo + 3 * xs + L);
    FloatVector c32 = FloatVector.fromArray(S, x, xo + 3 * xs + 2 * L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (3L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector b2 = FloatVector.fromMemorySegment(S, b, at + 2L * BYTES, ORDER);
      int from = ao + k * 4;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[from + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[from + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c02.intoArray(y, yo + 2 * L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c12.intoArray(y, yo + ys + 2 * L);
    c20.intoArray(y, yo + 2 * ys);
    c21.intoArray(y, yo + 2 * ys + L);
    c22.intoArray(y, yo + 2 * ys + 2 * L);
    c30.intoArray(y, yo + 3 * ys);
    c31.intoArray(y, yo + 3 * ys + L);
    c32.intoArray(y, yo + 3 * ys + 2 * L);
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

  private static void columns2x3(
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
    FloatVector c02 = FloatVector.fromArray(S, x, xo + 2 * L);
    FloatVector c10 = FloatVector.fromArray(S, x, xo + xs);
    FloatVector c11 = FloatVector.fromArray(S, x, xo + xs + L);
    FloatVector c12 = FloatVector.fromArray(S, x, xo + xs + 2 * L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (3L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector b2 = FloatVector.fromMemorySegment(S, b, at + 2L * BYTES, ORDER);
      int from = ao + k * 2;
      FloatVector a0 = FloatVector.broadcast(S, a[from]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[from + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c02.intoArray(y, yo + 2 * L);
    c10.intoArray(y, yo + ys);
    c11.intoArray(y, yo + ys + L);
    c12.intoArray(y, yo + ys + 2 * L);
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

  private static void columns1x3(
      int kc, float[] a, int ao, MemorySegment b, long bo, float[] x, int xo, float[] y, int yo) {
    FloatVector c00 = FloatVector.fromArray(S, x, xo);
    FloatVector c01 = FloatVector.fromArray(S, x, xo + L);
    FloatVector c02 = FloatVector.fromArray(S, x, xo + 2 * L);
    for (int k = 0; k < kc; k++) {
      long at = bo + k * (3L * BYTES);
      FloatVector b0 = FloatVector.fromMemorySegment(S, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(S, b, at + BYTES, ORDER);
      FloatVector b2 = FloatVector.fromMemorySegment(S, b, at + 2L * BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
    }
    c00.intoArray(y, yo);
    c01.intoArray(y, yo + L);
    c02.intoArray(y, yo + 2 * L);
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
