package dev.descent.benchmarks;

import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.layer.Tanh;
import dev.descent.loss.CrossEntropy;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.AdamWConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.program.Network;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A training task as the peers' programs define it: network, loss, optimizer, batches in memory.
///
/// @param mlp its name and sizes
/// @param network the network with its loss
/// @param optimizer the optimizer and its hyper-parameters
/// @param types the types of the batches
/// @param batches batches that steps take in turn
record Workload(
    Mlp mlp,
    Network network,
    OptimizerConfig optimizer,
    Map<String, Type> types,
    List<Batch> batches) {

  /// Copies the collections.
  Workload {
    types = Map.copyOf(types);
    batches = List.copyOf(batches);
  }

  static Workload of(String name) {
    Mlp mlp = Mlp.of(name);
    Shape inputs = Shape.of(mlp.rows(), mlp.columns());
    Shape outputs = mlp.classifies() ? Shape.of(mlp.rows()) : Shape.of(mlp.rows(), mlp.outputs());
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < mlp.batches(); i++) {
      Tensor target =
          mlp.classifies()
              ? Tensor.of(outputs, Numbers.labels(i, mlp.rows()))
              : Tensor.of(outputs, mlp.targets(i));
      batches.add(
          Batch.of(Map.of(Batch.INPUT, Tensor.of(inputs, mlp.inputs(i)), Batch.TARGET, target)));
    }
    OptimizerConfig optimizer =
        switch (name) {
          case "mlp-xor" -> SgdConfig.of(0.1);
          case "mlp-wide" -> AdamWConfig.of(1e-3);
          default -> AdamConfig.of(1e-3);
        };
    Map<String, Type> types =
        Map.of(
            Batch.INPUT,
            Type.f32(inputs),
            Batch.TARGET,
            mlp.classifies() ? Type.i32(outputs) : Type.f32(outputs));
    Network network =
        Network.supervised(
            layers(mlp), mlp.classifies() ? new CrossEntropy() : new MeanSquaredError());
    return new Workload(mlp, network, optimizer, types, batches);
  }

  /// Returns this task with another optimizer.
  Workload with(OptimizerConfig other) {
    return new Workload(mlp, network, other, types, batches);
  }

  private static Layer layers(Mlp mlp) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < mlp.layers(); i++) {
      boolean last = i == mlp.layers() - 1;
      layers.add(new Linear(mlp.widths().get(i + 1)));
      if (mlp.xor()) {
        layers.add(last ? new Sigmoid() : new Tanh());
      } else if (!last) {
        layers.add(new Relu());
      }
    }
    return new Sequential(layers);
  }
}
