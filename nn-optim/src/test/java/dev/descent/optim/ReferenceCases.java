package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// All cases of a reference file as tests, but for those that are named with the reason why not.
final class ReferenceCases {
  /// The arguments with which a library was called.
  ///
  /// @param node the case's config
  record Arguments(JsonNode node) {
    double number(String name) {
      return node.get(name).asDouble();
    }

    /// Returns a number, or what stands for null or a missing one.
    double number(String name, double absent) {
      return node.hasNonNull(name) ? number(name) : absent;
    }

    boolean flag(String name) {
      return node.get(name).asBoolean();
    }

    /// Returns an element of `betas`, or `b1`, `b2`, ... for 0, 1, ...
    double beta(int index) {
      return node.has("betas")
          ? node.get("betas").get(index).asDouble()
          : number("b" + (index + 1));
    }

    boolean has(String name) {
      return node.hasNonNull(name);
    }
  }

  private final String file;
  private final Map<String, JsonNode> cases;

  private ReferenceCases(String file) {
    this.file = file;
    cases = new LinkedHashMap<>(Reference.cases("optimizers/" + file + ".json"));
  }

  static ReferenceCases of(String file) {
    return new ReferenceCases(file);
  }

  /// Leaves a case out.
  ReferenceCases without(String name, String why) {
    assertThat(why).isNotBlank();
    assertThat(cases.remove(name)).as("%s has the case '%s'", file, name).isNotNull();
    return this;
  }

  /// Runs every case with the config for its arguments.
  Stream<DynamicTest> with(Function<Arguments, OptimizerConfig> config) {
    return built(arguments -> Optimizer.builder(config.apply(arguments)));
  }

  /// Runs every case with the optimizer for its arguments; what the case decays only `weight`, a
  /// group `bias` is to leave alone.
  Stream<DynamicTest> built(Function<Arguments, OptimizerBuilder> builder) {
    return cases.entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(file + " " + one.getKey(), () -> run(one.getValue(), builder)));
  }

  private static void run(JsonNode node, Function<Arguments, OptimizerBuilder> builder) {
    Map<String, Shape> shapes = Reference.shapes(Reference.problem(node));
    if (node.has("parameters")) {
      Map<String, Shape> all = shapes;
      shapes = new LinkedHashMap<>();
      for (JsonNode name : node.get("parameters")) {
        shapes.put(name.asText(), all.get(name.asText()));
      }
    }
    Arguments arguments = new Arguments(node.get("config"));
    Reference.run(node, builder.apply(arguments).build(shapes, Map.of()));
  }
}
