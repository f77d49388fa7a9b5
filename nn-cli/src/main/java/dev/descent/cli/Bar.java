package dev.descent.cli;

import dev.descent.train.Cadence;
import dev.descent.train.EpochReport;
import dev.descent.train.Progress;
import dev.descent.train.TrainingResult;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A bar with loss, metric, samples per second and the time that is left.
final class Bar implements ProgressDisplay {
  private static final long INTERVAL_MILLISECONDS = 100;

  private @Nullable ProgressBar bar;
  private String validation = "";

  @Override
  public Cadence cadence() {
    return Cadence.everyMilliseconds(INTERVAL_MILLISECONDS);
  }

  @Override
  public void start(Progress progress) {
    close();
    validation = "";
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(progress.steps())
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setUpdateIntervalMillis((int) INTERVAL_MILLISECONDS)
            .build();
  }

  @Override
  public void step(Progress progress) {
    if (bar != null) {
      bar.stepTo(progress.step());
      bar.setExtraMessage(
          String.format(
                  Locale.ROOT,
                  "%d/%d loss %s",
                  progress.epoch(),
                  progress.epochs(),
                  ProgressDisplay.number(progress.loss()))
              + (progress.metricName().isEmpty()
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      " %s %s",
                      progress.metricName(),
                      ProgressDisplay.number(progress.metric())))
              + validation
              + String.format(Locale.ROOT, " %,.0f samples/s", progress.samplesPerSecond()));
    }
  }

  @Override
  public void epoch(EpochReport report) {
    for (Map.Entry<String, Double> entry : report.validation().entrySet()) {
      validation =
          String.format(
              Locale.ROOT,
              " validation %s %s",
              entry.getKey(),
              ProgressDisplay.number(entry.getValue()));
    }
  }

  @Override
  public void end(TrainingResult result) {
    if (bar != null) {
      bar.stepTo(result.steps());
    }
    close();
  }

  @Override
  public void failed(RuntimeException cause) {
    close();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
