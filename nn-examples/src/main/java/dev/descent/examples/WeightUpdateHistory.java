package dev.descent.examples;

import dev.descent.train.EpochReport;
import dev.descent.train.TrainingResult;
import dev.descent.train.run.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the trainings of [WeightUpdateExample] have to show: rows of its table, history, charts.
final class WeightUpdateHistory {
  static final List<String> HEAD =
      List.of(
          "network",
          "update",
          "rate",
          "updates",
          "epochs",
          "samples",
          "seconds",
          "train MSE",
          "test MSE");

  private WeightUpdateHistory() {}

  /// One training of a network with a form, and the errors it ended with.
  record Row(
      WeightUpdateExample.Net net,
      WeightUpdateExample.Form form,
      TrainingResult result,
      double train,
      double test) {}

  private static double error(EpochReport epoch) {
    return epoch.validation().getOrDefault(EpochReport.LOSS, Double.NaN);
  }

  /// Returns the history of all six trainings as comma-separated values: the mean squared error
  /// over all training samples after each epoch.
  static String csv(List<Row> rows) {
    StringBuilder text = new StringBuilder("network,update,epoch,samples,train-mse\n");
    for (Row row : rows) {
      for (EpochReport epoch : row.result().history()) {
        text.append(row.net().key())
            .append(',')
            .append(row.form().key())
            .append(',')
            .append(epoch.epoch())
            .append(',')
            .append(epoch.samples())
            .append(',')
            .append(error(epoch))
            .append('\n');
      }
    }
    return text.toString();
  }

  static List<String> cells(Row row) {
    TrainingResult result = row.result();
    return List.of(
        row.net().title,
        row.form().title,
        Double.toString(row.net().pace(row.form()).rate()),
        String.format(Locale.ROOT, "%,d", result.steps()),
        String.format(Locale.ROOT, "%,d", row.net().pace(row.form()).epochs()),
        String.format(Locale.ROOT, "%,d", result.samples()),
        String.format(Locale.ROOT, "%.3f", result.seconds()),
        number(row.train()),
        number(row.test()));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  static Chart chart(WeightUpdateExample.Net net, List<Row> rows) {
    List<Chart.Line> lines = new ArrayList<>();
    for (Row row : rows) {
      if (row.net() == net) {
        List<Double> samples = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (EpochReport epoch : row.result().history()) {
          samples.add((double) epoch.samples());
          losses.add(error(epoch));
        }
        lines.add(new Chart.Line(row.form().title, samples, losses));
      }
    }
    return new Chart(
        "Loss of the " + net.title + " network",
        "samples seen",
        "mean squared error over all training samples",
        true,
        false,
        lines);
  }
}
