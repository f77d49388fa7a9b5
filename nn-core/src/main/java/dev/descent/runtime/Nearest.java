package dev.descent.runtime;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// What an application can tell its user about a name that there is not: which of the known ones
/// was most likely meant.
public final class Nearest {
  private Nearest() {}

  /// Returns `no optimizer 'adma'; did you mean 'adam'? found [adam, sgd]`, without the question if
  /// no known name is close.
  ///
  /// @param problem what stands before the name, such as `no optimizer`
  /// @param name the name that there is not
  /// @param known the names that there are, in the order in which they are listed
  public static String message(String problem, String name, Collection<String> known) {
    String nearest = of(name, known);
    return "%s '%s'%s found %s"
        .formatted(problem, name, nearest == null ? ";" : question(nearest), known);
  }

  /// Returns what [#message] does for names that are too many to show where one of them is close:
  /// `no optimizer 'adma'; did you mean 'adam'?` or `no optimizer 'sgx'; found` and the list.
  ///
  /// @param problem what stands before the name
  /// @param name the name that there is not
  /// @param known the names that there are
  /// @param list the names as they are shown
  public static String briefly(String problem, String name, Collection<String> known, String list) {
    String nearest = of(name, known);
    return "%s '%s'%s"
        .formatted(problem, name, nearest == null ? "; found " + list : question(nearest));
  }

  private static String question(String nearest) {
    return "; did you mean '" + nearest + "'?";
  }

  private static @Nullable String of(String name, Collection<String> known) {
    String best = null;
    int least = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known.stream().sorted().toList()) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /// The least number of insertions, deletions, replacements and swaps of neighbours, letter case
  /// ignored.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (same(a, i, b, j) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1 && j > 1 && same(a, i, b, j - 1) && same(a, i - 1, b, j)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static boolean same(String a, int i, String b, int j) {
    return Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
  }
}
