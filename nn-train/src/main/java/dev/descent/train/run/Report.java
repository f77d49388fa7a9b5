package dev.descent.train.run;

import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.train.EpochReport;
import dev.descent.train.TrainedModel;
import dev.descent.train.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A page about a run, whole in one file: pictures are inside, and it loads nothing from anywhere.
///
/// Sections appear in the order in which they are added.
public final class Report {
  private final String title;
  private final String summary;
  private final StringBuilder figures = new StringBuilder();
  private final StringBuilder sections = new StringBuilder();

  /// Starts an empty page.
  ///
  /// @param title what was run
  /// @param summary a sentence about it
  public Report(String title, String summary) {
    this.title = title;
    this.summary = summary;
  }

  /// Adds a number to the row at the top.
  public Report figure(String name, String value) {
    figures
        .append("<div class=\"figure\"><b>")
        .append(Html.escape(value))
        .append("</b><span>")
        .append(Html.escape(name))
        .append("</span></div>\n");
    return this;
  }

  /// Adds the curves of loss and metrics, training and validation together.
  public Report curves(List<EpochReport> history) {
    if (history.isEmpty()) {
      return this;
    }
    Set<String> names = history.getFirst().training().keySet();
    for (String name : names.isEmpty() ? history.getFirst().validation().keySet() : names) {
      List<Chart.Line> lines = new ArrayList<>();
      line("training", name, history, false, lines);
      line("validation", name, history, true, lines);
      boolean loss = name.equals(EpochReport.LOSS);
      String label =
          loss ? "Loss" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      chart(new Chart(label, "epoch", name, false, loss && Chart.spreads(lines), lines));
    }
    return this;
  }

  /// Adds a picture.
  public Report chart(Chart chart) {
    return section(
        chart.title(),
        "<img alt=\""
            + Html.escape(chart.title() + ": " + chart.y() + " by " + chart.x())
            + "\" src=\"data:image/png;base64,"
            + Base64.getEncoder().encodeToString(ChartPainter.png(chart))
            + "\">\n");
  }

