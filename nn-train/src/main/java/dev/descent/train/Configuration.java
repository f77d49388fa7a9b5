package dev.descent.train;

import dev.descent.data.Pipeline;
import dev.descent.layer.Layer;
import dev.descent.layer.Sequential;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.program.Model;
import dev.descent.runtime.Description;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.train.metric.Metric;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that decides the weights of a training, as names and values.
final class Configuration {
  private Configuration() {}

  static Map<String, Object> of(
      Trainer trainer, Pipeline training, OptimizerBuilder builder, Model model) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("network", network(trainer, training, model));
    if (trainer.loss != null) {
      all.put("loss", Description.of(trainer.loss));
    }
    all.putAll(builder.describe());
    all.put("batchSize", training.batchSize());
    if (trainer.epochs > 0) {
      all.put("epochs", trainer.epochs);
    } else {
      all.put("steps", trainer.steps);
    }
    all.put("seed", trainer.seed);
    all.put("training", training.toString());
    if (trainer.validation != null) {
      all.put("validation", trainer.validation.toString());
    }
    if (!trainer.metrics.isEmpty()) {
      all.put("metrics", trainer.metrics.stream().map(Metric::name).toList());
    }
    if (trainer.earlyStopping != null) {
      all.put("earlyStopping", trainer.earlyStopping.toString());
    }
    if (!trainer.statistics.equals(Trainer.STATISTICS)) {
      all.put("runningStatistics", trainer.statistics.toString());
    }
    all.put("threads", threads(trainer.threads));
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, Object> threads(int count) {
    Map<String, Object> threads = new LinkedHashMap<>();
    threads.put("count", count);
    threads.put("note", "no bit of the weights depends on it");
    return Collections.unmodifiableMap(threads);
  }

  private static Map<String, Object> network(Trainer trainer, Pipeline training, Model model) {
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, String> layers = new LinkedHashMap<>();
    if (trainer.layer != null) {
      addLayers(trainer.layer, "", layers);
    } else {
      layers.put("", Description.of(trainer.network));
    }
    all.put("layers", Collections.unmodifiableMap(layers));
    Map<String, String> inputs = new LinkedHashMap<>();
    training.types().forEach((name, type) -> inputs.put(name, type.toString()));
    all.put("inputs", Collections.unmodifiableMap(inputs));
    Map<String, List<Integer>> parameters = new LinkedHashMap<>();
    model.parameters().forEach((path, shape) -> parameters.put(path, extents(shape)));
    all.put("parameters", Collections.unmodifiableMap(parameters));
    if (!model.aliases().isEmpty()) {
      all.put("tied", Collections.unmodifiableMap(new LinkedHashMap<>(model.aliases())));
    }
    Map<String, List<Integer>> states = new LinkedHashMap<>();
    for (Layout.Slice slice : model.states().slices()) {
      states.put(slice.path(), extents(slice.shape()));
    }
    if (!states.isEmpty()) {
      all.put("states", Collections.unmodifiableMap(states));
    }
    return Collections.unmodifiableMap(all);
  }

  /// Adds the layers by path: those of a sequence one by one, any other as a whole.
  private static void addLayers(Layer layer, String path, Map<String, String> layers) {
    if (layer instanceof Sequential sequence) {
      for (int i = 0; i < sequence.layers().size(); i++) {
        addLayers(sequence.layers().get(i), path.isEmpty() ? "" + i : path + "." + i, layers);
      }
    } else {
      layers.put(path, Description.of(layer));
    }
  }

  private static List<Integer> extents(Shape shape) {
    return Arrays.stream(shape.extents()).boxed().toList();
  }
}
