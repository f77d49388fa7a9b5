package dev.descent.kernel;

import dev.descent.parallel.Team;
import java.util.Arrays;

/// A number that depends on every bit of what the doors for elements, rows, columns, sums and
/// random numbers compute; its main method is run in JVMs with other kernels.
final class ElementFingerprint {
  private ElementFingerprint() {}

  public static void main(String[] arguments) {
    System.out.println("fingerprint " + compute());
  }

  static long compute() {
    long hash = 17;
    for (int n : new int[] {3, 70, 1100}) {
      float[] x = Samples.wild(n, n);
      float[] g = Samples.normal(n, n, 2);
      float[] y = new float[n];
      for (int opcode = 0; opcode <= Elementwise.POWER_INT; opcode++) {
        Elementwise.unary(opcode, 3, 2, x, 0, y, 0, n);
        hash = mix(hash, y);
      }
      for (int opcode = 0; opcode <= Elementwise.SOFTPLUS_GRADIENT; opcode++) {
        Elementwise.binary(opcode, x, 0, g, 0, y, 0, n);
        hash = mix(hash, y);
      }
      Elementwise.where(x, 0, g, 0, x, 0, y, 0, n);
      hash = mix(hash, y);
      hash = mix(hash, rows(g, n, n == 3 ? 3 : 10));
      hash = mix(hash, rows(g, n, n));
      Uniform.fill(n, 5, y, 0, n);
      hash = mix(hash, y);
      hash = 31 * hash + Double.doubleToLongBits(Sums.sumSquares(g, 0, n));
      hash = 31 * hash + Double.doubleToLongBits(Sums.sumAbs(g, 1, n));
      hash = mix(hash, new float[] {Sums.maxAbs(g, 0, n)});
    }
    return norms(hash);
  }

  /// Of slices at the ends of a vector and inside, of whole leaves, with others' numbers between.
  private static long norms(long hash) {
    int n = 16 * Reduction.LEAF;
    int[] starts = {0, n + 1, 2 * n + 6, 3 * n + 14, 4 * n + 29, 5 * n + 30};
    int[] ends = new int[starts.length];
    float[] x = new float[starts[5] + n];
    Arrays.fill(x, Float.NaN);
    for (int i = 0; i < starts.length; i++) {
      ends[i] = starts[i] + n;
      System.arraycopy(Samples.normal(i, n, 2), 0, x, starts[i], n);
    }
    SliceNorms norms = new SliceNorms(Team.single(), starts, ends);
    norms.changed(x);
    long h = hash;
    for (double sum : norms.sumSquares()) {
      h = 31 * h + Double.doubleToLongBits(sum);
    }
    return mix(h, norms.maxAbs());
  }

  private static float[] rows(float[] x, int n, int columns) {
    int rows = n / columns;
    float[] all = new float[4 * n + columns + 4 * rows];
    int[] labels = Samples.indices(n, rows, columns);
    Rows.softmax(x, 0, all, 0, rows, columns);
    Rows.logSoftmax(x, 0, all, n, rows, columns);
    Rows.softmaxGradient(all, 0, x, 0, all, 2 * n, rows, columns);
    Rows.logSoftmaxGradient(all, n, x, 0, all, 3 * n, rows, columns);
    Columns.sum(x, 0, all, 4 * n, rows, columns);
    int rest = 4 * n + columns;
    Rows.sum(x, 0, all, rest, rows, columns);
    Rows.max(x, 0, all, rest + rows, rows, columns);
    Rows.crossEntropy(x, 0, labels, 0, all, rest + 2 * rows, rows, columns, -1, 0);
    float[] gradient = new float[n];
    Rows.crossEntropyGradient(x, 0, labels, 0, all, rest, gradient, 0, rows, columns, -1);
    float[] losses = new float[rows];
    Rows.lossAndGradient(x, 0, labels, 0, all, rest, losses, 0, gradient, 0, rows, columns, -1, 0);
    for (int r = 0; r < rows; r++) {
      all[rest + r] += losses[r];
    }
    Columns.sum(gradient, 0, all, rest + 3 * rows, columns, rows);
    return all;
  }

  private static long mix(long hash, float[] x) {
    long h = hash;
    for (float element : x) {
      h = 31 * h + Float.floatToIntBits(element);
    }
    return h;
  }
}
