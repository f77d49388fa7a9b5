package dev.descent.io;

import java.util.List;

/// What keeps tensors of a file from being the weights of a model.
///
/// @param missing names that the model has and the file has not
/// @param unexpected names that the file has and the model has not
/// @param different names with types or shapes, or values of tied names, that differ, each with
///   both
public record WeightReport(List<String> missing, List<String> unexpected, List<String> different) {
  /// Keeps copies of the lists.
  public WeightReport {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    different = List.copyOf(different);
  }

  /// Returns whether there is nothing.
  public boolean fits() {
    return missing.isEmpty() && unexpected.isEmpty() && different.isEmpty();
  }

  /// Returns a line for each kind that there is.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, "missing", missing);
    line(text, "unexpected", unexpected);
    line(text, "different", different);
    return text.isEmpty() ? "fits" : text.toString();
  }

  private static void line(StringBuilder text, String what, List<String> names) {
    if (!names.isEmpty()) {
      text.append(text.isEmpty() ? "" : "; ").append(what).append(' ').append(names);
    }
  }
}
