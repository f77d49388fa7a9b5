package dev.descent.train;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.Layer;
import dev.descent.loss.CrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.random.Keys;
import java.util.List;
import java.util.stream.IntStream;

/// A small problem for tests of training: points of three classes around three centers.
final class Points {
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

  static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i])).toArray();
  }
}
