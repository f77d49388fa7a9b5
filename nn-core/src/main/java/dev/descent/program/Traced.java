package dev.descent.program;

import dev.descent.layer.Trace;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// A network applied to symbolic inputs.
///
/// @param trace the graph and what the network owns
/// @param inputs the types of the inputs by name
/// @param outputs the outputs by name
/// @param training whether layers behaved as in training
record Traced(Trace trace, Map<String, Type> inputs, Map<String, Value> outputs, boolean training) {

  static Traced of(Network network, Map<String, Type> inputs, boolean training) {
    Trace trace = new Trace(training);
    Map<String, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, Type> input : inputs.entrySet()) {
      values.put(input.getKey(), trace.graph().input(input.getKey(), input.getValue()));
    }
    Map<String, Value> outputs = new LinkedHashMap<>(network.apply(trace.root(), values));
    return new Traced(trace, inputs, outputs, training);
  }

  /// Returns the scalar that training lowers.
  Value loss() {
    return loss(outputs, inputs);
  }

  /// Returns the scalar that training lowers, of a network's outputs.
  ///
  /// @param inputs what they were made of
  static Value loss(Map<String, Value> outputs, Map<String, Type> inputs) {
    Value loss = outputs.get(Network.LOSS);
    if (loss == null) {
      throw new IllegalArgumentException(
          "training needs an output 'loss', found %s for inputs %s"
              .formatted(outputs.keySet(), inputs));
    }
    if (loss.shape().size() != 1) {
      throw new IllegalArgumentException(
          "the output 'loss' must be one number, was %s: take its mean or sum"
              .formatted(loss.type()));
    }
    return loss;
  }

  /// Checks that this trace asks for nothing that the model does not own.
  void requireOwned(Map<String, Shape> parameters, Layout states) {
    for (Map.Entry<String, Trace.Parameter> entry : trace.parameters().entrySet()) {
      Shape known = parameters.get(entry.getKey());
      Shape asked = entry.getValue().value().shape();
      if (known == null || !asked.equals(known)) {
        throw new IllegalArgumentException(
            "parameter '%s' has shape %s for inputs %s, but is %s in the model: parameters must not depend on the batch"
                .formatted(entry.getKey(), asked, inputs, known == null ? "missing" : known));
      }
    }
    for (String path : trace.states().keySet()) {
      states.slice(path);
    }
  }
}
