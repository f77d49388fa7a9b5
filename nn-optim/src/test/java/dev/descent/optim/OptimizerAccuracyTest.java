package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.PlainDescentConfig;
import dev.descent.testkit.Trajectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Reports how exact every optimizer is, over all trajectories that it is tested with, and holds
/// `docs/benchmarks/optimizer-accuracy.md` to it: the same bits everywhere are the same figures
/// everywhere. The report is written to `target/optimizer-accuracy.md`.
final class OptimizerAccuracyTest {
  private static final String NAME = "optimizer-accuracy.md";

  @Test
  void accuracy_ofEveryOptimizer_isTheOneInTheDocuments()
      throws IOException, ReflectiveOperationException {
    List<Class<?>> references = BuiltIns.tests("ReferenceTest");
    List<OptimizerContract> contracts = BuiltIns.contracts();
    List<Accuracy.Note> notes =
        Accuracy.during(() -> {
          run(references);
          contracts.forEach(OptimizerAccuracyTest::follow);
        });
    TreeSet<String> names = new TreeSet<>();
    BuiltIns.entries().forEach(entry -> names.add(entry.name()));
    assertThat(notes).extracting(Accuracy.Note::optimizer).containsAll(names);
    TreeSet<String> followed = new TreeSet<>(LeftOut.WHY.keySet());
    notes.forEach(note -> followed.add(note.trajectory()));
    assertThat(followed).as("reference cases, followed or left out").containsAll(LeftOut.cases());
    assertThat(LeftOut.cases()).as("what is left out is there").containsAll(LeftOut.WHY.keySet());
    assertThat(notes)
        .as("what is left out is not followed")
        .extracting(Accuracy.Note::trajectory)
        .doesNotContainAnyElementsOf(LeftOut.WHY.keySet());
    String table = Accuracy.table(notes);
    Path target = Files.createDirectories(Path.of("target"));
    Files.writeString(target.resolve(NAME), table, StandardCharsets.UTF_8);
    Path inside = Path.of("docs", "benchmarks", NAME);
    Path document = Files.exists(inside) ? inside : Path.of("..").resolve(inside);
    assertThat(Files.readString(document, StandardCharsets.UTF_8))
        .as("the table of docs/benchmarks/%s, as target/%s has it", NAME, NAME)
        .contains(table);
  }

  private static void run(List<Class<?>> tests) {
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (Class<?> test : tests) {
      request.selectors(selectClass(test));
    }
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request.build(), summary);
    assertThat(summary.getSummary().getFailures()).as("reference tests that fail").isEmpty();
    assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(300);
  }

  /// Follows the golden trajectory of a contract.
  private static void follow(OptimizerContract contract) {
    boolean transform =
        new OptimizerEntry(contract.config(), "test").kind() == OptimizerEntry.Kind.TRANSFORM;
    OptimizerBuilder builder =
        transform
            ? Optimizer.builder(new PlainDescentConfig()).transform(contract.config())
            : Optimizer.builder(contract.config());
    Optimizer optimizer = builder.build(Map.of("weight", contract.goldenShape()), Map.of());
    Trajectory golden = contract.golden();
    float[] weights = Arrays.copyOf(golden.start(), optimizer.layout().size());
    double worst = 0;
    for (int step = 0; step < golden.steps(); step++) {
      Gradient gradient = new Gradient(Arrays.copyOf(golden.gradient(step), weights.length));
      golden.loss(step).ifPresent(gradient::loss);
      optimizer.step(weights, gradient.objective(contract.objective().orElse(null)));
      double[] expected = golden.weights(step);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      for (int i = 0; i < expected.length; i++) {
        double error = Math.abs(weights[i] - expected[i]);
        worst = error == 0 ? worst : Math.max(worst, error / largest);
      }
    }
    Accuracy.note(
        contract.config().hyperParameters().name(),
        contract.getClass().getSimpleName(),
        golden.steps(),
        worst,
        contract.tolerance());
  }
}
