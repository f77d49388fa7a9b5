package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

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

    /// Returns `lr` or `learning_rate`.
    double rate() {
      return number(node.has("lr") ? "lr" : "learning_rate");
    }

    /// Returns an element of a list.
    double element(String name, int index) {
      return node.get(name).get(index).asDouble();
    }

    boolean flag(String name) {
      return node.get(name).asBoolean();
    }

    /// Returns the decay of a parameter that a mask does not spare.
    double decay(String mask) {
      return node.path(mask).asBoolean(true) ? number("weight_decay") : 0;
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
  private @Nullable DoubleFunction<OptimizerConfig> preset;

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

  /// Adds a test that a preset has the defaults of the library: the arguments of the case
  /// `default`, in which nothing but the learning rate was given.
  ReferenceCases preset(DoubleFunction<OptimizerConfig> config) {
    preset = config;
    return this;
  }

  /// Runs every case with the config for its arguments. Where parameters have arguments of their
  /// own (groups, masks), each is a group; a mask is true or false then.
  Stream<DynamicTest> with(Function<Arguments, OptimizerConfig> config) {
    Stream<DynamicTest> tests =
        cases.entrySet().stream()
            .map(one ->
                test(one.getKey(), () -> run(one.getValue(), groups(one.getValue(), config))));
    DoubleFunction<OptimizerConfig> known = preset;
    return known == null
        ? tests
        : Stream.concat(Stream.of(test("preset", () -> defaults(config, known))), tests);
  }

  /// Runs every case with the optimizer for its arguments; what the case decays only `weight`, a
  /// group `bias` is to leave alone.
  Stream<DynamicTest> built(Function<Arguments, OptimizerBuilder> builder) {
    return cases.entrySet().stream()
        .map(one ->
            test(
                one.getKey(),
                () ->
                    run(
                        one.getValue(),
                        builder.apply(new Arguments(one.getValue().get("config"))))));
  }

  private DynamicTest test(String name, Executable body) {
    return DynamicTest.dynamicTest(file + " " + name, body);
  }

  private void defaults(
      Function<Arguments, OptimizerConfig> config, DoubleFunction<OptimizerConfig> known) {
    JsonNode node = Objects.requireNonNull(cases.get("default"));
    Arguments arguments = of(node, "");
    assertThat(node.get("set"))
        .allSatisfy(one -> assertThat(one.asText()).isIn("lr", "learning_rate"));
    assertThat(config.apply(arguments)).isEqualTo(known.apply(arguments.rate()));
  }

  private static OptimizerBuilder groups(
      JsonNode node, Function<Arguments, OptimizerConfig> config) {
    OptimizerBuilder builder = Optimizer.builder(config.apply(of(node, "")));
    if (node.has("param_groups") || node.get("config").toString().contains("mask\":{")) {
      for (String path : Reference.shapes(Reference.problem(node)).keySet()) {
        builder.group(path, config.apply(of(node, path)));
      }
    }
    return builder;
  }

  /// Returns the arguments of one parameter: its group's, and its own part of masks.
  private static Arguments of(JsonNode node, String path) {
    ObjectNode own = node.get("config").deepCopy();
    for (JsonNode group : node.path("param_groups")) {
      for (JsonNode name : group.get("params")) {
        if (name.asText().equals(path)) {
          own.setAll((ObjectNode) group);
        }
      }
    }
    for (Map.Entry<String, JsonNode> entry : own.properties()) {
      if (entry.getKey().endsWith("mask") && entry.getValue().isObject()) {
        entry.setValue(BooleanNode.valueOf(entry.getValue().path(path).asBoolean()));
      }
    }
    return new Arguments(own);
  }

  private static void run(JsonNode node, OptimizerBuilder builder) {
    Reference.run(node, builder.build(Reference.parameters(node), Map.of()));
  }
}
