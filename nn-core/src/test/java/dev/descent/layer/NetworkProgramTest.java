package dev.descent.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.autodiff.Differentiation;
import dev.descent.loss.CrossEntropy;
import dev.descent.oracle.Evaluator;
import dev.descent.oracle.GradientCheck;
import dev.descent.parallel.Team;
import dev.descent.program.Execution;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Program;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A network of all layers, compiled, has the bits of its graph computed with eager tensors: loss,
/// gradient, statistics.
final class NetworkProgramTest {
  private static final int ROWS = 37;

  private static final Layer LAYERS =
      Sequential.of(
          new Linear(24),
          new BatchNorm1d(),
          new Gelu(),
          new Dropout(0.3),
          new Residual(Sequential.of(new Linear(24), new Silu(), new Linear(24).withoutBias())),
          new Elu(),
          new Linear(5),
          new Tanh(),
          new TiedLinear("6.weight"),
          new LeakyRelu(),
          new TiedLinear("6.weight", false, true));

  private static final Tensor INPUT = GradientCheck.random(Shape.of(ROWS, 9), 1, -2, 2);

  @ParameterizedTest
  @EnumSource(
      value = Execution.class,
      names = {"GENERATED", "INTERPRETED"})
  void program_ofAllLayers_hasTheBitsOfEagerTensors(Execution execution) {
    int[] labels = new int[ROWS];
    Arrays.setAll(labels, i -> i % 5);
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put("input", INPUT);
    fields.put("target", Tensor.of(Shape.of(ROWS), labels));
    Batch batch = Batch.of(fields);
    Network network = Network.supervised(LAYERS, new CrossEntropy().withLabelSmoothing(0.1));
    Model model = Model.of(network, batch.fields()).withExecution(execution);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    float[] weights = model.initialParameters(layout, 3);
    try (Team team = Team.of(2)) {
      Program program = model.training(layout, batch.fields(), team);
      float loss = program.run(weights, model.initialStates(), batch, 0);
      Eager eager = new Eager(network, fields, layout, weights);
      assertThat(loss).isEqualTo(eager.number(eager.loss).at(0));
      Layout states = model.states();
      eager
          .trace
          .nextStates()
          .forEach((path, next) ->
              assertThat(slice(program.nextStates(), states.slice(path)))
                  .as(path)
                  .isEqualTo(eager.number(next).toFloats()));
      eager
          .gradients()
          .forEach((path, gradient) ->
              assertThat(slice(program.gradient(), layout.slice(path)))
                  .as(path)
                  .isEqualTo(gradient.toFloats()));
    }
  }

  private static float[] slice(float[] flat, Layout.Slice slice) {
    return Arrays.copyOfRange(flat, slice.offset(), slice.end());
  }

  /// The same network as a graph, its numbers computed node by node.
  private static final class Eager {
    private final Trace trace = new Trace(true);
    private final Value loss;
    private final Map<Value, Tensor> known = new HashMap<>();

    Eager(Network network, Map<String, Tensor> fields, Layout layout, float[] weights) {
      Map<String, Value> inputs = new LinkedHashMap<>();
      fields.forEach((name, tensor) -> {
        Type type = tensor.type();
        inputs.put(name, trace.graph().input(name, type));
        known.put(inputs.get(name), tensor);
      });
      loss = Objects.requireNonNull(network.apply(trace.root(), inputs).get(Network.LOSS));
      trace
          .parameters()
          .forEach((path, parameter) -> {
            Shape shape = parameter.value().shape();
            int offset = layout.slice(path).offset();
            known.put(parameter.value(), Tensor.view(shape, weights, offset));
          });
      trace
          .states()
          .forEach((path, state) ->
              known.put(state.value(), Tensor.full(state.value().shape(), state.initial())));
    }

    Tensor number(Value value) {
      return Evaluator.eager(value, known);
    }

    Map<String, Tensor> gradients() {
      List<Value> leaves =
          trace.parameters().values().stream().map(Trace.Parameter::value).toList();
      Map<String, Tensor> gradients = new LinkedHashMap<>();
      Differentiation.gradient(loss, leaves)
          .forEach((leaf, gradient) ->
              gradients.put(Objects.requireNonNull(leaf.leaf()).name(), number(gradient)));
      return gradients;
    }
  }
}
