package dev.descent.program;

import dev.descent.tensor.Value;
import java.util.List;

/// Looks at every result and stops at the first NaN or infinity.
final class Anomalies implements Interpreter.Observer {
  private final List<Node> nodes;
  private final Frame frame;

  Anomalies(List<Node> nodes, Frame frame) {
    this.nodes = nodes;
    this.frame = frame;
  }

  @Override
  public boolean everyCall() {
    return true;
  }

  @Override
  public void before(int node) {}

  @Override
  public void after(int index, int call) {
    Node node = nodes.get(index);
    int last = node.values().size() - 1;
    int first = Math.min(call, last);
    int end = call == node.calls().size() - 1 ? last : first;
    for (int i = first; i <= end; i++) {
      check(node, node.values().get(i), node.results().get(i));
    }
  }

  private void check(Node node, Value value, Place place) {
    if (!place.isFloats()) {
      return;
    }
    float[] array = frame.floats(place);
    int offset = frame.offset(place);
    for (int i = 0; i < value.shape().size(); i++) {
      float x = array[offset + i];
      if (!Float.isFinite(x)) {
        throw new ArithmeticException(message(node, value, i, x));
      }
    }
  }

  private static String message(Node node, Value value, int element, float x) {
    String operation =
        node.calls().size() > 1 && value.operation() != null
            ? value.operation().name()
            : String.join("+", node.fused());
    Value.Origin origin = value.origin();
    return "%s must give finite numbers, element %d of %s was %s, in layer '%s' at %s"
        .formatted(
            operation,
            element,
            value.type(),
            x,
            origin.scope(),
            origin.line().isEmpty() ? "an unknown line" : origin.line());
  }
}
