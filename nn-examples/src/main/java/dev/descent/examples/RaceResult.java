package dev.descent.examples;

import dev.descent.train.EpochReport;
import dev.descent.train.TrainingResult;
import dev.descent.train.run.Chart;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an optimizer has made of the network.
///
/// @param name the optimizer
/// @param standardRate its default learning rate, NaN if it has none
/// @param standard the training at its defaults, null if it diverged
/// @param tunedRate the learning rate with the lowest validation loss, NaN if it has none
/// @param tuned the training at that rate, null if all diverged
record RaceResult(
    String name,
    double standardRate,
    @Nullable TrainingResult standard,
    double tunedRate,
    @Nullable TrainingResult tuned) {
  static final List<String> HEAD =
      List.of(
          "optimizer",
          "default rate",
          "validation loss",
          "accuracy",
          "tuned rate",
          "validation loss",
          "accuracy",
          "µs a step");

  /// Returns the validation loss after the last epoch, infinite if there is none.
  static double loss(@Nullable TrainingResult result) {
    double loss = value(result, EpochReport.LOSS, Double.POSITIVE_INFINITY);
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }

  static double accuracy(@Nullable TrainingResult result) {
    return value(result, "accuracy", Double.NaN);
  }

  private static double value(@Nullable TrainingResult result, String name, double none) {
    return result == null ? none : result.history().getLast().validation().getOrDefault(name, none);
  }

  double tunedLoss() {
    return loss(tuned);
  }

  List<String> cells() {
    TrainingResult run = tuned == null ? standard : tuned;
    return List.of(
        name,
        rate(standardRate),
        number("%.4f", loss(standard)),
        number("%.4f", accuracy(standard)),
        rate(tunedRate),
        number("%.4f", loss(tuned)),
        number("%.4f", accuracy(tuned)),
        run == null ? "" : number("%.0f", run.seconds() * 1e6 / run.steps()));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value)
        ? ""
        : Double.isInfinite(value) ? "diverged" : String.format(Locale.ROOT, format, value);
  }

  /// Returns a learning rate with four digits at most, nothing for none.
  static String rate(double value) {
    return Double.isNaN(value)
        ? ""
        : new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /// Returns the validation loss by epochs, empty if there is none.
  List<Chart.Line> curve() {
    TrainingResult result = tuned;
    if (result == null) {
      return List.of();
    }
    List<Double> epochs = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (EpochReport epoch : result.history()) {
      epochs.add((double) epoch.epoch());
      losses.add(epoch.validation().getOrDefault(EpochReport.LOSS, Double.NaN));
    }
    String label = Double.isNaN(tunedRate) ? name : name + ", " + rate(tunedRate);
    return List.of(new Chart.Line(label, epochs, losses));
  }

  /// Returns all curves as comma-separated values.
  static String csv(List<RaceResult> results) {
    StringBuilder text = new StringBuilder("optimizer,rate,epoch,validation-loss,accuracy\n");
    for (RaceResult one : results) {
      add(text, one.name, one.standardRate, one.standard);
      if (one.tunedRate != one.standardRate && !Double.isNaN(one.tunedRate)) {
        add(text, one.name, one.tunedRate, one.tuned);
      }
    }
    return text.toString();
  }

  private static void add(
      StringBuilder text, String name, double rate, @Nullable TrainingResult result) {
    if (result != null) {
      for (EpochReport epoch : result.history()) {
        text.append(name)
            .append(',')
            .append(Double.isNaN(rate) ? "" : Double.toString(rate))
            .append(',')
            .append(epoch.epoch())
            .append(',')
            .append(epoch.validation().get(EpochReport.LOSS))
            .append(',')
            .append(epoch.validation().get("accuracy"))
            .append('\n');
      }
    }
  }
}
