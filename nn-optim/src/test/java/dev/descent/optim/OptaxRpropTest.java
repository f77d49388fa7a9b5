package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What optax 0.2.8 does in place of Rprop, which [Rprop] does not follow: a step is made in the
/// call after that which computed it, unless the sign of the gradient has changed by then; it is
/// never made in that case, and the step of the call itself is 0 as well.
final class OptaxRpropTest {
  @ParameterizedTest
  @ValueSource(strings = {"default", "typical"})
  void stepsOfOptax_areMadeOneCallLate_orNever(String name) {
    JsonNode node = Reference.one("optimizers/optax_rprop.json", name);
    JsonNode problem = Reference.problem(node);
    JsonNode config = node.get("config");
    int[] compared = {0};
    int[] dropped = {0};
    Reference.parameters(node)
        .forEach((path, shape) -> {
          double[] weights = Reference.doubles(problem.get("initial").get(path));
          double[] lengths = new double[weights.length];
          double[] kept = new double[weights.length];
          Arrays.fill(lengths, config.get("learning_rate").asDouble());
          JsonNode gradients = problem.get("gradients").get(path);
          for (int step = 1; step <= gradients.size(); step++) {
            double[] gradient = Reference.doubles(gradients.get(step - 1));
            for (int i = 0; i < weights.length; i++) {
              boolean changed = gradient[i] * kept[i] < 0;
              if (gradient[i] * kept[i] != 0) {
                double factor = config.get(changed ? "eta_minus" : "eta_plus").asDouble();
                lengths[i] =
                    Math.clamp(
                        lengths[i] * factor,
                        config.get("min_step_size").asDouble(),
                        config.get("max_step_size").asDouble());
              }
              weights[i] -= changed ? 0 : kept[i];
              kept[i] = changed ? 0 : lengths[i] * Math.signum(gradient[i]);
              dropped[0] += changed ? 1 : 0;
            }
            JsonNode expected = node.get("expected").path(Integer.toString(step)).path(path);
            if (!expected.isMissingNode()) {
              compared[0]++;
              assertThat(Reference.doubles(expected))
                  .as("%s after %d steps", path, step)
                  .containsExactly(weights, within(1e-9));
            }
          }
        });
    assertThat(compared[0]).as("comparisons").isGreaterThan(3);
    assertThat(dropped[0]).as("steps that were never made").isPositive();
  }
}
