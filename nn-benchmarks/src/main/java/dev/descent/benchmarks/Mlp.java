package dev.descent.benchmarks;

import java.util.List;

/// The sizes of a workload, which ours and the peers' programs share. All classify 10 classes by
/// cross-entropy with ReLU and Adam at 1e-3, but for `mlp-wide` (mean squared error, AdamW with
/// decay 0.01) and `mlp-xor` (tanh, sigmoid, mean squared error, SGD at 0.1).
///
/// @param name the workload
/// @param widths inputs and the outputs of each layer
/// @param rows samples in a batch
/// @param batches batches that steps take in turn
/// @param unit what a rate counts
public record Mlp(String name, List<Integer> widths, int rows, int batches, String unit) {
  /// The workloads by their names.
  public static final List<String> NAMES = List.of("mlp-small", "mlp-mnist", "mlp-xor", "mlp-wide");

  /// Copies the widths.
  public Mlp {
    widths = List.copyOf(widths);
  }

  /// Returns the sizes of a workload.
  public static Mlp of(String name) {
    return switch (name) {
      case "mlp-small" -> new Mlp(name, List.of(64, 128, 64, 10), 32, 64, "samples");
      case "mlp-mnist" -> new Mlp(name, List.of(784, 512, 256, 10), 128, 64, "samples");
      case "mlp-xor" -> new Mlp(name, List.of(2, 8, 1), 1, 4, "steps");
      case "mlp-wide" -> new Mlp(name, List.of(1024, 4096, 4096, 1024), 256, 2, "samples");
      default ->
          throw new IllegalArgumentException("no workload '%s'; found %s".formatted(name, NAMES));
    };
  }

  /// Returns the number of layers.
  public int layers() {
    return widths.size() - 1;
  }

  /// Returns the number of inputs.
  public int columns() {
    return widths.getFirst();
  }

  /// Returns the number of outputs.
  public int outputs() {
    return widths.getLast();
  }

  /// Returns whether it is `mlp-xor`.
  public boolean xor() {
    return name.equals("mlp-xor");
  }

  /// Returns whether targets are labels.
  public boolean classifies() {
    return !xor() && !name.equals("mlp-wide");
  }

  /// Returns the inputs of a batch, `[rows, columns]`; of `mlp-xor` one sample.
  public float[] inputs(int batch) {
    return xor() ? new float[] {batch >> 1, batch & 1} : Numbers.inputs(batch, rows * columns());
  }

  /// Returns the targets of a batch, `[rows, outputs]`; labels as ones in a row of zeros.
  public float[] targets(int batch) {
    if (xor()) {
      return new float[] {(batch >> 1) ^ (batch & 1)};
    }
    if (!classifies()) {
      return Numbers.targets(batch, rows * outputs());
    }
    float[] ones = new float[rows * outputs()];
    int[] labels = Numbers.labels(batch, rows);
    for (int i = 0; i < rows; i++) {
      ones[i * outputs() + labels[i]] = 1;
    }
    return ones;
  }

  /// Returns the weight `[outputs, inputs]` of a layer before training.
  public float[] weight(int layer) {
    return Numbers.weight(layer, widths.get(layer + 1), widths.get(layer));
  }

  /// Returns the bias of a layer before training.
  public float[] bias(int layer) {
    return Numbers.bias(layer, widths.get(layer + 1), widths.get(layer));
  }
}
