package dev.descent.cli;

import java.util.Collection;
import java.util.Locale;

/// The known name that a misspelled one most likely means.
final class Nearest {
  private Nearest() {}

  /// Returns `; did you mean 'digits'? found [digits, iris]`, without the question if no known name
  /// is close.
  static String found(String name, Collection<String> known) {
    String hint = hint(name, known);
    return (hint.isEmpty() ? "; found " : hint + " found ") + known;
  }

  /// Returns `; did you mean 'digits'?` if a known name is close, else nothing.
  static String hint(String name, Collection<String> known) {
    String best = "";
    int least = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known.stream().sorted().toList()) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
  }

  /// The least number of insertions, deletions and replacements.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
