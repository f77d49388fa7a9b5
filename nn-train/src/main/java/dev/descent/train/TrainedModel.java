package dev.descent.train;

import dev.descent.data.Pipeline;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Tensor;
import dev.descent.train.metric.Metric;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model together with its evaluation weights and states: predicts, is evaluated, is saved.
///
/// For one thread.
public final class TrainedModel {
  private final Model model;
  private final Layout layout;
  private final float[] weights;
  private final float[] states;
  private final Evaluator evaluator;

  /// Takes over the numbers, which nobody changes any more.
  TrainedModel(Model model, Layout layout, float[] weights, float[] states) {
    this.model = model;
    this.layout = layout;
    this.weights = weights;
    this.states = states;
    this.evaluator = new Evaluator(model, layout, Team.single(), () -> {});
  }

  /// Returns the model without weights.
  public Model model() {
    return model;
  }

  /// Returns where each parameter lies in the flat vector.
  public Layout layout() {
    return layout;
  }

  /// Returns a copy of the evaluation weights as a flat vector.
  public float[] weights() {
    return weights.clone();
  }

  /// Returns a copy of the states as a flat vector.
  public float[] states() {
    return states.clone();
  }

  /// Returns the prediction for an input whose first axis counts samples.
  public Tensor predict(Tensor input) {
    return evaluator.predict(weights, states, input);
  }

  /// Returns `loss` and the metrics over all records of a pipeline.
  public Map<String, Double> evaluate(Pipeline pipeline, List<Metric> metrics) {
    return evaluator.evaluate(weights, states, pipeline, metrics);
  }

  /// Shows the predictions for all records of a pipeline to a score, such as a confusion matrix,
  /// and returns the loss.
  public double score(Pipeline pipeline, Metric.Score score) {
    return evaluator.score(weights, states, pipeline, List.of(score));
  }

  /// Returns all that a weights file holds, by name: parameters in the order of the model, further
  /// names of tied ones, states. The tensors are copies.
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String path : model.parameters().keySet()) {
      tensors.put(path, copy(layout.slice(path), weights));
    }
    model.aliases().forEach((alias, path) -> tensors.put(alias, copy(layout.slice(path), weights)));
    for (Layout.Slice slice : model.states().slices()) {
      tensors.put(slice.path(), copy(slice, states));
    }
    return Collections.unmodifiableMap(tensors);
  }

  /// Returns the digest of [#tensors], see [WeightsDigest].
  public String sha256() {
    return WeightsDigest.sha256(tensors());
  }

  private static Tensor copy(Layout.Slice slice, float[] values) {
    return Tensor.of(slice.shape(), Arrays.copyOfRange(values, slice.offset(), slice.end()));
  }
}
