package dev.descent.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A thread's memory for packed panels; it grows and is kept.
final class PanelBuffers {
  private static final ThreadLocal<PanelBuffers> OF_THREAD =
      ThreadLocal.withInitial(PanelBuffers::new);
  private static final int CACHE_LINE = 64;

  /// Panels of B, aligned to cache lines, so that no vector crosses one.
  MemorySegment b = MemorySegment.NULL;

  /// Panels of A.
  float[] a = {};

  /// A tile of C that does not fit into C.
  final float[] tile = new float[8 * VectorGemm.MAX_TILE_COLUMNS];

  static PanelBuffers ofThread(int floatsOfA, int floatsOfB) {
    PanelBuffers buffers = OF_THREAD.get();
    if (buffers.a.length < floatsOfA) {
      buffers.a = new float[floatsOfA];
    }
    if (buffers.b.byteSize() < floatsOfB * (long) Float.BYTES) {
      buffers.b = Arena.ofAuto().allocate(floatsOfB * (long) Float.BYTES, CACHE_LINE);
    }
    return buffers;
  }
}
