package dev.descent.program;

/// The arrays of a thread for what a chain of elementwise functions needs within a block alone.
final class Scratch {
  private static final ThreadLocal<float[][]> ARRAYS =
      ThreadLocal.withInitial(() -> new float[0][]);

  private Scratch() {}

  /// Returns an array of [Node#BLOCK] elements.
  static float[] array(int index) {
    float[][] arrays = ARRAYS.get();
    return index < arrays.length ? arrays[index] : grown(arrays, index);
  }

  private static float[] grown(float[][] arrays, int index) {
    float[][] more = java.util.Arrays.copyOf(arrays, index + 1);
    for (int i = arrays.length; i <= index; i++) {
      more[i] = new float[Node.BLOCK];
    }
    ARRAYS.set(more);
    return more[index];
  }
}
