package dev.descent.examples;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.BinaryCrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.train.Trainer;
import dev.descent.train.TrainingPlan;
import dev.descent.train.TrainingResult;
import dev.descent.train.metric.Metric;
import dev.descent.train.metric.Metrics;
import dev.descent.train.run.Report;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The exclusive or of two bits: the smallest problem that needs a hidden layer.
final class XorExample implements Example {
  private static final float[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final float[] TARGETS = {0, 1, 1, 0};
  private static final int EPOCHS = 400;
  private static final OptimizerConfig STANDARD = AdamConfig.of(0.05);

  @Override
  public String name() {
    return "xor";
  }

  @Override
  public String summary() {
    return "learns the exclusive or of two bits with a 2-8-1 network";
  }

  @Override
  public Set<Option> options() {
    return EnumSet.allOf(Option.class);
  }

  static Layer network() {
    return Sequential.of(new Linear(8), new Tanh(), new Linear(1));
  }

  private static Dataset data() {
    return Dataset.regression("xor", INPUTS, TARGETS);
  }

  private static Trainer trainer(Setup setup, Request request) {
    return setup.optimized(
        setup
            .trainer(network(), new BinaryCrossEntropy())
            .data(Pipeline.of(data()))
            .metric(Metrics.binaryAccuracy(0))
            .epochs(request.epochsOr(EPOCHS)),
        _ -> {});
  }

  @Override
  public TrainingPlan plan(Request request) {
    return trainer(Setup.of(request, STANDARD), request).plan();
  }

  @Override
  public Outcome run(Request request) throws IOException {
    try (Bench bench = Bench.open(this, request, STANDARD)) {
      Dataset data = data();
      List<Metric> metrics = List.of(Metrics.binaryAccuracy(0));
      TrainingResult result = trainer(bench.setup(), request).train();
      Tensor logits = result.model().predict(Tensor.of(Shape.of(4, 2), INPUTS));
      for (int i = 0; i < TARGETS.length; i++) {
        double probability = 1 / (1 + StrictMath.exp(-logits.at(i)));
        request
            .messages()
            .println(
                String.format(
                    Locale.ROOT,
                    "%.0f xor %.0f = %.0f, predicted %.4f",
                    INPUTS[2 * i],
                    INPUTS[2 * i + 1],
                    TARGETS[i],
                    probability));
      }
      Map<String, Double> values = result.model().evaluate(Pipeline.of(data), metrics);
      bench.value("loss", values.getOrDefault("loss", Double.NaN));
      bench.share("accuracy", values.getOrDefault("accuracy", Double.NaN));
      Report report =
          bench.report("A network of 2-8-1 units learns the exclusive or of two bits.", result);
      return bench.finish(result, report, data);
    }
  }
}
