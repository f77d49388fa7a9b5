package dev.descent.train.run;

import dev.descent.train.EpochReport;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// The history of a training as comma-separated values: one line for each epoch.
public final class MetricsCsv {
  private MetricsCsv() {}

  /// Returns the file's text. Columns are `epoch,step,samples,seconds`, then `train-…` and
  /// `validation-…`.
  public static String of(List<EpochReport> history) {
    StringBuilder text = new StringBuilder();
    if (history.isEmpty()) {
      return "epoch,step,samples,seconds\n";
    }
    EpochReport first = history.getFirst();
    StringJoiner head = new StringJoiner(",", "", "\n");
    head.add("epoch").add("step").add("samples").add("seconds");
    first.training().keySet().forEach(name -> head.add("train-" + name));
    first.validation().keySet().forEach(name -> head.add("validation-" + name));
    text.append(head);
    for (EpochReport report : history) {
      StringJoiner line = new StringJoiner(",", "", "\n");
      line.add(Integer.toString(report.epoch()))
          .add(Long.toString(report.step()))
          .add(Long.toString(report.samples()))
          .add(Double.toString(Math.rint(report.seconds() * 1e6) / 1e6));
      add(line, first.training(), report.training());
      add(line, first.validation(), report.validation());
      text.append(line);
    }
    return text.toString();
  }

  private static void add(
      StringJoiner line, Map<String, Double> columns, Map<String, Double> values) {
    for (String name : columns.keySet()) {
      line.add(Double.toString(values.getOrDefault(name, Double.NaN)));
    }
  }
}
