package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.layer.Dropout;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.loss.CrossEntropy;
import dev.descent.parallel.Team;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Type;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Plans as text: what is fused, what each buffer holds, planned bytes against the sum of all
/// values.
///
/// To renew a file after a change that is meant, copy the text that the failing test prints.
final class PlanGoldenTest {
  @Test
  void plan_ofSmallClassifier_isAsWritten() throws IOException {
    assertThat(plan(Networks.classifier(0, 128, 64, 10), Networks.labelled(32, 64), true))
        .isEqualTo(golden("plan-w1.txt"));
  }

  @Test
  void plan_ofDigits_isAsWritten() throws IOException {
    assertThat(plan(digits(), Networks.labelled(32, 64), true))
        .isEqualTo(golden("plan-digits.txt"));
  }

  @Test
  void plan_ofDigitsForEvaluation_isAsWritten() throws IOException {
    assertThat(plan(digits(), Networks.labelled(32, 64), false))
        .isEqualTo(golden("plan-digits-evaluation.txt"));
  }

  /// The network and loss of the example of that name.
  private static Network digits() {
    return Network.supervised(
        Sequential.of(new Linear(256), new Relu(), new Dropout(0.3), new Linear(10)),
        new CrossEntropy().withLabelSmoothing(0.1));
  }

  private static String plan(Network network, Map<String, Type> types, boolean training) {
    Model model = Model.of(network, types);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Program program =
        training
            ? model.training(layout, types, Team.single())
            : model.evaluation(layout, types, Team.single());
    return program.plan().toString();
  }

  private static String golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PlanGoldenTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
