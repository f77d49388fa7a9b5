package dev.descent.train;

import dev.descent.data.Batches;
import dev.descent.data.Pipeline;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Program;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs a model in evaluation mode over all records of a pipeline.
final class Evaluator {
  private final Model model;
  private final Layout layout;
  private final Team team;
  private final Runnable check;

  /// Makes an evaluator.
  ///
  /// @param check runs before every batch and throws where evaluation is to end
  Evaluator(Model model, Layout layout, Team team, Runnable check) {
    this.model = model;
    this.layout = layout;
    this.team = team;
    this.check = check;
  }

  /// Returns the loss, if the network has one, and the metrics, by name.
  Map<String, Double> evaluate(
      float[] weights, float[] states, Pipeline pipeline, List<Metric> metrics) {
    List<Metric.Score> scores = new ArrayList<>();
    for (Metric metric : metrics) {
      scores.add(metric.start());
    }
    double loss = score(weights, states, pipeline, scores);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(EpochReport.LOSS, loss);
    for (int i = 0; i < metrics.size(); i++) {
      values.put(metrics.get(i).name(), scores.get(i).value());
    }
    return values;
  }

  /// Shows all predictions to the scores and returns the mean loss, NaN if the network has none.
  double score(
      float[] weights, float[] states, Pipeline pipeline, List<? extends Metric.Score> scores) {
    Batches batches = pipeline.batches();
    RunningMean mean = new RunningMean();
    while (batches.advance()) {
      check.run();
      Batch batch = batches.batch();
      Program program = model.evaluation(layout, batch.fields(), team);
      float loss = program.run(weights, states, batch, 0);
      mean.add(loss, RunningMean.weight(batch));
      Tensor prediction = program.output(Network.PREDICTION);
      for (Metric.Score score : scores) {
        score.add(prediction, batch);
      }
    }
    return mean.value();
  }

  /// Returns what the model says for one input, as a tensor of its own.
  Tensor predict(float[] weights, float[] states, Tensor input) {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put(Batch.INPUT, input.type());
    Program program = model.evaluation(layout, types, team);
    program.run(weights, states, Batch.of(Map.of(Batch.INPUT, input)), 0);
    Tensor prediction = program.output(Network.PREDICTION);
    return Tensor.of(prediction.shape(), prediction.toFloats());
  }
}
