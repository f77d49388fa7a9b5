package dev.descent.kernel;

/// A thread's memory for packed panels; it grows and is kept.
final class PanelBuffers {
  private static final ThreadLocal<PanelBuffers> OF_THREAD =
      ThreadLocal.withInitial(PanelBuffers::new);

  /// Panels of B.
  float[] b = {};

  /// Panels of A.
  float[] a = {};

  /// Tiles of C between two slices of the inner extent.
  float[] between = {};

  /// A tile of C that does not fit into C.
  final float[] tile = new float[VectorGemm.TILE_SIZE];

  static PanelBuffers ofThread(int floatsOfA, int floatsOfB, int floatsBetween) {
    PanelBuffers buffers = OF_THREAD.get();
    if (buffers.a.length < floatsOfA) {
      buffers.a = new float[floatsOfA];
    }
    if (buffers.b.length < floatsOfB) {
      buffers.b = new float[floatsOfB];
    }
    if (buffers.between.length < floatsBetween) {
      buffers.between = new float[floatsBetween];
    }
    return buffers;
  }
}
