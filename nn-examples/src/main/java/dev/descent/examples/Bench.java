package dev.descent.examples;

import dev.descent.data.spi.Source;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.program.Profile;
import dev.descent.tensor.Tensor;
import dev.descent.train.TrainingResult;
import dev.descent.train.WeightsDigest;
import dev.descent.train.run.Environment;
import dev.descent.train.run.FlightRecording;
import dev.descent.train.run.MetricsCsv;
import dev.descent.train.run.Report;
import dev.descent.train.run.RunDirectory;
import dev.descent.train.run.RunSettings;
import dev.descent.train.run.RunWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What every example does around its training: reads the request, opens the run directory, writes
/// its files.
///
/// All that can be wrong with a request is found before the run directory is made.
final class Bench implements AutoCloseable {
  /// Where the time of steps went, a line for each operation, see [Profile#csv].
  static final String PROFILE = "profile.csv";

  /// The flight recording of a run that was profiled.
  static final String RECORDING = "profile.jfr";

  private final Example example;
  private final Request request;
  private final Setup setup;
  private final RunDirectory directory;
  private final @Nullable FlightRecording recording;
  private final Map<String, String> values = new LinkedHashMap<>();

  private Bench(Example example, Request request, Setup setup, RunDirectory directory) {
    this.example = example;
    this.request = request;
    this.setup = setup;
    this.directory = directory;
    this.recording = request.profile() ? FlightRecording.start() : null;
  }

  /// Opens the bench of a run.
  ///
  /// @param standard the optimizer if the user names none; hyper-parameters that the user sets
  ///   change it
  /// @throws RequestException if the request is wrong
  /// @throws dev.descent.train.run.RunExistsException if the run directory is in use
  /// @throws IOException if there is no run directory to be had
  static Bench open(Example example, Request request, OptimizerConfig standard) throws IOException {
    Setup setup = Setup.of(request, standard);
    RunDirectory directory =
        request.out().isPresent()
            ? RunDirectory.open(request.out().get(), request.overwrite())
            : RunDirectory.fresh(
                Path.of("runs"), example.name(), LocalDateTime.now(ZoneId.systemDefault()));
    try {
      return new Bench(example, request, setup, directory);
    } catch (RuntimeException e) {
      directory.discardIfEmpty();
      throw e;
    }
  }

  /// Returns what the request says about training.
  Setup setup() {
    return setup;
  }

  /// Adds a number to the outcome.
  void value(String name, double number) {
    values.put(name, String.format(Locale.ROOT, "%.6g", number));
  }

  /// Adds a number from 0 to 1 to the outcome.
  void share(String name, double number) {
    values.put(name, String.format(Locale.ROOT, "%.4f", number));
  }

  /// Adds a count to the outcome.
  void count(String name, long number) {
    values.put(name, Long.toString(number));
  }

  /// Starts the report with what is known so far.
  Report report(String summary) {
    Report report = new Report(example.name(), summary);
    values.forEach((name, value) -> report.figure(name.replace('-', ' '), value));
    return report;
  }

  /// Starts the report of a run with one training.
  Report report(String summary, TrainingResult result) {
    return report(summary)
        .figure("training", String.format(Locale.ROOT, "%.2f s", result.seconds()))
        .curves(result.history());
  }

  /// Writes the files of a run with one training.
  ///
  /// @param sources the data: what was trained on, chosen by and tested with
  Outcome finish(TrainingResult result, Report report, Source... sources) throws IOException {
    report.model(result.model());
    report.text("Plan of a training step", result.plan().toString());
    Map<String, byte[]> others = new LinkedHashMap<>();
    if (!result.profile().isEmpty()) {
      report.table("Profile of training steps", Profile.HEAD, result.profile().table());
    }
    if (recording != null) {
      request.messages().print(result.profile());
      request.messages().flush();
      others.put(PROFILE, result.profile().csv().getBytes(StandardCharsets.UTF_8));
      others.put(RECORDING, recording.stop());
    }
    return finish(
        result.configuration(),
        result.model().tensors(),
        MetricsCsv.of(result.history()),
        others,
        report,
        sources);
  }

  /// Writes the files of a run, unless it has been stopped: then none.
  Outcome finish(
      Map<String, ?> facts,
      Map<String, Tensor> tensors,
      String metrics,
      Map<String, byte[]> others,
      Report report,
      Source... sources)
      throws IOException {
    if (request.cancellation().requested()) {
      throw new CancellationException("the run was stopped after training");
    }
    values.put("weights-sha256", WeightsDigest.sha256(tensors));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("example", example.name());
    config.put("results", values);
    config.putAll(RunSettings.of(facts, sources));
    Map<String, ?> data = RunSettings.data(sources);
    report
        .facts("Configuration", Facts.of(facts))
        .facts("Data", Facts.of(data))
        .facts("Environment", Environment.describe());
    RunWriter.write(directory, config, tensors, metrics, others, report);
    return new Outcome(values, directory.path());
  }

  /// Leaves no empty folder behind.
  @Override
  public void close() throws IOException {
    if (recording != null) {
      recording.close();
    }
    directory.discardIfEmpty();
  }
}
