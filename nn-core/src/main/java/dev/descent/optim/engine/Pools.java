package dev.descent.optim.engine;

import java.util.List;

/// The arrays of all slots that are like the weights. The k-th slot of every part lives in array k,
/// at the index of its weight; the layout puts parts with many slots first, so each array is only
/// as long as it is used.
final class Pools {
  private final float[][] arrays;
  private final float[][] copies;
  private float[] weights = {};

  Pools(List<Integer> lengths) {
    arrays = new float[lengths.size()][];
    copies = new float[lengths.size()][0];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[lengths.get(i)];
    }
  }

  float[] array(int pool) {
    return arrays[pool];
  }

  /// Copies a stretch of the weights.
  void saveWeights(float[] from, int start, int end) {
    if (weights.length != from.length) {
      weights = new float[from.length];
    }
    System.arraycopy(from, start, weights, start, end - start);
  }

  /// Copies a stretch of the arrays [first, last).
  void save(int start, int end, int first, int last) {
    for (int i = first; i < last; i++) {
      if (copies[i].length != arrays[i].length) {
        copies[i] = new float[arrays[i].length];
      }
      int to = Math.min(end, arrays[i].length);
      if (to > start) {
        System.arraycopy(arrays[i], start, copies[i], start, to - start);
      }
    }
  }

  /// Puts back what [#saveWeights] has copied.
  void undoWeights(float[] into, int start, int end) {
    System.arraycopy(weights, start, into, start, end - start);
  }

  /// Puts back what [#save] has copied.
  void undo(int start, int end, int first, int last) {
    for (int i = first; i < last; i++) {
      int to = Math.min(end, arrays[i].length);
      if (to > start) {
        System.arraycopy(copies[i], start, arrays[i], start, to - start);
      }
    }
  }

  long bytes() {
    long sum = weights.length;
    for (int i = 0; i < arrays.length; i++) {
      sum += arrays[i].length + copies[i].length;
    }
    return 4 * sum;
  }
}
