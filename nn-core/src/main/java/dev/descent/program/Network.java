package dev.descent.program;

import dev.descent.layer.Layer;
import dev.descent.layer.Scope;
import dev.descent.loss.Loss;
import dev.descent.tensor.Value;
import java.util.Map;

/// Named inputs in, named outputs out: what a [Model] traces.
///
/// A network that is to be trained has a scalar output named `loss`. It is applied anew for every
/// combination of input shapes and once for evaluation, where inputs such as the target may be
/// missing.
@FunctionalInterface
public interface Network {
  /// The name of the output that training lowers.
  String LOSS = "loss";

  /// The name of the output that a supervised network predicts.
  String PREDICTION = "prediction";

  /// Returns the outputs by name.
  ///
  /// @param scope where layers find their parameters and state
  /// @param inputs the inputs by name
  Map<String, Value> apply(Scope scope, Map<String, Value> inputs);

  /// Returns the network that predicts with a layer and compares with a target.
  ///
  /// Inputs are `input`, `target` and, if rows may only pad, `weight` (one for each row, 0 masks
  /// it). Outputs are `prediction` and, if there is a target, `loss`. Parameters have the layer's
  /// own paths.
  static Network supervised(Layer layer, Loss loss) {
    return new Supervised(layer, loss);
  }
}
