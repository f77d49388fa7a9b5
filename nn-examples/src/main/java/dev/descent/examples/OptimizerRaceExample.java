package dev.descent.examples;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.data.Split;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.loss.CrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.engine.NonFiniteException;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Tensor;
import dev.descent.train.TrainingResult;
import dev.descent.train.metric.Metrics;
import dev.descent.train.run.Chart;
import dev.descent.train.run.ChartPainter;
import dev.descent.train.run.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Every optimizer that was found trains the same network from the same weights on the same
/// batches, at its default learning rate and at the best of seven, and walks down two surfaces.
///
/// Rates are compared by the loss on validation data; there is no test set, as nothing is claimed
/// of the network.
final class OptimizerRaceExample implements Example {
  private static final int EPOCHS = 10;
  private static final int BATCH = 64;
  private static final int LINES = 6; // in a picture
  private static final List<Double> FACTORS = List.of(0.1, 0.3, 3.0, 10.0, 30.0, 100.0);

  @Override
  public String name() {
    return "optimizer-race";
  }

  @Override
  public String summary() {
    return "every optimizer on one network, at its default and a tuned rate, and on two surfaces";
  }

  @Override
  public Set<Option> options() {
    return EnumSet.complementOf(
        EnumSet.of(
            Option.SET, Option.OPTIMIZER_FILE, Option.TRANSFORM, Option.PLAN, Option.PROFILE));
  }

  static Layer network() {
    return Sequential.of(new Linear(32), new Relu(), new Linear(10));
  }

  @Override
  public Outcome run(Request request) throws IOException {
    try (Bench bench = Bench.open(this, request, new AdamConfig())) {
      List<Contender> contenders = contenders(request);
      long seed = request.seedOr(1);
      Split<Dataset> digits = DigitsExample.scaled(ExampleData.digits()).split(0.2, 0, seed);
      List<RaceResult> results = new ArrayList<>();
      for (Contender contender : contenders) {
        results.add(race(contender, bench, digits, seed, request.epochsOr(EPOCHS)));
      }
      results.sort(Comparator.comparingDouble(RaceResult::tunedLoss));
      return finish(bench, request, results, contenders, digits);
    }
  }

  private static List<Contender> contenders(Request request) {
    OptimizerRegistry registry = Wiring.of(request.plugins(), request.listeners()).optimizers();
    List<String> names =
        request
            .optimizer()
            .map(List::of)
            .orElseGet(() ->
                registry.entries().stream()
                    .filter(entry -> entry.kind() == OptimizerEntry.Kind.OPTIMIZER)
                    .map(OptimizerEntry::name)
                    .toList());
    return names.stream().map(name -> new Contender(name, registry)).toList();
  }

  private static RaceResult race(
      Contender contender, Bench bench, Split<Dataset> data, long seed, int epochs) {
    double standardRate = contender.rate().orElse(Double.NaN);
    TrainingResult standard = train(contender.standard(), bench, data, seed, epochs).orElse(null);
    TrainingResult best = standard;
    double bestRate = standardRate;
    if (contender.hasRate()) {
      for (double factor : FACTORS) {
        double rate = standardRate * factor;
        TrainingResult next = train(contender.at(rate), bench, data, seed, epochs).orElse(null);
        if (RaceResult.loss(next) < RaceResult.loss(best)) {
          best = next;
          bestRate = rate;
        }
      }
    }
    return new RaceResult(contender.name(), standardRate, standard, bestRate, best);
  }

  private static Optional<TrainingResult> train(
      OptimizerConfig config, Bench bench, Split<Dataset> data, long seed, int epochs) {
    try {
      return Optional.of(
          bench
              .setup()
              .trainer(network(), new CrossEntropy())
              .optimizer(config)
              .data(Pipeline.of(data.train()).shuffle(seed).batch(BATCH, Remainder.DROP))
              .validation(Pipeline.of(data.validation()))
              .metric(Metrics.accuracy())
              .trainingMetrics(false)
              .epochs(epochs)
              .train());
    } catch (NonFiniteException e) {
      return Optional.empty();
    }
  }

