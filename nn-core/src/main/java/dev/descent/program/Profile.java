package dev.descent.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where the time of steps went: rows whose times add up to that of the steps. Of a program a step
/// is a run; a trainer has rows for the optimizer, the data and the rest as well.
///
/// Prints as a table.
///
/// @param steps the number of steps
/// @param rows by falling time
public record Profile(long steps, List<Row> rows) {
  /// The names of the columns of [#table].
  public static final List<String> HEAD =
      List.of(
          "operation",
          "layer",
          "result",
          "calls",
          "total ms",
          "share %",
          "best us",
          "GFLOP/s",
          "GB/s");

  private static final Profile EMPTY = new Profile(0, List.of());

  /// The time of one kind of work: operations with the same names, layer and result are one row.
  ///
  /// @param operation the operations, joined by `+`, or another name for what was done
  /// @param layer the path of the layer, empty for none
  /// @param result the type of the result, empty for none
  /// @param calls how often it was done
  /// @param nanos the time of all calls
  /// @param best the time of the shortest call
  /// @param flops the useful floating-point operations of all calls, as plans count them
  /// @param bytes the bytes that all calls read and write, as plans count them
  public record Row(
      String operation,
      String layer,
      String result,
      long calls,
      long nanos,
      long best,
      long flops,
      long bytes) {
    /// Returns 10⁹ floating-point operations a second, the mean of all calls.
    public double gigaflops() {
      return nanos == 0 ? 0 : flops / (double) nanos;
    }

    /// Returns 10⁹ bytes a second, the mean of all calls.
    public double gigabytes() {
      return nanos == 0 ? 0 : bytes / (double) nanos;
    }

    private List<String> key() {
      return List.of(operation, layer, result);
    }

    private Row plus(Row other) {
      return new Row(
          operation,
          layer,
          result,
          calls + other.calls,
          nanos + other.nanos,
          Math.min(best, other.best),
          flops + other.flops,
          bytes + other.bytes);
    }
  }

  /// Joins rows of one kind and sorts them.
  public Profile {
    Map<List<String>, Row> kinds = new LinkedHashMap<>();
    rows.forEach(row -> kinds.merge(row.key(), row, Row::plus));
    List<Row> sorted = new ArrayList<>(kinds.values());
    sorted.sort(Comparator.comparingLong(Row::nanos).reversed());
    rows = List.copyOf(sorted);
  }

  /// Returns the profile of something that was not measured: no steps, no rows.
  public static Profile empty() {
    return EMPTY;
  }

  /// Returns whether nothing was measured.
  public boolean isEmpty() {
    return steps == 0;
  }

  /// Returns the time of all rows.
  public long nanos() {
    return rows.stream().mapToLong(Row::nanos).sum();
  }

  /// Returns the rows as text under the names of [#HEAD]; a rate is empty where nothing is counted.
  public List<List<String>> table() {
    long all = Math.max(1, nanos());
    return rows.stream()
        .map(row ->
            List.of(
                row.operation(),
                row.layer(),
                row.result(),
                Long.toString(row.calls()),
                number("%.3f", row.nanos() * 1e-6),
                number("%.1f", 100.0 * row.nanos() / all),
                number("%.2f", row.best() * 1e-3),
                row.flops() == 0 ? "" : number("%.2f", row.gigaflops()),
                row.bytes() == 0 ? "" : number("%.2f", row.gigabytes())))
        .toList();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /// Returns the rows as comma-separated values with whole numbers:
  /// `operation,layer,result,calls,nanos,best_nanos,flops,bytes`.
  public String csv() {
    StringBuilder text =
        new StringBuilder("operation,layer,result,calls,nanos,best_nanos,flops,bytes\n");
    for (Row row : rows) {
      text.append(quoted(row.operation()))
          .append(',')
          .append(quoted(row.layer()))
          .append(',')
          .append(quoted(row.result()))
          .append(',')
          .append(row.calls())
          .append(',')
          .append(row.nanos())
          .append(',')
          .append(row.best())
          .append(',')
          .append(row.flops())
          .append(',')
          .append(row.bytes())
          .append('\n');
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /// Returns a line about the steps and the table.
  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEAD);
    lines.addAll(table());
    int[] widths = new int[HEAD.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d steps, %.3f s, %.1f us each\n",
            steps,
            nanos() * 1e-9,
            nanos() * 1e-3 / Math.max(1, steps)));
    for (List<String> line : lines) {
      StringBuilder one = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - line.get(i).length());
        one.append(i < 3 ? line.get(i) + pad : pad + line.get(i)).append("  ");
      }
      text.append(one.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
