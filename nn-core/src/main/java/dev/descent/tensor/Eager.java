package dev.descent.tensor;

import java.util.List;

/// Computes operations on numbers at once.
final class Eager {
  private Eager() {}

  static Tensor apply(Operation operation, List<Tensor> inputs) {
    Type type = operation.infer(inputs.stream().map(Tensor::type).toList());
    Tensor output =
        type.dtype() == DType.F32
            ? Tensor.view(type.shape(), new float[type.shape().size()], 0)
            : Tensor.view(type.shape(), new int[type.shape().size()], 0);
    if (operation instanceof Operation.Custom custom) {
      custom.compute(inputs, output);
      return output;
    }
    throw new IllegalArgumentException(operation.name() + " needs a graph: random numbers have a key per run");
  }
}
