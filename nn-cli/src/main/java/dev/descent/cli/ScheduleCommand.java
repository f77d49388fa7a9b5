package dev.descent.cli;

import dev.descent.examples.TextTable;
import dev.descent.optim.schedule.Greedy;
import dev.descent.optim.schedule.Plateau;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.HyperParameter;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Schedule;
import dev.descent.train.run.Chart;
import dev.descent.train.run.ChartPainter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the schedules, one of them, or the values of one as a chart.
@Command(
    name = "schedule",
    description = {
      "Draws a schedule of a hyper-parameter, such as \"cosine(0.1, 0, 900).warmup(100)\".",
      "With a name alone it shows what the schedule is made of, without it lists all. Those that a"
          + " metric moves can be shown and listed, not drawn."
    },
    sortOptions = false)
final class ScheduleCommand implements Callable<Integer>, Nn.Verbose {
  private static final int POINTS = 1800;
  private static final long UNBOUNDED = 1000;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "SCHEDULE", arity = "0..1", description = "A schedule, or its name.")
  private @Nullable String text;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps to draw; until its last change, or 1000, if not given.")
  private @Nullable Long steps;

  @Option(names = "--list", description = "Lists all schedules, as without a schedule.")
  private boolean list;

  @Option(names = "--png", paramLabel = "FILE", description = "Writes a picture as well.")
  private @Nullable Path png;

  @Option(names = "--verbose", description = "Shows where an error comes from.")
  private boolean verbose;

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String wanted = text;
    if (wanted == null || list) {
      if (wanted != null) {
        throw new UsageException("--list lists all schedules: leave out '%s'".formatted(wanted));
      }
      requireNothingToDraw("without a schedule");
      list(out);
      return ExitCode.SUCCESS;
    }
    Optional<Known> known =
        known().stream().filter(one -> one.sheet().name().equals(wanted)).findFirst();
    if (known.isPresent()) {
      requireNothingToDraw("for a name alone");
      show(out, known.get());
      return ExitCode.SUCCESS;
    }
    try {
      if (Schedules.parseMetric(wanted).isPresent()) {
        throw new UsageException(
            "schedule must be a function of steps to be drawn, was '%s', which a metric moves"
                .formatted(wanted));
      }
      draw(out, Schedules.parse(wanted));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
    return ExitCode.SUCCESS;
  }

  private void requireNothingToDraw(String why) {
    if (png != null || steps != null) {
      throw new UsageException(
          "%s needs a schedule to draw, such as \"cosine(0.1, 0, 900)\": nothing is drawn %s"
              .formatted(png != null ? "--png" : "--steps", why));
    }
  }

  /// A schedule by its name.
  private record Known(String form, HyperParameters sheet, Object example, boolean moved) {}

  private static List<Known> known() {
    List<Known> all = new ArrayList<>();
    for (NamedSchedule one : Schedules.all()) {
      all.add(new Known(Schedules.form(one), one.hyperParameters(), one, false));
    }
    for (MetricSchedule one : Schedules.allMetric()) {
      HyperParameters sheet =
          switch (one) {
            case Greedy greedy -> greedy.hyperParameters();
            case Plateau plateau -> plateau.hyperParameters();
            default -> throw new IllegalStateException("no sheet of " + one);
          };
      all.add(new Known(Schedules.form(one), sheet, one, true));
    }
    return all;
  }

  private static void list(PrintWriter out) {
    for (boolean moved : new boolean[] {false, true}) {
      List<List<String>> rows = new ArrayList<>();
      for (Known one : known()) {
        if (one.moved() == moved) {
          rows.add(List.of(one.form(), one.sheet().summary()));
        }
      }
      if (moved) {
        out.println("\nmoved by a metric, such as the validation loss:");
      }
      TextTable.print(out, "", 2, rows);
    }
  }

  private static void show(PrintWriter out, Known schedule) {
    HyperParameters sheet = schedule.sheet();
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("form", schedule.form()));
    facts.add(List.of("what it does", sheet.summary()));
    facts.add(List.of("class", schedule.example().getClass().getName()));
    if (!sheet.paper().isEmpty()) {
      facts.add(List.of("paper", sheet.paper()));
      facts.add(List.of("", sheet.link()));
    }
    facts.add(List.of("example", schedule.example().toString()));
    TextTable.print(out, "", 2, facts);
    out.println();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("value", "range", "what it is"));
    for (HyperParameter one : sheet.list()) {
      Range range = one.range();
      rows.add(List.of(one.name(), range == null ? "" : range.toString(), one.summary()));
    }
    TextTable.print(out, "  ", 3, rows);
  }

  private void draw(PrintWriter out, Schedule schedule) throws IOException {
    long last = steps == null ? lastChange(schedule) : steps;
    if (last < 1) {
      throw new IllegalArgumentException("--steps must be >= 1, was " + last);
    }
    if (png != null && !png.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UsageException(
          "--png must be a file whose name ends in .png, was '%s'".formatted(png));
    }
    Path folder = png == null ? null : png.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException("--png must be in a folder that exists, was '%s'".formatted(png));
    }
    out.println(schedule);
    new TextChart(schedule, last).print(out);
    Path file = png;
    if (file == null) {
      return;
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i <= Math.min(last, POINTS); i++) {
      long step = last <= POINTS ? i : Math.round((double) last * i / POINTS);
      x.add((double) step);
      y.add(schedule.at(step));
    }
    Chart.Line line = new Chart.Line(schedule.toString(), x, y);
    Files.write(
        file,
        ChartPainter.png(new Chart("schedule", "step", "value", false, false, List.of(line))));
    out.println("written: " + file);
  }

  /// Returns about where a schedule has come to its end, within a thousandth of the values on the
  /// way, as a round number; if it never does, [#UNBOUNDED].
  private static long lastChange(Schedule schedule) {
    double end = schedule.at(1L << 40);
    double most = 0;
    for (long scale = 10; scale <= 100_000_000; scale *= 10) {
      for (long digit = 1; digit < 10; digit++) {
        long step = scale / 10 * digit;
        double here = Math.abs(schedule.at(step) - end);
        most = Math.max(most, Math.max(here, Math.abs(schedule.at(0) - end)));
        double later = Math.abs(schedule.at(step + step / 3 + 1) - end);
        if (Math.max(here, later) <= 1e-3 * most) {
          return Math.max(10, step + step / 10);
        }
      }
    }
    return UNBOUNDED;
  }
}
