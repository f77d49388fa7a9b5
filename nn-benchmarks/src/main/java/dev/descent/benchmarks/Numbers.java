package dev.descent.benchmarks;

/// Weights and batches of the workloads: a number is a function of a stream and an index that is
/// easily written in any language, so every program starts from the same weights and sees the same
/// batches, and their first losses must agree.
///
/// ```
/// h ← index·9E3779B1 + stream·85EBCA6B, h ← h ⊕ h≫16, h ← h·7FEB352D, h ← h ⊕ h≫15, h ← h·846CA68B, bits = h ⊕ h≫16
/// uniform = (bits ≫ 8)·2⁻²³ − 1
/// ```
public final class Numbers {
  private static final int WEIGHTS = 1000;

  private Numbers() {}

  private static int bits(int stream, int index) {
    int h = index * 0x9E3779B1 + stream * 0x85EBCA6B;
    h = (h ^ h >>> 16) * 0x7FEB352D;
    h = (h ^ h >>> 15) * 0x846CA68B;
    return h ^ h >>> 16;
  }

  private static float[] uniform(int stream, int size, float scale) {
    float[] values = new float[size];
    fill(stream, values, 0, size, scale);
    return values;
  }

  private static void fill(int stream, float[] values, int from, int to, float scale) {
    for (int i = from; i < to; i++) {
      values[i] = ((bits(stream, i - from) >>> 8) * 0x1p-23f - 1) * scale;
    }
  }

  /// Writes a weight or bias into [from, to) of a vector, without an array of its own.
  ///
  /// @param tensor 2 · layer for its weight, one more for its bias
  /// @param inputs the inputs of the layer
  static void parameter(int tensor, int inputs, float[] values, int from, int to) {
    fill(WEIGHTS + tensor, values, from, to, (float) (1 / Math.sqrt(inputs)));
  }

  /// Returns the weight `[outputs, inputs]` of a layer, in ±1/√inputs.
  public static float[] weight(int layer, int outputs, int inputs) {
    return uniform(WEIGHTS + 2 * layer, outputs * inputs, (float) (1 / Math.sqrt(inputs)));
  }

  /// Returns the bias `[outputs]` of a layer, in ±1/√inputs.
  public static float[] bias(int layer, int outputs, int inputs) {
    return uniform(WEIGHTS + 1 + 2 * layer, outputs, (float) (1 / Math.sqrt(inputs)));
  }

  /// Returns the inputs of a batch, in [-1, 1).
  public static float[] inputs(int batch, int size) {
    return uniform(2 * batch, size, 1);
  }

  /// Returns the targets of a batch, in [-1, 1).
  public static float[] targets(int batch, int size) {
    return uniform(2 * batch + 1, size, 1);
  }

  /// Returns the labels of a batch, of 10 classes.
  public static int[] labels(int batch, int rows) {
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = (bits(2 * batch + 1, i) >>> 8) % 10;
    }
    return labels;
  }
}