  private Outcome finish(
      Bench bench,
      Request request,
      List<RaceResult> results,
      List<Contender> contenders,
      Split<Dataset> digits)
      throws IOException {
    List<List<String>> table = results.stream().map(RaceResult::cells).toList();
    List<List<String>> lines = new ArrayList<>(List.of(RaceResult.HEAD));
    lines.addAll(table);
    TextTable.print(request.messages(), "", 1, lines);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, Object> trainings = new LinkedHashMap<>();
    for (RaceResult one : results) {
      TrainingResult tuned = one.tuned();
      if (tuned != null) {
        trainings.put(one.name(), tuned.configuration());
        tuned.model().tensors().forEach((path, t) -> tensors.put(one.name() + "." + path, t));
      }
    }
    bench.count("optimizers", results.size());
    bench.value("best-validation-loss", results.getFirst().tunedLoss());
    Report report =
        bench
            .report(about(request.seedOr(1), request.epochsOr(EPOCHS)))
            .table("Race", RaceResult.HEAD, table);
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    List<Chart.Line> curves = results.stream().flatMap(one -> one.curve().stream()).toList();
    add(
        "loss",
        "Validation loss at the tuned rate",
        "epoch",
        "loss",
        curves,
        List.of(),
        report,
        pictures);
    for (Surface surface : Surface.values()) {
      walk(surface, contenders, report, pictures);
    }
    return bench.finish(
        Map.of("trainings", trainings),
        tensors,
        RaceResult.csv(results),
        pictures,
        report,
        digits.train(),
        digits.validation());
  }

  /// What a reader has to know of the figures.
  private static String about(long seed, int epochs) {
    return """
    Every optimizer trains one network (64-32-10 units, ReLU) on the digits, from the same \
    weights on the same batches: seed %d, %d epochs of batches of %d. Its learning rate is its \
    default, and the best of that times 1, %s by the loss on the validation data after the last \
    epoch; legends have that rate. On each surface it makes %d steps from one start, at the best \
    of the rates %s.\
    """
        .formatted(seed, epochs, BATCH, join(FACTORS), SurfaceWalk.STEPS, join(SurfaceWalk.RATES));
  }

  private static String join(List<Double> numbers) {
    return numbers.stream().map(RaceResult::rate).collect(Collectors.joining(", "));
  }

  private static void walk(
      Surface surface, List<Contender> contenders, Report report, Map<String, byte[]> pictures) {
    List<SurfaceWalk> walks =
        contenders.stream()
            .map(contender -> SurfaceWalk.best(contender, surface))
            .sorted(Comparator.comparingDouble(SurfaceWalk::value))
            .toList();
    report.table(
        surface.title + ", " + SurfaceWalk.STEPS + " steps",
        List.of("optimizer", "rate", "value at the end"),
        walks.stream().map(SurfaceWalk::cells).toList());
    add(
        surface.title.toLowerCase(Locale.ROOT),
        surface.title + " (gray: " + join(Surface.LEVELS) + ")",
        "x",
        "y",
        walks.stream().map(SurfaceWalk::line).toList(),
        surface.background(),
        report,
        pictures);
  }

  /// Adds a picture for every few lines, all over the same background.
  private static void add(
      String file,
      String title,
      String x,
      String y,
      List<Chart.Line> lines,
      List<Chart.Line> background,
      Report report,
      Map<String, byte[]> pictures) {
    for (int i = 0; i < lines.size(); i += LINES) {
      List<Chart.Line> some = lines.subList(i, Math.min(i + LINES, lines.size()));
      List<Chart.Line> all = new ArrayList<>(background);
      all.addAll(some);
      String name = title + ", places " + (i + 1) + " to " + (i + some.size());
      boolean logarithmic = background.isEmpty() && Chart.spreads(some);
      Chart chart = new Chart(name, x, y, false, logarithmic, all);
      report.chart(chart);
      pictures.put("%s-%02d.png".formatted(file, i / LINES + 1), ChartPainter.png(chart));
    }
  }
}
