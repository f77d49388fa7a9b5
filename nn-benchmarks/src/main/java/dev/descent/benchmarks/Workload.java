package dev.descent.benchmarks;

import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.layer.Tanh;
import dev.descent.loss.CrossEntropy;
import dev.descent.loss.Loss;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.AdamWConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.program.Network;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A training task as the peers' programs define it: network, loss, optimizer, batches in memory.
///
/// @param name what the peers call it
/// @param network the network with its loss
/// @param optimizer the optimizer and its hyper-parameters
/// @param types the types of the batches
/// @param batches batches that steps take in turn
/// @param items samples in a batch
/// @param unit the name of the throughput
record Workload(
    String name,
    Network network,
    OptimizerConfig optimizer,
    Map<String, Type> types,
    List<Batch> batches,
    int items,
    String unit) {

  /// Copies the collections.
  Workload {
    types = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(types));
    batches = List.copyOf(batches);
  }

  /// The workloads by their names.
  static final List<String> NAMES = List.of("mlp-small", "mlp-mnist", "mlp-xor", "mlp-wide");

  static Workload of(String name) {
    return switch (name) {
      case "mlp-small" -> classifier(name, relus(128, 64, 10), 32, 64, AdamConfig.of(1e-3));
      case "mlp-mnist" -> classifier(name, relus(512, 256, 10), 128, 784, AdamConfig.of(1e-3));
      case "mlp-xor" -> xor();
      case "mlp-wide" -> wide();
      default ->
          throw new IllegalArgumentException("no workload '%s'; found %s".formatted(name, NAMES));
    };
  }

  private static Layer relus(int... widths) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      if (i > 0) {
        layers.add(new Relu());
      }
      layers.add(new Linear(widths[i]));
    }
    return new Sequential(layers);
  }

  private static Workload classifier(
      String name, Layer layer, int rows, int columns, OptimizerConfig optimizer) {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put(Batch.INPUT, Type.f32(Shape.of(rows, columns)));
    types.put(Batch.TARGET, Type.i32(Shape.of(rows)));
    List<Batch> batches = new ArrayList<>();
    for (int b = 0; b < 64; b++) {
      int[] labels = new int[rows];
      long key = Keys.fold(Keys.of(1), b);
      for (int i = 0; i < rows; i++) {
        labels[i] = (int) (Keys.uniform(key, i) * 10);
      }
      batches.add(batch(normal(rows, columns, b), Tensor.of(Shape.of(rows), labels)));
    }
    return workload(name, layer, new CrossEntropy(), optimizer, types, batches, rows, "samples");
  }

  private static Workload xor() {
    Layer layer = Sequential.of(new Linear(8), new Tanh(), new Linear(1), new Sigmoid());
    Map<String, Type> types = new LinkedHashMap<>();
    types.put(Batch.INPUT, Type.f32(Shape.of(1, 2)));
    types.put(Batch.TARGET, Type.f32(Shape.of(1, 1)));
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      float a = i >> 1;
      float b = i % 2;
      batches.add(
          batch(Tensor.of(Shape.of(1, 2), a, b), Tensor.of(Shape.of(1, 1), a == b ? 0f : 1f)));
    }
    return workload(
        "mlp-xor", layer, new MeanSquaredError(), SgdConfig.of(0.1), types, batches, 1, "steps");
  }

  private static Workload wide() {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put(Batch.INPUT, Type.f32(Shape.of(256, 1024)));
    types.put(Batch.TARGET, Type.f32(Shape.of(256, 1024)));
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      batches.add(batch(normal(256, 1024, i), normal(256, 1024, 10 + i)));
    }
    OptimizerConfig optimizer = AdamWConfig.of(1e-3);
    return workload(
        "mlp-wide",
        relus(4096, 4096, 1024),
        new MeanSquaredError(),
        optimizer,
        types,
        batches,
        256,
        "samples");
  }

  private static Workload workload(
      String name,
      Layer layer,
      Loss loss,
      OptimizerConfig optimizer,
      Map<String, Type> types,
      List<Batch> batches,
      int items,
      String unit) {
    return new Workload(
        name, Network.supervised(layer, loss), optimizer, types, batches, items, unit);
  }

  private static Batch batch(Tensor input, Tensor target) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(Batch.INPUT, input);
    tensors.put(Batch.TARGET, target);
    return Batch.of(tensors);
  }

  private static Tensor normal(int rows, int columns, long seed) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Keys.normal(Keys.of(seed), i);
    }
    return Tensor.of(Shape.of(rows, columns), values);
  }
}
