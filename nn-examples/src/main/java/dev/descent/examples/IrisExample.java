package dev.descent.examples;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.data.Split;
import dev.descent.data.Standardizer;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.CrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.train.EarlyStopping;
import dev.descent.train.TrainingResult;
import dev.descent.train.metric.ConfusionMatrix;
import dev.descent.train.metric.Metrics;
import dev.descent.train.run.Report;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/// Fisher's irises: standardized measures, and a training that ends when validation stops getting
/// better.
final class IrisExample implements Example {
  private static final int BATCH = 16;
  private static final int EPOCHS = 200;
  private static final int PATIENCE = 20;

  @Override
  public String name() {
    return "iris";
  }

  @Override
  public String summary() {
    return "tells three species of iris apart: 4-16-3, standardized, with early stopping";
  }

  @Override
  public Set<Option> options() {
    return EnumSet.allOf(Option.class);
  }

  static Layer network() {
    return Sequential.of(new Linear(16), new Tanh(), new Linear(3));
  }

  @Override
  public Outcome run(Request request) throws IOException {
    try (Bench bench = Bench.open(this, request, AdamConfig.of(0.01))) {
      long seed = request.seedOr(1);
      int epochs = request.epochsOr(EPOCHS);
      Split<Dataset> iris = ExampleData.iris().split(0.2, 0.2, seed);
      Standardizer scale = Standardizer.fit(iris.train(), "input");
      TrainingResult result =
          bench
              .trainer(network(), new CrossEntropy())
              .optimizer(bench.optimizer())
              .data(Pipeline.of(iris.train()).map(scale).shuffle(seed).batch(BATCH, Remainder.PAD))
              .validation(Pipeline.of(iris.validation()).map(scale))
              .metric(Metrics.accuracy())
              .earlyStopping(EarlyStopping.onLoss(PATIENCE))
              .epochs(epochs)
              .train();
      ConfusionMatrix confusion = new ConfusionMatrix(iris.test().classNames());
      double loss = result.model().score(Pipeline.of(iris.test()).map(scale), confusion);
      bench.share("test-accuracy", confusion.value());
      bench.value("test-loss", loss);
      bench.count("best-epoch", result.bestEpoch());
      Report report = bench.report(summary(), result).confusion(confusion);
      return bench.finish(result, report, iris.train(), iris.validation(), iris.test());
    }
  }
}
