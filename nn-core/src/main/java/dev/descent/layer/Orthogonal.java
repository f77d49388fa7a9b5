package dev.descent.layer;

import dev.descent.random.Keys;
import dev.descent.tensor.Shape;

/// A random matrix with orthonormal rows or columns, whichever are fewer, uniform over all of them.
///
/// The shorter side's vectors are drawn from the normal distribution and made orthonormal by Gram
/// and Schmidt, twice for the digits: the factor Q of a QR decomposition whose R has a positive
/// diagonal, as in PyTorch.
record Orthogonal(double gain) implements Initializer {
  @Override
  public void fill(long key, Shape shape, float[] values, int offset) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "orthogonal needs a weight [outputs, inputs, ...], was " + shape);
    }
    int rows = shape.at(0);
    int columns = shape.sizeBetween(1, shape.rank());
    boolean wide = rows <= columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] vectors = new double[count][length];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < length; i++) {
        vectors[v][i] = Keys.normal(key, (long) v * length + i);
      }
      project(vectors, v);
      project(vectors, v);
      for (int i = 0; i < length; i++) {
        int at = wide ? v * columns + i : i * columns + v;
        values[offset + at] = (float) (gain * vectors[v][i]);
      }
    }
  }

  private static void project(double[][] vectors, int v) {
    double[] vector = vectors[v];
    for (int u = 0; u < v; u++) {
      double share = dot(vectors[u], vector);
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= share * vectors[u][i];
      }
    }
    double norm = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
