package dev.descent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Split;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.SgdConfig;
import dev.descent.train.Cancellation;
import dev.descent.train.Trainer;
import dev.descent.train.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightUpdateTest {
  @TempDir private Path folder;

  /// One step of gradient descent on a sigmoid unit is w − rate · (2/n) Σ (ŷₖ − yₖ)·f′(netₖ)·xₖᵢ,
  /// written out here.
  @Test
  void update_sigmoidUnit_isTheFormula() {
    float[] x = {0.5f, -1, 2, 0.25f, -0.75f, 1.5f, 1, 1};
    float[] y = {0, 1, 1, 0};
    double rate = 0.5;
    Trainer trainer =
        Trainer.of(Sequential.of(new Linear(1), new Sigmoid()), new MeanSquaredError())
            .data(Pipeline.of(Dataset.regression("four points", x, y)));
    float[] before = trainer.optimizer(SgdConfig.of(0)).steps(1).train().model().weights();
    TrainingResult result = trainer.optimizer(SgdConfig.of(rate)).steps(1).train();
    int weight = result.model().layout().slice("0.weight").offset();
    int bias = result.model().layout().slice("0.bias").offset();
    double[] gradient = new double[3];
    for (int k = 0; k < 4; k++) {
      double net = before[weight] * x[2 * k] + before[weight + 1] * x[2 * k + 1] + before[bias];
      double predicted = 1 / (1 + StrictMath.exp(-net));
      double common = 2.0 / 4 * (predicted - y[k]) * predicted * (1 - predicted);
      gradient[0] += common * x[2 * k];
      gradient[1] += common * x[2 * k + 1];
      gradient[2] += common;
    }
    float[] after = result.model().weights();
    // Rounding of a handful of float operations on numbers of size 1.
    assertThat((double) after[weight]).isCloseTo(before[weight] - rate * gradient[0], within(1e-6));
    assertThat((double) after[weight + 1])
        .isCloseTo(before[weight + 1] - rate * gradient[1], within(1e-6));
    assertThat((double) after[bias]).isCloseTo(before[bias] - rate * gradient[2], within(1e-6));
  }

  @Test
  void forms_diabetes_eachLowersTheLoss() throws IOException {
    Split<Dataset> data = WeightUpdateExample.standardized(ExampleData.diabetes().split(0, 0.2, 1));
    for (WeightUpdateExample.Net net : WeightUpdateExample.Net.values()) {
      for (WeightUpdateExample.Form form : WeightUpdateExample.Form.values()) {
        Trainer trainer =
            Trainer.of(net.layer(), new MeanSquaredError())
                .data(form.batches(data.train(), 1))
                .threads(1);
        double before = error(trainer.optimizer(SgdConfig.of(0)).steps(1).train(), data.train());
        double after =
            error(
                trainer.optimizer(SgdConfig.of(net.pace(form).rate())).epochs(5).train(),
                data.train());
        assertThat(after).as("%s, %s", net, form).isLessThan(before);
      }
    }
  }

  @Test
  void forms_epoch_makesTheUpdatesThatTheyAreNamedFor() throws IOException {
    Dataset data = ExampleData.diabetes();
    assertThat(WeightUpdateExample.Form.GRADIENT_DESCENT.batches(data, 1).steps()).isEqualTo(1);
    assertThat(WeightUpdateExample.Form.STOCHASTIC.batches(data, 1).steps()).isEqualTo(442);
    assertThat(WeightUpdateExample.Form.MINI_BATCH.batches(data, 1).steps()).isEqualTo(442 / 32);
    assertThat(WeightUpdateExample.Form.MINI_BATCH.batches(data, 1).samples())
        .isEqualTo(442 / 32 * 32);
  }

  @Test
  void run_gradientDescent_reachesLeastSquares() throws IOException {
    StringWriter messages = new StringWriter();
    Outcome outcome =
        new WeightUpdateExample()
            .run(
                new Request()
                    .threads(1)
                    .out(folder.resolve("run"))
                    .messages(new PrintWriter(messages, true)));
    double descent = value(outcome, "linear-gradient-descent-train-mse");
    double exact = value(outcome, "linear-least-squares-train-mse");
    assertThat(descent / exact).isCloseTo(1, within(1e-4));
    assertThat(value(outcome, "linear-stochastic-gradient-descent-train-mse"))
        .isCloseTo(exact, within(0.05));
    assertThat(value(outcome, "linear-mini-batch-gradient-descent-train-mse"))
        .isCloseTo(exact, within(0.05));
    assertThat(messages.toString())
        .contains("network", "updates", "samples", "train MSE", "least squares, solved");
    assertThat(folder.resolve("run/loss-linear.png")).exists();
    assertThat(folder.resolve("run/loss-tanh.png")).exists();
    assertThat(Files.readAllLines(folder.resolve("run/metrics.csv")))
        .hasSize(1 + 4000 + 60 + 300 + 1000 + 60 + 200)
        .startsWith("network,update,epoch,samples,train-mse");
    assertThat(lastErrors(folder.resolve("run/metrics.csv")))
        .hasSize(6)
        .allSatisfy((name, error) ->
            assertThat(error).as(name).isEqualTo(outcome.values().get(name + "-train-mse")));
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("Model of the linear network", "Model of the 10-16-1 tanh network", "[16, 10]");
  }

  /// Returns the last value of each training in a file of metrics, as the outcome writes it.
  private static Map<String, String> lastErrors(Path file) throws IOException {
    Map<String, String> errors = new LinkedHashMap<>();
    Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(cells ->
            errors.put(
                cells[0] + "-" + cells[1],
                String.format(Locale.ROOT, "%.6g", Double.parseDouble(cells[4]))));
    return errors;
  }

  @Test
  void run_stoppedAfterTraining_writesNothing() {
    Cancellation cancellation = new Cancellation();
    PrintWriter whenTheTableIsPrinted =
        new PrintWriter(Writer.nullWriter()) {
          @Override
          public void println(String line) {
            cancellation.cancel();
          }
        };
    assertThatThrownBy(() ->
            new WeightUpdateExample()
                .run(
                    new Request()
                        .threads(1)
                        .out(folder.resolve("run"))
                        .messages(whenTheTableIsPrinted)
                        .cancellation(cancellation)))
        .isInstanceOf(CancellationException.class);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void leastSquares_exactLine_isFound() {
    LeastSquares line = LeastSquares.solve(new float[] {0, 1, 2, 3}, new float[] {1, 3, 5, 7});
    assertThat(line.weights()[0]).isCloseTo(2, within(1e-12));
    assertThat(line.weights()[1]).isCloseTo(1, within(1e-12));
    assertThat(line.error()).isCloseTo(0, within(1e-20));
  }

  @Test
  void leastSquares_dependentFeatures_areRefused() {
    assertThatThrownBy(
            () -> LeastSquares.solve(new float[] {1, 2, 2, 4, 3, 6}, new float[] {1, 2, 3}))
        .hasMessage(
            "least squares needs independent features, column 1 depends on those before it");
  }

  private static double error(TrainingResult result, Dataset data) {
    return result.model().evaluate(Pipeline.of(data), List.of()).getOrDefault("loss", Double.NaN);
  }

  private static double value(Outcome outcome, String name) {
    return Double.parseDouble(outcome.values().getOrDefault(name, "NaN"));
  }
}
