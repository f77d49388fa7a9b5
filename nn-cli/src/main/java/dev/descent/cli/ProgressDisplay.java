package dev.descent.cli;

import dev.descent.train.Cadence;
import dev.descent.train.EpochReport;
import dev.descent.train.Progress;
import dev.descent.train.TrainingListener;
import dev.descent.train.TrainingResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// Shows training to people: as a bar on a terminal, as plain lines elsewhere.
interface ProgressDisplay extends TrainingListener, AutoCloseable {
  /// Returns what suits standard error. The launcher says whether that is a terminal, as only it
  /// can tell.
  static ProgressDisplay of(PrintWriter err) {
    return Boolean.getBoolean("descent.terminal") ? new Bar() : new Lines(err);
  }

  @Override
  void close();

  /// A line now and then: the first epoch, then at most one a second. Each has loss, metrics,
  /// samples per second and the time that is left.
  final class Lines implements ProgressDisplay {
    private static final long INTERVAL = 1_000_000_000;

    private final PrintWriter err;
    private long last = System.nanoTime();
    private int epochs;
    private long steps;
    private String validation = "";

    Lines(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void start(Progress progress) {
      epochs = progress.epochs();
      steps = progress.steps();
      validation = "";
      last = System.nanoTime();
    }

    @Override
    public Cadence cadence() {
      return Cadence.everyMilliseconds(5000);
    }

    @Override
    public void step(Progress progress) {
      last = System.nanoTime();
      String metric =
          progress.metricName().isEmpty()
              ? ""
              : "  " + progress.metricName() + " " + number(progress.metric());
      print(
          String.format(
              Locale.ROOT,
              "epoch %d of %d, step %,d of %,d  loss %s",
              progress.epoch(),
              progress.epochs(),
              progress.step(),
              progress.steps(),
              number(progress.loss())),
          metric + validation,
          progress.samplesPerSecond(),
          progress.secondsLeft());
    }

    @Override
    public void epoch(EpochReport report) {
      validation = values("validation ", report.validation());
      long now = System.nanoTime();
      if (report.epoch() > 1 && report.epoch() < epochs && now - last < INTERVAL) {
        return;
      }
      last = now;
      print(
          String.format(Locale.ROOT, "epoch %d of %d", report.epoch(), epochs),
          values("", report.training()) + validation,
          report.samples() / Math.max(1e-9, report.seconds()),
          report.seconds() / Math.max(1, report.step()) * (steps - report.step()));
    }

    private void print(String where, String values, double samplesPerSecond, double secondsLeft) {
      err.println(
          String.format(
              Locale.ROOT,
              "%s%s  %,.0f samples/s  %s left",
              where,
              values,
              samplesPerSecond,
              duration(secondsLeft)));
      err.flush();
    }

    @Override
    public void end(TrainingResult result) {
      if (result.stoppedEarly()) {
        err.println("stopped early: epoch " + result.bestEpoch() + " was the best");
      }
      err.println(
          String.format(
              Locale.ROOT, "trained %,d steps in %s", result.steps(), duration(result.seconds())));
      err.flush();
    }

    @Override
    public void close() {
      err.flush();
    }

    private static String values(String prefix, Map<String, Double> values) {
      StringJoiner text = new StringJoiner("  ", "  ", "").setEmptyValue("");
      values.forEach((name, value) -> text.add(prefix + name + " " + number(value)));
      return text.toString();
    }
  }

  /// Returns a number with four digits behind the point, or as a power of ten where those say
  /// nothing.
  static String number(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e6) || !Double.isFinite(value);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
  }

  /// Returns a duration as people say it.
  static String duration(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }
}
