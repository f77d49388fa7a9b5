package dev.descent.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.autodiff.Differentiation;
import dev.descent.oracle.Evaluator;
import dev.descent.oracle.Reference;
import dev.descent.oracle.Reference.Numbers;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers against PyTorch: outputs, gradients and running statistics, in `double` and through the
/// kernels.
final class LayerReferenceTest {
  private static Layer layer(String name, JsonNode config) {
    if (name.startsWith("linear")) {
      Linear linear = new Linear(config.get("out_features").intValue());
      return config.get("bias").booleanValue() ? linear : linear.withoutBias();
    }
    if (name.startsWith("batch_norm1d")) {
      return new BatchNorm1d(
          config.get("momentum").doubleValue(),
          config.get("eps").doubleValue(),
          config.get("affine").booleanValue());
    }
    return activation(name.substring("activation_".length()).replace("_edge", ""), config);
  }

  private static Layer activation(String name, JsonNode config) {
    return switch (name) {
      case "elu" -> new Elu(config.get("alpha").doubleValue());
      case "gelu" -> new Gelu();
      case "gelu_tanh" -> new Gelu(true);
      case "hardtanh" ->
          new Hardtanh(config.get("min_val").doubleValue(), config.get("max_val").doubleValue());
      case "leaky_relu" -> new LeakyRelu(config.get("negative_slope").doubleValue());
      case "relu" -> new Relu();
      case "relu6" -> new Relu6();
      case "sigmoid" -> new Sigmoid();
      case "silu" -> new Silu();
      case "softplus", "softplus_beta" ->
          new Softplus(config.get("beta").doubleValue(), config.get("threshold").doubleValue());
      case "tanh" -> new Tanh();
      case "softmax", "softmax_axis_1" -> new Softmax(config.get("dim").intValue());
      case "log_softmax", "log_softmax_axis_0" -> new LogSoftmax(config.get("dim").intValue());
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Stream<Arguments> cases() {
    List<Arguments> all = new ArrayList<>();
    for (Evaluator evaluator : Evaluator.values()) {
      for (String name :
          List.of("linear", "linear_no_bias", "linear_sequence", "batch_norm1d_eval")) {
        all.add(Arguments.of(name, evaluator));
      }
      for (String name :
          List.of(
              "elu",
              "gelu",
              "gelu_tanh",
              "hardtanh",
              "leaky_relu",
              "relu",
              "relu6",
              "sigmoid",
              "silu",
              "softplus",
              "softplus_beta",
              "tanh",
              "softmax",
              "log_softmax")) {
        all.add(Arguments.of("activation_" + name, evaluator));
        all.add(Arguments.of("activation_" + name + "_edge", evaluator));
      }
      all.add(Arguments.of("activation_softmax_axis_1", evaluator));
      all.add(Arguments.of("activation_log_softmax_axis_0", evaluator));
    }
    return all.stream().filter(LayerReferenceTest::exists);
  }

  private static boolean exists(Arguments arguments) {
    String path = "/reference/layers/%s.json".formatted(arguments.get()[0]);
    return LayerReferenceTest.class.getResource(path) != null;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void layer_onTheReferenceInput_hasItsOutputAndGradients(String name, Evaluator evaluator) {
    JsonNode json = Reference.json("layers/" + name + ".json");
    Map<String, Numbers> file = Reference.tensors("layers/" + name + ".safetensors");
    Run run =
        new Run(
            layer(name, json.get("config")),
            json.get("training").booleanValue(),
            file,
            "input.input");
    run.evaluate(evaluator, numbers(file, "buffer."));
    // PyTorch cuts softplus off at 20, where e⁻²⁰ is still missing
    double tolerance = name.equals("activation_softplus_edge") ? 5e-9 : evaluator.tolerance();
    tolerance = Math.max(tolerance, evaluator.tolerance());
    Evaluator.assertClose("output", run.output, file.get("output.output").values(), tolerance);
    run.assertGradients(tolerance, "grad.input.input");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("normalizations")
  void batchNorm_onThreeBatches_hasPyTorchsOutputsAndStatistics(String name, Evaluator evaluator) {
    JsonNode json = Reference.json("layers/" + name + ".json");
    Map<String, Numbers> file = Reference.tensors("layers/" + name + ".safetensors");
    Layer layer = layer(name, json.get("config"));
    Map<String, double[]> states = numbers(file, "buffer.");
    for (int batch = 1; batch <= 3; batch++) {
      Run run = new Run(layer, true, file, "input." + batch);
      run.evaluate(evaluator, states);
      String output = batch == 3 ? "output.output" : "output." + batch;
      evaluator.assertClose(output, run.output, file.get(output).values());
      if (batch == 3) {
        run.assertGradients(evaluator.tolerance(), "grad.input.3");
      }
      states = run.nextStates;
    }
    Map<String, double[]> expected = numbers(file, "buffer_after.");
    assertThat(states.keySet()).isEqualTo(expected.keySet());
    states.forEach((path, actual) -> evaluator.assertClose(path, actual, expected.get(path)));
    Run evaluation = new Run(layer, false, file, "input.eval");
    evaluation.evaluate(evaluator, states);
    evaluator.assertClose("output.eval", evaluation.output, file.get("output.eval").values());
  }

  static Stream<Arguments> normalizations() {
    return Stream.of("batch_norm1d", "batch_norm1d_sequence")
        .flatMap(name -> Stream.of(Evaluator.values()).map(e -> Arguments.of(name, e)));
  }

  private static Map<String, double[]> numbers(Map<String, Numbers> file, String prefix) {
    Map<String, double[]> found = new LinkedHashMap<>();
    file.forEach((name, numbers) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), numbers.values());
      }
    });
    return found;
  }

