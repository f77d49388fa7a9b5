package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.OptimizerBuilder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// All cases of a file under `reference/transforms` as tests.
final class TransformCases {
  private TransformCases() {}

  /// Returns a test for each case of a file.
  ///
  /// @param builders what does the same here, by the case's name
  /// @param without the cases that are left out, and why
  static Stream<DynamicTest> cases(
      String file, Map<String, OptimizerBuilder> builders, Map<String, String> without) {
    Map<String, JsonNode> cases = Reference.cases("transforms/" + file + ".json");
    Set<String> known = new TreeSet<>(builders.keySet());
    known.addAll(without.keySet());
    assertThat(known).as("cases of %s", file).isEqualTo(new TreeSet<>(cases.keySet()));
    return new TreeMap<>(builders)
        .entrySet().stream()
            .map(one ->
                DynamicTest.dynamicTest(
                    file + " " + one.getKey(),
                    () -> {
                      JsonNode node = Reference.one("transforms/" + file + ".json", one.getKey());
                      Reference.run(
                          node, one.getValue().build(Reference.parameters(node), Map.of()));
                    }));
  }
}
