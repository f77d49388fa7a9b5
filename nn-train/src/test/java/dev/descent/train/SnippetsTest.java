package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.BinaryCrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.train.metric.Metrics;
import org.junit.jupiter.api.Test;

/// Code that the documentation shows.
final class SnippetsTest {
  @Test
  void train_xor_predictsIt() {
    // @start region="train"
    Dataset xor =
        Dataset.regression("xor", new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new float[] {0, 1, 1, 0});
    Layer network = Sequential.of(new Linear(8), new Tanh(), new Linear(1));
    TrainingResult result =
        Trainer.of(network, new BinaryCrossEntropy())
            .optimizer(AdamConfig.of(0.05))
            .data(Pipeline.of(xor))
            .metric(Metrics.binaryAccuracy(0))
            .epochs(300)
            .train();
    Tensor logit = result.model().predict(Tensor.of(Shape.of(1, 2), 0f, 1f));
    // @end region="train"
    assertThat(logit.at(0)).isPositive();
  }
}