  /// One pass of a layer over an input of the file, and its derivatives.
  private static final class Run {
    private final Trace trace;
    private final Map<String, Numbers> file;
    private final Value input;
    private final Value result;
    private final Value cotangent;
    private double[] output = {};
    private final Map<String, double[]> gradients = new LinkedHashMap<>();
    private final Map<String, double[]> nextStates = new LinkedHashMap<>();

    Run(Layer layer, boolean training, Map<String, Numbers> file, String inputName) {
      this.trace = new Trace(training);
      this.file = file;
      this.input = trace.graph().input(inputName, Type.f32(file.get(inputName).shape()));
      this.result = layer.apply(trace.root(), input);
      this.cotangent = trace.graph().input("cotangent", result.type());
    }

    void evaluate(Evaluator evaluator, Map<String, double[]> states) {
      Map<Value, double[]> leaves = new HashMap<>();
      leaves.put(input, file.get(input.leaf().name()).values());
      leaves.put(cotangent, file.get("cotangent.output").values());
      Map<String, Value> targets = new LinkedHashMap<>();
      trace
          .parameters()
          .forEach((path, parameter) -> {
            leaves.put(parameter.value(), file.get("param." + path).values());
            targets.put("grad.param." + path, parameter.value());
          });
      trace.states().forEach((path, state) -> leaves.put(state.value(), states.get(path)));
      targets.put("input", input);
      Value loss = result.multiply(cotangent).sum();
      Map<Value, Value> derivatives = Differentiation.gradient(loss, targets.values());
      List<Value> wanted = new ArrayList<>(List.of(result));
      targets.values().forEach(target -> wanted.add(derivatives.get(target)));
      wanted.addAll(trace.nextStates().values());
      var results = evaluator.evaluate(wanted, leaves).iterator();
      output = results.next();
      targets.keySet().forEach(name -> gradients.put(name, results.next()));
      trace.nextStates().keySet().forEach(path -> nextStates.put(path, results.next()));
    }

    void assertGradients(double tolerance, String inputGradient) {
      gradients.forEach((name, actual) -> {
        String key = name.equals("input") ? inputGradient : name;
        Evaluator.assertClose(key, actual, file.get(key).values(), tolerance);
      });
    }
  }
}
