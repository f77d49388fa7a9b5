package dev.descent.examples;

import dev.descent.data.Dataset;
import dev.descent.data.FloatMap;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.data.Split;
import dev.descent.layer.Dropout;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.loss.CrossEntropy;
import dev.descent.optim.AdamWConfig;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.train.Trainer;
import dev.descent.train.TrainingPlan;
import dev.descent.train.TrainingResult;
import dev.descent.train.metric.ConfusionMatrix;
import dev.descent.train.metric.Metrics;
import dev.descent.train.run.Report;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/// Handwritten digits: a network with dropout, label smoothing and a cosine schedule.
///
/// The seed decides everything that is random: which fifth of the images is the test set, the
/// weights at the begin, the order of the images, what dropout drops. The test set is evaluated
/// once, after training. Width, dropout, smoothing and rate were chosen by validation on a part of
/// the training sets, never on a test set.
final class DigitsExample implements Example {
  static final int BATCH = 32;
  private static final int EPOCHS = 60;
  private static final double TEST_SHARE = 0.2;
  private static final OptimizerConfig STANDARD = new AdamWConfig().withLearningRate(3e-3);

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String summary() {
    return "tells handwritten digits apart: 64-256-10 with dropout, label smoothing, a cosine"
        + " schedule";
  }

  @Override
  public Set<Option> options() {
    return EnumSet.allOf(Option.class);
  }

  static Layer network() {
    return Sequential.of(new Linear(256), new Relu(), new Dropout(0.3), new Linear(10));
  }

  /// Brings values from 0 to 16 into [-1, 1].
  static Dataset scaled(Dataset images) {
    return images.map(
        new FloatMap(
            "input",
            (x, xo, y, yo, n, key) -> {
              for (int i = 0; i < n; i++) {
                y[yo + i] = x[xo + i] / 8 - 1;
              }
            }));
  }

  @Override
  public TrainingPlan plan(Request request) throws IOException {
    return plan(request, EPOCHS);
  }

  @Override
  public Outcome run(Request request) throws IOException {
    return run(this, request, EPOCHS);
  }

  /// Plans on behalf of an example.
  static TrainingPlan plan(Request request, int standardEpochs) throws IOException {
    return trainer(Setup.of(request, STANDARD), request, standardEpochs, split(request).train())
        .plan();
  }

  /// Trains on behalf of an example.
  static Outcome run(Example example, Request request, int standardEpochs) throws IOException {
    try (Bench bench = Bench.open(example, request, STANDARD)) {
      Split<Dataset> digits = split(request);
      TrainingResult result =
          trainer(bench.setup(), request, standardEpochs, digits.train()).train();
      ConfusionMatrix confusion = new ConfusionMatrix(digits.test().classNames());
      double loss = result.model().score(Pipeline.of(digits.test()), confusion);
      bench.share("test-accuracy", confusion.value());
      bench.value("test-loss", loss);
      Report report = bench.report(example.summary(), result).confusion(confusion);
      return bench.finish(result, report, digits.train(), digits.test());
    }
  }

  private static Split<Dataset> split(Request request) throws IOException {
    return scaled(ExampleData.digits()).split(0, TEST_SHARE, request.seedOr(1));
  }

  private static Trainer trainer(Setup setup, Request request, int standardEpochs, Dataset images) {
    int epochs = request.epochsOr(standardEpochs);
    Pipeline training = Pipeline.of(images).shuffle(request.seedOr(1)).batch(BATCH, Remainder.DROP);
    return setup.optimized(
        setup
            .trainer(network(), new CrossEntropy().withLabelSmoothing(0.1))
            .data(training)
            .metric(Metrics.accuracy())
            .epochs(epochs),
        setup.cosine(epochs * training.steps()));
  }
}
