package dev.descent.program;

import dev.descent.tensor.DType;
import dev.descent.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a plan only reads and brings along: constant tensors, and numbers for kernels.
final class Constants {
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<int[]> literals = new ArrayList<>();

  /// Keeps a tensor and returns its place.
  Place add(Tensor tensor) {
    tensors.add(tensor);
    return new Place(Place.Kind.CONSTANT, tensor.dtype(), tensors.size() - 1, tensor.offset());
  }

  /// Keeps numbers and returns their index.
  int literal(int... numbers) {
    for (int i = 0; i < literals.size(); i++) {
      if (Arrays.equals(literals.get(i), numbers)) {
        return i;
      }
    }
    literals.add(numbers);
    return literals.size() - 1;
  }

  float[][] floats() {
    float[][] arrays = new float[tensors.size()][];
    for (int i = 0; i < arrays.length; i++) {
      Tensor tensor = tensors.get(i);
      arrays[i] = tensor.dtype() == DType.F32 ? tensor.floats() : new float[0];
    }
    return arrays;
  }

  int[][] ints() {
    int[][] arrays = new int[tensors.size()][];
    for (int i = 0; i < arrays.length; i++) {
      Tensor tensor = tensors.get(i);
      arrays[i] = tensor.dtype() == DType.I32 ? tensor.ints() : new int[0];
    }
    return arrays;
  }

  int[][] literals() {
    return literals.toArray(new int[0][]);
  }

  long bytes() {
    long bytes = 0;
    for (Tensor tensor : tensors) {
      bytes += 4L * tensor.shape().size();
    }
    return bytes;
  }
}
