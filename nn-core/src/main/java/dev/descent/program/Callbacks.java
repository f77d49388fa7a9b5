package dev.descent.program;

import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs users' operations on tensors that share the plan's arrays; the tensors are kept while the
/// arrays stay.
final class Callbacks {
  private final List<Node> nodes;
  private final @Nullable Tensor[][] views;

  Callbacks(List<Node> nodes) {
    this.nodes = nodes;
    this.views = new Tensor[nodes.size()][];
    for (int i = 0; i < nodes.size(); i++) {
      views[i] = new Tensor[nodes.get(i).callbackInputs().size() + 1];
    }
  }

  void run(Frame frame, int index) {
    Node node = nodes.get(index);
    Operation.Custom operation = node.callback();
    if (operation == null) {
      throw new IllegalStateException("no user's operation: " + node.value());
    }
    List<Tensor> inputs = new ArrayList<>();
    List<Value> values = node.value().inputs();
    for (int i = 0; i < values.size(); i++) {
      inputs.add(view(frame, index, i, node.callbackInputs().get(i), values.get(i).shape()));
    }
    int last = values.size();
    Tensor output = view(frame, index, last, node.results().getFirst(), node.value().shape());
    operation.compute(inputs, output);
  }

  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  private Tensor view(Frame frame, int node, int index, Place place, Shape shape) {
    Tensor known = views[node][index];
    int offset = frame.offset(place);
    Tensor view;
    if (place.isFloats()) {
      float[] array = frame.floats(place);
      view =
          known != null && known.floats() == array && known.offset() == offset
              ? known
              : Tensor.view(shape, array, offset);
    } else {
      int[] array = frame.ints(place);
      view =
          known != null && known.ints() == array && known.offset() == offset
              ? known
              : Tensor.view(shape, array, offset);
    }
    views[node][index] = view;
    return view;
  }
}
