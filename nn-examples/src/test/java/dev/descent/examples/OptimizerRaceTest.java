package dev.descent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.train.run.Chart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptimizerRaceTest {
  @TempDir private Path folder;

  private final StringWriter messages = new StringWriter();

  private Outcome race(String optimizer) throws IOException {
    return new OptimizerRaceExample()
        .run(
            new Request()
                .optimizer(optimizer)
                .epochs(2)
                .out(folder.resolve(optimizer))
                .messages(new PrintWriter(messages, true)));
  }

  @Test
  void race_ofOne_findsABetterRateThanTheDefault() throws IOException {
    Outcome outcome = race("sgd");
    assertThat(Double.parseDouble(outcome.values().get("best-validation-loss")))
        .as("the default ends at 2.2")
        .isLessThan(1.5);
    List<String> csv = Files.readAllLines(folder.resolve("sgd/metrics.csv"));
    assertThat(csv).hasSize(5).first().isEqualTo("optimizer,rate,epoch,validation-loss,accuracy");
    assertThat(csv.get(1)).startsWith("sgd,0.001,1,");
    assertThat(csv.get(3)).startsWith("sgd,0.1,1,");
    assertThat(Files.readString(folder.resolve("sgd/report.html")))
        .contains("Validation loss at the tuned rate, places 1 to 1", "Rosenbrock", "Beale")
        .contains("seed 1, 2 epochs of batches of 64", "trainings.*.seed");
    assertThat(folder.resolve("sgd").toFile().list())
        .contains("loss-01.png", "rosenbrock-01.png", "beale-01.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sophia", "adahessian"})
  void race_ofOneThatNeedsTheHessian_isRun(String name) throws IOException {
    Outcome outcome = race(name);
    assertThat(Double.parseDouble(outcome.values().get("best-validation-loss"))).isLessThan(1.0);
    assertThat(Files.readAllLines(folder.resolve(name + "/metrics.csv")).get(1))
        .startsWith(name + ",");
    assertThat(messages.toString()).doesNotContain("diverged");
  }

  @ParameterizedTest
  @EnumSource(Surface.class)
  void surface_slope_isThatOfTheValue(Surface surface) {
    double[] slope = new double[2];
    double[] unused = new double[2];
    double h = 1e-6;
    surface.at(0.3, -0.7, slope);
    assertThat(slope[0])
        .isCloseTo(
            (surface.at(0.3 + h, -0.7, unused) - surface.at(0.3 - h, -0.7, unused)) / (2 * h),
            within(1e-6 * Math.abs(slope[0])));
    assertThat(slope[1])
        .isCloseTo(
            (surface.at(0.3, -0.7 + h, unused) - surface.at(0.3, -0.7 - h, unused)) / (2 * h),
            within(1e-6 * Math.abs(slope[1])));
    assertThat(surface.contours())
        .isNotEmpty()
        .allSatisfy(line -> {
          double level = Double.parseDouble(line.name().replaceAll("level (.*), .*", "$1"));
          for (int i = 0; i < line.x().size(); i++) {
            assertThat(surface.at(line.x().get(i), line.y().get(i), unused))
                .isCloseTo(level, within(1e-6 * level + 1e-9));
          }
        });
  }

  /// One point alone would be drawn as a mark.
  @Test
  void surface_levelOfOnePoint_isNoLine() {
    List<Chart.Line> lines = new ArrayList<>();
    Surface.ROSENBROCK.contour(1e-6, lines); // of the places that are tried, x = 1 alone has it
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Surface.class)
  void surface_minimum_isWhereItShouldBe(Surface surface) {
    double[] slope = new double[2];
    assertThat(surface.at(surface.leastX, surface.leastY, slope)).isZero();
    assertThat(slope[0] * slope[0] + slope[1] * slope[1]).isZero();
    assertThat(surface.background())
        .extracting(Chart.Line::name)
        .contains("minimum (%s, %s)".formatted(surface.leastX, surface.leastY));
  }

  @Test
  void rates_areWrittenShort() {
    assertThat(RaceResult.rate(0.1 * 0.3)).isEqualTo("0.03");
    assertThat(RaceResult.rate(1e-5)).isEqualTo("0.00001");
    assertThat(RaceResult.rate(100)).isEqualTo("100");
    assertThat(RaceResult.rate(Double.NaN)).isEmpty();
  }

  @Test
  void facts_ofSeveralTrainings_sayOnceWhatIsCommon() {
    Map<String, Object> one = Map.of("seed", 1, "optimizer", "a");
    Map<String, Object> two = Map.of("seed", 1, "optimizer", "b");
    assertThat(Facts.of(Map.of("trainings", new TreeMap<>(Map.of("one", one, "two", two)))))
        .containsExactly(
            Map.entry("trainings.*.seed", "1"),
            Map.entry("trainings.one.optimizer", "a"),
            Map.entry("trainings.two.optimizer", "b"));
  }

  @Test
  void walk_downASurface_isTunedToItsRate() {
    SurfaceWalk walk =
        SurfaceWalk.best(new Contender("adam", OptimizerRegistry.discover()), Surface.ROSENBROCK);
    assertThat(walk.value()).isLessThan(0.1);
    assertThat(walk.line().x().getFirst()).isEqualTo(-1.5);
  }
}
