package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Optimizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far our trajectories are from those of others: reference tests note it, and who runs them
/// [#during] something gets the notes.
final class Accuracy {
  /// One trajectory.
  ///
  /// @param optimizer the outermost, or the transform in front of it
  /// @param trajectory file and case
  /// @param steps how many steps were compared, or lead to what was compared
  /// @param error the largest, relative to the largest weight of the parameter
  /// @param tolerance what the trajectory's source states for float32
  record Note(String optimizer, String trajectory, int steps, double error, double tolerance) {
    double share() {
      return error / tolerance;
    }
  }

  private static final ThreadLocal<@Nullable List<Note>> NOTES = new ThreadLocal<>();

  private Accuracy() {}

  /// Returns what is noted in this thread while something runs.
  static List<Note> during(Runnable something) {
    List<Note> notes = new ArrayList<>();
    NOTES.set(notes);
    try {
      something.run();
    } finally {
      NOTES.remove();
    }
    return notes;
  }

  /// Notes a reference case, for its transforms if there are any, else for its optimizer.
  static void note(Optimizer optimizer, JsonNode node, int steps, double error) {
    note(optimizer, node, steps, error, node.get("float32").get("tolerance").asDouble());
  }

  /// Notes a reference case with a tolerance of its own.
  static void note(Optimizer optimizer, JsonNode node, int steps, double error, double tolerance) {
    List<String> names =
        optimizer
            .toString()
            .lines()
            .filter(line -> line.startsWith("transform "))
            .map(line -> line.replaceFirst("\\(.*", "").replaceFirst(".* ", ""))
            .toList();
    String trajectory = node.get("file").asText() + " " + node.get("name").asText();
    for (String name :
        names.isEmpty() ? List.of(optimizer.config().hyperParameters().name()) : names) {
      note(name, trajectory, steps, error, tolerance);
    }
  }

  /// Notes a trajectory.
  static void note(String optimizer, String trajectory, int steps, double error, double tolerance) {
    List<Note> notes = NOTES.get();
    if (notes != null) {
      notes.add(new Note(optimizer, trajectory, steps, error, tolerance));
    }
  }

  /// Returns a table with a line for each optimizer, sorted.
  static String table(Collection<Note> notes) {
    Map<String, List<Note>> byName = new TreeMap<>();
    notes.forEach(one -> byName.computeIfAbsent(one.optimizer(), _ -> new ArrayList<>()).add(one));
    StringBuilder table =
        new StringBuilder(
            """
            | optimizer | trajectories | steps | largest relative error | its tolerance | of trajectory | largest share of a tolerance |
            |---|---|---|---|---|---|---|
            """);
    byName.forEach((name, own) -> table.append(line(name, own)));
    return table.toString();
  }

  private static String line(String name, List<Note> notes) {
    Comparator<Note> byTrajectory = Comparator.comparing(Note::trajectory);
    Note worst =
        notes.stream()
            .min(Comparator.comparingDouble((Note one) -> -one.error()).thenComparing(byTrajectory))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "| `%s` | %d | %d | %.1e | %.0e | %s | %.2f |%n",
        name,
        notes.size(),
        notes.stream().mapToInt(Note::steps).sum(),
        worst.error(),
        worst.tolerance(),
        worst.trajectory(),
        notes.stream().mapToDouble(Note::share).max().orElseThrow());
  }
}
