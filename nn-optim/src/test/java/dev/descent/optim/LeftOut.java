package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The reference cases that no test follows, each with the reason why.
final class LeftOut {
  private static final String CAUTIOUS =
      "timm masks another step than the whole one, which is what `cautious` masks";
  private static final String ADAN = "optax 0.2.8 weighs differences of gradients by 1 − β₂";
  private static final String RPROP =
      "optax 0.2.8 makes each step one call late, or never: OptaxRpropTest";
  private static final String NESTEROV = "no paper has this Adam with Nesterov's momentum";

  static final Map<String, String> WHY =
      Map.ofEntries(
          Map.entry(
              "objectives/optax_sam transparent_quadratic",
              "two of its steps are one here: SamReferenceTest compares every second"),
          Map.entry("optax_adadelta no_learning_rate", "it goes uphill: a rate of −1 is refused"),
          Map.entry("optax_adamw nesterov", NESTEROV),
          Map.entry("optax_radam nesterov", NESTEROV),
          Map.entry("optax_adan default", ADAN),
          Map.entry("optax_adan masked", ADAN),
          Map.entry("optax_adan typical", ADAN),
          Map.entry(
              "optax_dog learning_rate",
              "its mask spares a part of the group that the norms go over; here that is a group"),
          Map.entry("optax_rprop default", RPROP),
          Map.entry("optax_rprop typical", RPROP),
          Map.entry("timm_adan no_prox", CAUTIOUS),
          Map.entry("timm_lamb decoupled_caution", CAUTIOUS),
          Map.entry("timm_mars caution", CAUTIOUS),
          Map.entry(
              "transforms/optax_apply_if_finite gives_up",
              "a weight that is not finite is an error here"),
          Map.entry(
              "transforms/optax_conditional mask",
              "a step that leaves the state of the optimizer alone is no step here"),
          Map.entry(
              "transforms/optax_multi_steps skip_large",
              "a gradient that is large is clipped here, not skipped"),
          Map.entry(
              "transforms/optax_trust_ratio param_block_norm",
              "no published optimizer multiplies by the norm of the weights alone"),
          Map.entry(
              "transforms/optax_trust_ratio param_block_rms",
              "a part of Adafactor, whose steps are normalized besides"),
          Map.entry(
              "transforms/optax_trust_ratio trust_ratio_min_norm",
              "no published optimizer has norms of at least 1.5"));

  private LeftOut() {}

  /// Returns every case of the reference's optimizers, transforms and objectives.
  static Set<String> cases() {
    Set<String> all = new TreeSet<>();
    for (String folder : new String[] {"optimizers", "transforms", "objectives"}) {
      for (String file : files(folder)) {
        if (!file.startsWith("_")) { // gradients and functions, which the cases share
          for (JsonNode node : Reference.cases(folder + "/" + file).values()) {
            all.add(node.get("file").asText() + " " + node.get("name").asText());
          }
        }
      }
    }
    return all;
  }

  private static String[] files(String folder) {
    try {
      URL url = Objects.requireNonNull(LeftOut.class.getResource("/reference/" + folder));
      return Objects.requireNonNull(Path.of(url.toURI()).toFile().list());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
