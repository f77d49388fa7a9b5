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
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.train.EarlyStopping;
import dev.descent.train.Trainer;
import dev.descent.train.TrainingPlan;
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
  private static final OptimizerConfig STANDARD = AdamConfig.of(0.01);

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
  public TrainingPlan plan(Request request) throws IOException {
    return trainer(Setup.of(request, STANDARD), request, split(request)).plan();
  }

  @Override
  public Outcome run(Request request) throws IOException {
    try (Bench bench = Bench.open(this, request, STANDARD)) {
      Split<Dataset> iris = split(request);
      TrainingResult result = trainer(bench.setup(), request, iris).train();
      ConfusionMatrix confusion = new ConfusionMatrix(iris.test().classNames());
      double loss = result.model().score(Pipeline.of(iris.test()).map(scale(iris)), confusion);
      bench.share("test-accuracy", confusion.value());
      bench.value("test-loss", loss);
      bench.count("best-epoch", result.bestEpoch());
      Report report = bench.report(summary(), result).confusion(confusion);
      return bench.finish(result, report, iris.train(), iris.validation(), iris.test());
    }
  }

  private static Split<Dataset> split(Request request) throws IOException {
    return ExampleData.iris().split(0.2, 0.2, request.seedOr(1));
  }

  private static Standardizer scale(Split<Dataset> iris) {
    return Standardizer.fit(iris.train(), "input");
  }

  private static Trainer trainer(Setup setup, Request request, Split<Dataset> iris) {
    Standardizer scale = scale(iris);
    return setup.optimized(
        setup
            .trainer(network(), new CrossEntropy())
            .data(
                Pipeline.of(iris.train())
                    .map(scale)
                    .shuffle(request.seedOr(1))
                    .batch(BATCH, Remainder.PAD))
            .validation(Pipeline.of(iris.validation()).map(scale))
            .metric(Metrics.accuracy())
            .earlyStopping(EarlyStopping.onLoss(PATIENCE))
            .epochs(request.epochsOr(EPOCHS)),
        _ -> {});
  }
}
