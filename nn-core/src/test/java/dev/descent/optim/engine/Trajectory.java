package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The fixed gradients of the reference data and the weights to expect on the way.
final class Trajectory {
  private final Map<String, Object> problem = Json.resource("/optimizers/_gradients.json");

  static Map<String, Object> one(String file, String name) {
    return list(Json.resource("/optimizers/" + file + ".json").get("cases")).stream()
        .map(Trajectory::map)
        .filter(c -> c.get("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    map(problem.get("shapes"))
        .forEach((name, extents) ->
            shapes.put(
                name,
                Shape.of(list(extents).stream().mapToInt(e -> ((Double) e).intValue()).toArray())));
    return shapes;
  }

  float[] initial(Layout layout) {
    return flat(layout, map(problem.get("initial")));
  }

  float[] gradient(Layout layout, int step) {
    Map<String, Object> one = new LinkedHashMap<>();
    map(problem.get("gradients")).forEach((name, all) -> one.put(name, list(all).get(step)));
    return flat(layout, one);
  }

  /// Runs an optimizer and compares at every step that the case has.
  void check(Optimizer optimizer, Map<String, Object> one) {
    Layout layout = optimizer.layout();
    float[] weights = initial(layout);
    double tolerance = (Double) map(one.get("float32")).get("tolerance");
    Map<String, Object> expected = map(one.get("expected"));
    for (int step = 1; step <= 60; step++) {
      optimizer.step(weights, new Gradient(gradient(layout, step - 1)));
      if (!expected.containsKey(String.valueOf(step))) {
        continue;
      }
      for (Map.Entry<String, Object> entry : map(expected.get(String.valueOf(step))).entrySet()) {
        double[] values = doubles(entry.getValue());
        double largest = 0;
        for (double value : values) {
          largest = Math.max(largest, Math.abs(value));
        }
        Layout.Slice slice = layout.slice(entry.getKey());
        for (int i = 0; i < values.length; i++) {
          assertThat(Math.abs(weights[slice.offset() + i] - values[i]))
              .as("%s %s[%d] after %d steps", one.get("name"), entry.getKey(), i, step)
              .isLessThanOrEqualTo(tolerance * largest);
        }
      }
    }
  }

  static float[] flat(Layout layout, Map<String, Object> tensors) {
    float[] vector = new float[layout.size()];
    tensors.forEach((name, values) -> {
      if (layout.slices().stream().anyMatch(s -> s.path().equals(name))) {
        double[] all = doubles(values);
        int offset = layout.slice(name).offset();
        for (int i = 0; i < all.length; i++) {
          vector[offset + i] = (float) all[i];
        }
      }
    });
    return vector;
  }

  static double[] doubles(Object list) {
    return list(list).stream().mapToDouble(v -> (Double) v).toArray();
  }

  @SuppressWarnings("unchecked") // as the file is made
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // as the file is made
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
