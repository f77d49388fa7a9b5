package dev.descent.train;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.Dropout;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.loss.CrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.random.Keys;
import dev.descent.train.metric.Metrics;
import java.util.List;
import java.util.stream.IntStream;

/// A small problem for tests of training: points of three classes around three centers.
final class Points {
  /// Layers with everything that a seed decides: weights, dropout.
  static final Layer NETWORK =
      Sequential.of(new Linear(8), new Relu(), new Dropout(0.2), new Linear(3));

  private Points() {}

  static Dataset of(int count, long seed) {
    float[] features = new float[2 * count];
    int[] labels = new int[count];
    long key = Keys.of(seed);
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
      features[2 * i] = (float) (labels[i] - 1 + 0.3 * Keys.normal(key, 2L * i));
      features[2 * i + 1] = (float) (labels[i] % 2 + 0.3 * Keys.normal(key, 2L * i + 1));
    }
    return Dataset.classification("points", features, labels, List.of("a", "b", "c"));
  }

  /// Returns a trainer by Adam in batches of 16, with one thread.
  static Trainer trainer(Layer network, Dataset data, int epochs) {
    return Trainer.of(network, new CrossEntropy())
        .optimizer(AdamConfig.of(0.01))
        .data(Pipeline.of(data).shuffle(1).batch(16, Remainder.KEEP))
        .threads(1)
        .epochs(epochs);
  }

  /// Returns a trainer of [#NETWORK], which watches the accuracy.
  static Trainer trainer(Dataset data, int epochs) {
    return trainer(NETWORK, data, epochs).metric(Metrics.accuracy());
  }

  static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i])).toArray();
  }
}
