package dev.descent.loss;

import dev.descent.tensor.Shape;
import dev.descent.tensor.ShapeMismatchException;
import dev.descent.tensor.Value;
import org.jspecify.annotations.Nullable;

/// What the losses have in common: checks, weights of rows, and the reduction.
final class Elements {
  private Elements() {}

  /// Returns the target as floats, once its shape is known to be that of the prediction.
  static Value target(String loss, Value prediction, Value target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new ShapeMismatchException(
          "%s needs prediction and target of one shape: %s and %s; reshape one of them"
              .formatted(loss, prediction.shape(), target.shape()));
    }
    return target.toFloat();
  }

  /// Returns the reduction of losses whose first axis counts rows.
  static Value reduce(Value losses, @Nullable Value weight, Reduction reduction) {
    if (weight == null) {
      return switch (reduction) {
        case NONE -> losses;
        case SUM -> losses.sum();
        case MEAN -> losses.mean();
      };
    }
    Value weighted = losses.multiply(perRow(losses.shape(), weight));
    return switch (reduction) {
      case NONE -> weighted;
      case SUM -> weighted.sum();
      case MEAN -> {
        int elements = losses.shape().size() / Math.max(1, losses.shape().at(0));
        yield weighted.sum().divide(weight.sum().multiply((double) elements));
      }
    };
  }

  /// Returns the weights of rows in a shape that multiplies losses.
  static Value perRow(Shape losses, Value weight) {
    if (losses.rank() == 0 || !weight.shape().equals(Shape.of(losses.at(0)))) {
      throw new ShapeMismatchException(
          "weights of rows need one number for each row of the losses: %s and %s"
              .formatted(weight.shape(), losses));
    }
    int[] extents = new int[losses.rank()];
    java.util.Arrays.fill(extents, 1);
    extents[0] = losses.at(0);
    return weight.reshape(Shape.of(extents));
  }
}
