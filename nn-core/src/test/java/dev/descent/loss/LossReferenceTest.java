package dev.descent.loss;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.autodiff.Differentiation;
import dev.descent.oracle.Evaluator;
import dev.descent.oracle.Reference;
import dev.descent.tensor.Graph;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Losses against PyTorch: values and gradients of every case, in `double` and through the kernels.
final class LossReferenceTest {
  private static Loss loss(String file, JsonNode config) {
    Reduction reduction =
        Reduction.valueOf(config.get("reduction").textValue().toUpperCase(Locale.ROOT));
    return switch (file) {
      case "mse" -> new MeanSquaredError(reduction);
      case "l1" -> new L1(reduction);
      case "huber" -> new Huber(config.get("delta").doubleValue(), reduction);
      case "cross_entropy" ->
          new CrossEntropy(
              config.get("label_smoothing").doubleValue(),
              numbers(config.get("weight")),
              OptionalInt.of(config.get("ignore_index").intValue()),
              reduction);
      case "bce_with_logits" -> binary(config, reduction);
      default -> throw new IllegalArgumentException(file);
    };
  }

  /// PyTorch's weight of elements is ours of rows, so here it is applied to the losses of the
  /// elements.
  private static Loss binary(JsonNode config, Reduction reduction) {
    List<Double> weight = numbers(config.get("weight"));
    List<Double> positive = numbers(config.get("pos_weight"));
    if (weight.isEmpty()) {
      return new BinaryCrossEntropy(positive, reduction);
    }
    return (prediction, target, rows) -> {
      Loss elements = new BinaryCrossEntropy(positive, Reduction.NONE);
      float[] values = new float[weight.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = weight.get(i).floatValue();
      }
      Value vector = prediction.constant(Tensor.of(Shape.of(values.length), values));
      return elements.apply(prediction, target, rows).multiply(vector).sum();
    };
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(entry -> numbers.add(entry.doubleValue()));
    return numbers;
  }

  static Stream<Arguments> cases() {
    List<Arguments> all = new ArrayList<>();
    for (String file : List.of("mse", "l1", "huber", "cross_entropy", "bce_with_logits")) {
      for (JsonNode test : Reference.json("losses/" + file + ".json").get("cases")) {
        for (Evaluator evaluator : Evaluator.values()) {
          all.add(Arguments.of(file, test.get("name").textValue(), evaluator, test));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cases")
  void loss_onTheReferenceInput_hasItsValueAndGradients(
      String file, String name, Evaluator evaluator, JsonNode test) {
    Graph graph = new Graph();
    Map<Value, double[]> leaves = new HashMap<>();
    Value input = leaf(graph, "input", test.get("inputs"), leaves);
    Value target = leaf(graph, "target", test.get("inputs"), leaves);
    Value result = loss(file, test.get("config")).apply(input, target, null);
    Value scalar = result;
    if (test.has("cotangent")) {
      Value cotangent = graph.input("cotangent", result.type());
      leaves.put(cotangent, Reference.values(test.get("cotangent")));
      scalar = result.multiply(cotangent).sum();
    }
    Map<String, Value> with = new java.util.LinkedHashMap<>();
    for (JsonNode of : test.get("gradient_of")) {
      with.put(of.textValue(), of.textValue().equals("input") ? input : target);
    }
    Map<Value, Value> gradients = Differentiation.gradient(scalar, with.values());
    List<Value> wanted = new ArrayList<>(List.of(result));
    with.values().forEach(value -> wanted.add(gradients.get(value)));
    var actual = evaluator.evaluate(wanted, leaves).iterator();
    evaluator.assertClose("loss", actual.next(), Reference.values(test.get("loss")));
    for (String of : with.keySet()) {
      double[] expected = Reference.values(test.get("gradients").get(of));
      evaluator.assertClose("gradient of " + of, actual.next(), expected);
    }
  }

  private static Value leaf(
      Graph graph, String name, JsonNode inputs, Map<Value, double[]> leaves) {
    JsonNode input = inputs.get(name);
    Shape shape = Reference.shape(input.get("shape"));
    boolean floats = input.get("dtype").textValue().equals("float64");
    Value leaf = graph.input(name, floats ? Type.f32(shape) : Type.i32(shape));
    leaves.put(leaf, Reference.values(input.get("values")));
    return leaf;
  }
}
