package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.Objective;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Trajectories that other libraries computed, and a run of ours beside them.
final class Reference {
  private static final Map<String, JsonNode> READ = new ConcurrentHashMap<>(); // it takes longest

  private Reference() {}

  /// Returns the cases of a file under `reference/`, by name.
  static Map<String, JsonNode> cases(String file) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    String name = file.replace("optimizers/", "").replace(".json", "");
    for (JsonNode node : read(file).get("cases")) {
      ((ObjectNode) node).put("file", name);
      found.put(node.get("name").asText(), node);
    }
    return found;
  }

  /// Returns one case of a file under `reference/`.
  static JsonNode one(String file, String name) {
    return Objects.requireNonNull(cases(file).get(name), name);
  }

  /// Returns the shapes of a problem's parameters.
  static Map<String, Shape> shapes(JsonNode problem) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    problem
        .get("shapes")
        .properties()
        .forEach(entry -> {
          int[] extents = new int[entry.getValue().size()];
          for (int i = 0; i < extents.length; i++) {
            extents[i] = entry.getValue().get(i).asInt();
          }
          shapes.put(entry.getKey(), Shape.of(extents));
        });
    return shapes;
  }

  /// Returns the problem that a case runs on.
  static JsonNode problem(JsonNode node) {
    return read(
        node.get("problem").asText().equals("dense")
            ? "optimizers/_gradients.json"
            : "optimizers/_gradients_ranks.json");
  }

  /// Returns the shapes of the parameters that a case optimizes.
  static Map<String, Shape> parameters(JsonNode node) {
    Map<String, Shape> shapes = shapes(problem(node));
    if (node.has("parameters")) {
      Set<String> only = new TreeSet<>();
      node.get("parameters").forEach(name -> only.add(name.asText()));
      shapes.keySet().retainAll(only);
    }
    return shapes;
  }

  /// Puts in the numbers that a case has in place of the problem's, such as NaN.
  private static void override(JsonNode node, int step, Layout layout, float[] gradient) {
    for (JsonNode one : node.path("gradient_overrides")) {
      if (one.get("step").asInt() == step) {
        int at = layout.slice(one.get("parameter").asText()).offset() + one.get("element").asInt();
        gradient[at] = Float.parseFloat(one.get("value").asText());
      }
    }
  }

  /// Runs an optimizer over the case's gradients and compares at each checkpoint.
  static void run(JsonNode node, Optimizer optimizer) {
    JsonNode problem = problem(node);
    Layout layout = optimizer.layout();
    float[] weights = new float[layout.size()];
    float[] gradient = new float[layout.size()];
    for (Layout.Slice slice : layout.slices()) {
      copy(problem.get("initial").get(slice.path()), weights, slice.offset());
    }
    Gradient given = new Gradient(gradient).objective(new SquaredSlope(gradient));
    double sign = node.get("config").path("maximize").asBoolean() ? -1 : 1;
    double tolerance = node.get("float32").get("tolerance").asDouble();
    double worst = 0;
    TreeSet<Integer> checkpoints = new TreeSet<>();
    node.get("expected")
        .fieldNames()
        .forEachRemaining(name -> checkpoints.add(Integer.valueOf(name)));
    for (int step = 1; step <= checkpoints.last(); step++) {
      for (Layout.Slice slice : layout.slices()) {
        copy(problem.get("gradients").get(slice.path()).get(step - 1), gradient, slice.offset());
      }
      override(node, step, layout, gradient);
      optimizer.step(weights, given.scale(sign));
      String now = Integer.toString(step);
      worst = Math.max(worst, error(node.get("expected").get(now), weights, layout));
      if (node.has("expected_eval")) {
        float[] evaluated = new float[weights.length];
        optimizer.evaluationWeights(weights, evaluated);
        worst = Math.max(worst, error(node.get("expected_eval").get(now), evaluated, layout));
      }
    }
    Accuracy.note(optimizer, node, checkpoints.last(), worst);
    assertThat(worst)
        .as("%s: largest relative error", node.get("name"))
        .isLessThanOrEqualTo(tolerance);
  }

  /// Returns the largest error of the parameters at a checkpoint, each relative to its own largest
  /// weight; 0 where there is nothing to compare with.
  static double error(@Nullable JsonNode expected, float[] actual, Layout layout) {
    double worst = 0;
    if (expected != null) {
      for (Layout.Slice slice : layout.slices()) {
        worst = Math.max(worst, error(expected.get(slice.path()), actual, slice.offset()));
      }
    }
    return worst;
  }

  /// Returns the largest error of one parameter, relative to its largest weight.
  static double error(JsonNode expected, float[] actual, int offset) {
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.size(); i++) {
      double value = expected.get(i).asDouble();
      largest = Math.max(largest, Math.abs(value));
      error = Math.max(error, Math.abs(value - actual[offset + i]));
    }
    return error == 0 ? 0 : error / largest;
  }

  /// An objective whose Hessian is diagonal: the square of the gradient, as in the cases of sophia.
  private static final class SquaredSlope implements Objective {
    private final float[] gradient;

    SquaredSlope(float[] gradient) {
      this.gradient = gradient;
    }

    @Override
    public double evaluate(float[] weights, float[] into) {
      throw new UnsupportedOperationException("there is no loss between steps");
    }

    @Override
    public void hessianVector(float[] weights, float[] vector, float[] product) {
      for (int i = 0; i < product.length; i++) {
        product[i] = gradient[i] * gradient[i] * vector[i];
      }
    }
  }

  /// Writes an array of numbers into one of floats.
  static void copy(JsonNode from, float[] to, int offset) {
    for (int i = 0; i < from.size(); i++) {
      to[offset + i] = (float) from.get(i).asDouble();
    }
  }

  /// Returns an array of numbers as doubles.
  static double[] doubles(JsonNode array) {
    List<Double> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asDouble()));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// Returns a whole file under `reference/`.
  static JsonNode object(String file) {
    return read(file);
  }

  private static JsonNode read(String file) {
    return READ.computeIfAbsent(file, Reference::parse);
  }

  private static JsonNode parse(String file) {
    try (InputStream in =
        Objects.requireNonNull(Reference.class.getResourceAsStream("/reference/" + file), file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
