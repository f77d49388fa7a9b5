package dev.descent.train.metric;

import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;

/// Where rows of a batch have their targets and weights.
final class Targets {
  private Targets() {}

  static int field(String metric, Batch batch) {
    int field = batch.indexOf(Batch.TARGET);
    if (field < 0) {
      throw new IllegalArgumentException(
          "%s needs a batch field '%s'; found %s".formatted(metric, Batch.TARGET, batch.names()));
    }
    return field;
  }

  /// Returns the field of float targets that have one number for each output.
  static int floats(String metric, Tensor prediction, Batch batch) {
    int field = field(metric, batch);
    if (batch.types().get(field).dtype() != DType.F32
        || batch.types().get(field).shape().size() != prediction.shape().size()) {
      throw new IllegalArgumentException(
          "%s needs one float target for each output: outputs %s, targets %s"
              .formatted(metric, prediction.type(), batch.types().get(field)));
    }
    return field;
  }

  /// Returns the number of columns of a prediction, which is its last extent.
  static int columns(Shape shape) {
    return shape.rank() < 2 ? 1 : shape.at(-1);
  }

  /// Returns the weight of a row; weights may be given by row or by sample (several rows).
  static double weight(Batch batch, int field, int row, int rows) {
    if (field < 0) {
      return 1;
    }
    int size = batch.types().get(field).shape().size();
    return batch.floats(field)[batch.offset(field) + (int) ((long) row * size / rows)];
  }
}
