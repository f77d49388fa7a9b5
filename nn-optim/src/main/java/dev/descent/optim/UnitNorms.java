package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.tensor.Shape;

/// Sums of squares over the units of a parameter, and factors for each.
final class UnitNorms {
  private UnitNorms() {}

  /// Returns the number of units.
  static int count(Shape shape, Units units) {
    if (shape.rank() < 2) {
      return 1;
    }
    return shape.at(units == Units.FIRST_AXIS ? 0 : shape.rank() - 1);
  }

  /// Writes Σ x² of each unit.
  static void squares(
      float[] x, int from, int size, int count, Units units, Algebra algebra, double[] sums) {
    if (units == Units.FIRST_AXIS || count == 1) {
      int width = size / count;
      for (int u = 0; u < count; u++) {
        sums[u] = algebra.dot(width, x, from + u * width, x, from + u * width);
      }
      return;
    }
    java.util.Arrays.fill(sums, 0, count, 0);
    for (int row = from; row < from + size; row += count) {
      for (int u = 0; u < count; u++) {
        sums[u] += (double) x[row + u] * x[row + u];
      }
    }
  }

  /// Multiplies each unit by its factor.
  static void multiply(float[] x, int from, int size, int count, Units units, double[] factors) {
    if (units == Units.FIRST_AXIS || count == 1) {
      int width = size / count;
      for (int u = 0; u < count; u++) {
        float factor = (float) factors[u];
        for (int i = from + u * width, end = i + width; i < end && factor != 1; i++) {
          x[i] *= factor;
        }
      }
      return;
    }
    for (int row = from; row < from + size; row += count) {
      for (int u = 0; u < count; u++) {
        x[row + u] *= (float) factors[u];
      }
    }
  }
}
