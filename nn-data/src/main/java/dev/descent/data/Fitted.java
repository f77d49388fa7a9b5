package dev.descent.data;

import dev.descent.data.spi.Transform;
import dev.descent.tensor.Tensor;
import java.util.Map;

/// A transform whose numbers were found on training data, to be applied to all data: a value, equal
/// to any other with the same numbers. It belongs to the weights that were trained with it and can
/// be saved beside them.
public interface Fitted extends Transform {
  /// Returns its numbers by name, each beginning with the field's name; its class has a factory
  /// that takes them.
  Map<String, Tensor> tensors();
}