  /// Adds a table. Numbers are set to the right, but for the first column, which has names.
  public Report table(String heading, List<String> head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    List<String> first = rows.isEmpty() ? head : rows.getFirst();
    for (int i = 0; i < head.size(); i++) {
      cell(html, "th", head.get(i), i > 0 && i < first.size() && numeric(first.get(i)));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        cell(html, "td", row.get(i), i > 0 && numeric(row.get(i)));
      }
      html.append("</tr>\n");
    }
    return section(heading, html.append("</tbody></table></div>\n").toString());
  }

  /// Adds names and values.
  public Report facts(String heading, Map<String, String> facts) {
    StringBuilder html = new StringBuilder("<table class=\"facts\">\n");
    facts.forEach((name, value) ->
        html.append("<tr><th>")
            .append(Html.escape(name))
            .append("</th><td>")
            .append(Html.escape(value))
            .append("</td></tr>\n"));
    return section(heading, html.append("</table>\n").toString());
  }

  /// Adds text as it is, such as a plan.
  public Report text(String heading, String text) {
    return section(heading, "<pre>" + Html.escape(text.stripTrailing()) + "</pre>\n");
  }

  /// Adds a confusion matrix: the darker a cell, the larger its share of the row.
  public Report confusion(ConfusionMatrix matrix) {
    List<String> classes = matrix.classes();
    StringBuilder html =
        new StringBuilder("<div class=\"wide\"><table class=\"confusion\">\n<thead><tr><td></td>");
    classes.forEach(name -> html.append("<th>").append(Html.escape(name)).append("</th>"));
    html.append("<th class=\"recall\">recall</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < classes.size(); i++) {
      double all = 0;
      for (int j = 0; j < classes.size(); j++) {
        all += matrix.count(i, j);
      }
      html.append("<tr><th>").append(Html.escape(classes.get(i))).append("</th>");
      for (int j = 0; j < classes.size(); j++) {
        confusionCell(html, matrix.count(i, j), all, i == j);
      }
      html.append("<td class=\"recall\">")
          .append(
              all == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * matrix.count(i, i) / all))
          .append("</td></tr>\n");
    }
    html.append(
        """
        </tbody></table></div>
        <p class="note">Rows: true class. Columns: predicted class.</p>
        """);
    return section("Confusion matrix", html.toString());
  }

  private static void confusionCell(StringBuilder html, double count, double all, boolean right) {
    double share = all == 0 ? 0 : count / all;
    double shade = count == 0 ? 0 : 0.15 + 0.85 * share;
    html.append("<td style=\"background:rgba(")
        .append(right ? "0,114,178," : "213,94,0,")
        .append(String.format(Locale.ROOT, "%.2f", shade))
        .append(shade > 0.6 ? ");color:#fff\">" : ")\">")
        .append(count == 0 ? "" : Html.number(count))
        .append("</td>");
  }

  /// Adds the parameters and states of a model.
  public Report model(TrainedModel model) {
    return model("Model", model);
  }

  /// Adds the parameters and states of one of several models.
  public Report model(String heading, TrainedModel model) {
    List<List<String>> rows = new ArrayList<>();
    long parameters = 0;
    for (Map.Entry<String, Shape> entry : model.model().parameters().entrySet()) {
      parameters += entry.getValue().size();
      rows.add(row(entry.getKey(), entry.getValue(), "trained"));
    }
    model
        .model()
        .aliases()
        .forEach((alias, path) -> rows.add(List.of(alias, "", "", "tied to " + path)));
    for (Layout.Slice slice : model.model().states().slices()) {
      rows.add(row(slice.path(), slice.shape(), "state"));
    }
    rows.add(List.of("all", "", String.format(Locale.ROOT, "%,d", parameters), "trained"));
    return table(heading, List.of("name", "shape", "numbers", "kind"), rows);
  }

  private static List<String> row(String path, Shape shape, String kind) {
    return List.of(path, shape.toString(), String.format(Locale.ROOT, "%,d", shape.size()), kind);
  }

  /// Returns the page.
  public String html() {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <main>
    <header>
    <h1>%s</h1>
    <p>%s</p>
    </header>
    <div class="figures">
    %s</div>
    %s</main>
    </body>
    </html>
    """
        .formatted(
            Html.escape(title), STYLE, Html.escape(title), Html.escape(summary), figures, sections);
  }

  private Report section(String heading, String html) {
    sections
        .append("<section>\n<h2>")
        .append(Html.escape(heading))
        .append("</h2>\n")
        .append(html)
        .append("</section>\n");
    return this;
  }

  private static void cell(StringBuilder html, String tag, String text, boolean right) {
    html.append('<')
        .append(tag)
        .append(right ? " class=\"number\">" : ">")
        .append(Html.escape(text))
        .append("</")
        .append(tag)
        .append('>');
  }

  private static boolean numeric(String text) {
    return !text.isEmpty() && (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-');
  }

  private static void line(
      String label,
      String name,
      List<EpochReport> history,
      boolean validation,
      List<Chart.Line> lines) {
    List<Double> epochs = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (EpochReport report : history) {
      Double value = (validation ? report.validation() : report.training()).get(name);
      if (value != null) {
        epochs.add((double) report.epoch());
        values.add(value);
      }
    }
    if (!epochs.isEmpty()) {
      lines.add(new Chart.Line(label, epochs, values));
    }
  }

  private static final String STYLE =
      """
      :root { color-scheme: light; }
      * { box-sizing: border-box; }
      body { margin: 0; background: #f4f6f8; color: #1f2933;
        font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
      main { max-width: 980px; margin: 0 auto; padding: 32px 20px 64px; }
      h1 { margin: 0; font-size: 30px; letter-spacing: -0.01em; }
      header p { margin: 6px 0 24px; color: #52606d; }
      h2 { margin: 0 0 14px; font-size: 18px; }
      section { background: #fff; border: 1px solid #e3e7ec; border-radius: 10px; padding: 20px 24px; margin: 0 0 18px; }
      .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 14px; margin: 0 0 18px; }
      .figure { background: #fff; border: 1px solid #e3e7ec; border-radius: 10px; padding: 14px 18px; }
      .figure b { display: block; font-size: 24px; font-variant-numeric: tabular-nums; }
      .figure span { color: #52606d; font-size: 14px; }
      img { display: block; width: 100%; height: auto; }
      table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
      th, td { padding: 6px 10px; text-align: left; border-bottom: 1px solid #edf0f3; }
      thead th { color: #52606d; font-weight: 600; }
      .number { text-align: right; }
      tbody tr:last-child td, tbody tr:last-child th { border-bottom: 0; }
      .facts th { width: 220px; color: #52606d; font-weight: 600; vertical-align: top; }
      .facts td { overflow-wrap: anywhere; }
      .confusion { width: auto; }
      .confusion th, .confusion td { text-align: center; min-width: 44px; border: 1px solid #fff; }
      .confusion .recall { color: #52606d; font-weight: 400; }
      .wide { overflow-x: auto; }
      .note { margin: 10px 0 0; color: #52606d; font-size: 14px; }
      pre { margin: 0; overflow-x: auto; font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; }
      """;
}
