package dev.descent.examples;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.data.Split;
import dev.descent.data.Standardizer;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.SgdConfig;
import dev.descent.tensor.Tensor;
import dev.descent.train.EpochReport;
import dev.descent.train.TrainingResult;
import dev.descent.train.run.Chart;
import dev.descent.train.run.ChartPainter;
import dev.descent.train.run.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The weight update in its three classical forms, side by side.
///
/// ```
/// E = (1/n) Σ (ŷₖ − yₖ)²          ∂E/∂wᵢ = (2/n) Σ (ŷₖ − yₖ)·f′(netₖ)·xₖᵢ          w ← w − rate·∂E/∂w
///
/// gradient descent             one update for each pass: the sum runs over all n samples
/// stochastic gradient descent  one update for each sample, in a new random order in every pass: n = 1
/// mini-batch gradient descent  one update for each batch of b samples: n = b
/// ```
///
/// Mini-batches are equal: of the shuffled order, the n mod b samples that fill no batch are left
/// out of that pass. As the order is new in every pass, it is others each time.
final class WeightUpdateExample implements Example {
  static final int BATCH = 32;
  private static final double TEST_SHARE = 0.2;

  /// One of the three forms.
  enum Form {
    GRADIENT_DESCENT("gradient descent"),
    STOCHASTIC("stochastic gradient descent"),
    MINI_BATCH("mini-batch gradient descent");

    final String title;

    Form(String title) {
      this.title = title;
    }

    String key() {
      return title.replace(' ', '-');
    }

    /// Returns the batches of this form.
    Pipeline batches(Dataset data, long seed) {
      return switch (this) {
        case GRADIENT_DESCENT -> Pipeline.of(data);
        case STOCHASTIC -> Pipeline.of(data).shuffle(seed).batch(1, Remainder.DROP);
        case MINI_BATCH -> Pipeline.of(data).shuffle(seed).batch(BATCH, Remainder.DROP);
      };
    }
  }

  /// How fast and how long a form trains a network.
  record Pace(double rate, int epochs) {}

  /// One of the two networks.
  enum Net {
    LINEAR("linear"),
    TANH("10-16-1 tanh");

    final String title;

    Net(String title) {
      this.title = title;
    }

    String key() {
      return this == LINEAR ? "linear" : "tanh";
    }

    Layer layer() {
      return this == LINEAR
          ? Sequential.of(new Linear(1))
          : Sequential.of(new Linear(16), new Tanh(), new Linear(1));
    }

    Pace pace(Form form) {
      boolean linear = this == LINEAR;
      return switch (form) {
        case GRADIENT_DESCENT -> linear ? new Pace(0.2, 4000) : new Pace(0.1, 1000);
        case STOCHASTIC -> linear ? new Pace(0.001, 60) : new Pace(0.005, 60);
        case MINI_BATCH -> linear ? new Pace(0.02, 300) : new Pace(0.03, 200);
      };
    }
  }

  @Override
  public String name() {
    return "weight-update";
  }

  @Override
  public String summary() {
    return "gradient descent, stochastic and mini-batch, on the diabetes data, against least"
        + " squares";
  }

  @Override
  public Set<Option> options() {
    return EnumSet.of(Option.SEED, Option.THREADS, Option.OUT, Option.OVERWRITE);
  }

  @Override
  public Outcome run(Request request) throws IOException {
    try (Bench bench = Bench.open(this, request, new SgdConfig())) {
      long seed = request.seedOr(1);
      Split<Dataset> data = standardized(ExampleData.diabetes().split(0, TEST_SHARE, seed));
      LeastSquares exact =
          LeastSquares.solve(
              data.train().field("input").toFloats(), data.train().field("target").toFloats());
      List<WeightUpdateHistory.Row> rows = new ArrayList<>();
      for (Net net : Net.values()) {
        for (Form form : Form.values()) {
          rows.add(train(bench, net, form, data, seed));
        }
      }
      return finish(bench, request, rows, exact, data);
    }
  }

  /// Brings features and targets to mean 0 and deviation 1, as measured on the training part alone.
  static Split<Dataset> standardized(Split<Dataset> raw) {
    Standardizer inputs = Standardizer.fit(raw.train(), "input");
    Standardizer targets = Standardizer.fit(raw.train(), "target");
    return new Split<>(
        raw.train().map(inputs, targets), raw.validation(), raw.test().map(inputs, targets));
  }

  /// Trains, and takes the loss over all training samples after each epoch: what the update has
  /// made of the weights, the same for all three forms. (The mean of the losses on the way is that
  /// of weights that move.)
  private static WeightUpdateHistory.Row train(
      Bench bench, Net net, Form form, Split<Dataset> data, long seed) {
    TrainingResult result =
        bench
            .setup()
            .trainer(net.layer(), new MeanSquaredError())
            .optimizer(SgdConfig.of(net.pace(form).rate()))
            .data(form.batches(data.train(), seed))
            .validation(Pipeline.of(data.train()))
            .epochs(net.pace(form).epochs())
            .train();
    return new WeightUpdateHistory.Row(
        net, form, result, error(result, data.train()), error(result, data.test()));
  }

  private static double error(TrainingResult result, Dataset data) {
    return result
        .model()
        .evaluate(Pipeline.of(data), List.of())
        .getOrDefault(EpochReport.LOSS, Double.NaN);
  }

  private Outcome finish(
      Bench bench,
      Request request,
      List<WeightUpdateHistory.Row> rows,
      LeastSquares exact,
      Split<Dataset> data)
      throws IOException {
    List<List<String>> table = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (WeightUpdateHistory.Row row : rows) {
      table.add(WeightUpdateHistory.cells(row));
      bench.value(row.net().key() + "-" + row.form().key() + "-train-mse", row.train());
      bench.value(row.net().key() + "-" + row.form().key() + "-test-mse", row.test());
      row.result()
          .model()
          .tensors()
          .forEach((path, tensor) ->
              tensors.put(row.net().key() + "." + row.form().key() + "." + path, tensor));
    }
    table.add(
        List.of(
            "linear",
            "least squares, solved",
            "",
            "",
            "",
            "",
            "",
            WeightUpdateHistory.number(exact.error()),
            WeightUpdateHistory.number(
                exact.error(
                    data.test().field("input").toFloats(),
                    data.test().field("target").toFloats()))));
    bench.value("linear-least-squares-train-mse", exact.error());
    List<List<String>> lines = new ArrayList<>(List.of(WeightUpdateHistory.HEAD));
    lines.addAll(table);
    TextTable.print(request.messages(), "", 2, lines);
    Report report =
        bench
            .report(
                summary()
                    + ". After each epoch the loss over all training samples is taken, which the"
                    + " seconds include.")
            .table("Updates", WeightUpdateHistory.HEAD, table);
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    for (Net net : Net.values()) {
      Chart chart = WeightUpdateHistory.chart(net, rows);
      report.chart(chart);
      pictures.put("loss-" + net.key() + ".png", ChartPainter.png(chart));
    }
    for (Net net : Net.values()) {
      rows.stream()
          .filter(row -> row.net() == net)
          .findFirst()
          .ifPresent(
              row -> report.model("Model of the " + net.title + " network", row.result().model()));
    }
    Map<String, Object> trainings = new LinkedHashMap<>();
    for (WeightUpdateHistory.Row row : rows) {
      trainings.put(row.net().key() + "." + row.form().key(), row.result().configuration());
    }
    return bench.finish(
        Map.of("trainings", trainings),
        tensors,
        WeightUpdateHistory.csv(rows),
        pictures,
        report,
        data.train(),
        data.test());
  }
}
