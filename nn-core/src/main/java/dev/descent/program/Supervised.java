package dev.descent.program;

import dev.descent.layer.Layer;
import dev.descent.layer.Scope;
import dev.descent.loss.Loss;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// What [Network#supervised] returns.
record Supervised(Layer layer, Loss loss) implements Network {
  @Override
  public Map<String, Value> apply(Scope scope, Map<String, Value> inputs) {
    Value input = inputs.get(Batch.INPUT);
    if (input == null) {
      throw new NullPointerException(
          "a supervised network needs the input 'input'; found " + inputs.keySet());
    }
    Value prediction = layer.apply(scope, input);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put(PREDICTION, prediction);
    Value target = inputs.get(Batch.TARGET);
    if (target != null) {
      outputs.put(LOSS, loss.apply(prediction, target, inputs.get(Batch.WEIGHT)));
    }
    return outputs;
  }
}
