package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.tensor.Shape;

/// The part of a direction that does not change the length of the weights (Heo et al. 2021,
/// equation 5), as [SgdP] and [AdamP] take it.
final class Projection {
  private Projection() {}

  /// Takes the part along the weights out of a direction, row by row or as a whole, if the gradient
  /// is so orthogonal to them that their length seems not to matter.
  ///
  /// @param direction shares the index of the block
  /// @param delta the cosine below which that is so, times the root of the number of elements
  /// @return whether it is so
  static boolean project(
      Block block, Algebra algebra, Shape shape, float[] direction, double delta, double epsilon) {
    if (shape.rank() < 2) {
      return false;
    }
    int rows = shape.at(0);
    return project(block, algebra, rows, shape.size() / rows, direction, delta, epsilon)
        || project(block, algebra, 1, shape.size(), direction, delta, epsilon);
  }

  private static boolean project(
      Block block,
      Algebra algebra,
      int rows,
      int n,
      float[] direction,
      double delta,
      double epsilon) {
    float[] w = block.weights();
    if (!(cosine(block, algebra, rows, n, epsilon) < delta / Math.sqrt(n))) {
      return false;
    }
    for (int row = 0, at = block.from(); row < rows; row++, at += n) {
      double norm = Math.sqrt(algebra.dot(n, w, at, w, at)) + epsilon;
      float along = (float) (algebra.dot(n, w, at, direction, at) / (norm * norm));
      for (int i = at, to = at + n; i < to; i++) {
        direction[i] -= along * w[i];
      }
    }
    return true;
  }

  /// Returns the largest |cosine| between the rows of gradient and weights.
  private static double cosine(Block block, Algebra algebra, int rows, int n, double epsilon) {
    float[] g = block.gradient();
    float[] w = block.weights();
    double scale = Math.abs(block.scale());
    double largest = 0;
    for (int row = 0, at = block.from(); row < rows; row++, at += n) {
      double inner = scale * Math.abs(algebra.dot(n, g, at, w, at));
      double gradient = scale * Math.sqrt(algebra.dot(n, g, at, g, at));
      double weights = Math.sqrt(algebra.dot(n, w, at, w, at));
      largest =
          Math.max(largest, inner / (Math.max(gradient, epsilon) * Math.max(weights, epsilon)));
    }
    return largest;
  }
}
