package dev.descent.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Comparisons of numbers bit by bit, whose failures say which number of which array differs
/// instead of all that were compared.
final class Bits {
  /// What to look at if who computes makes a difference.
  static final String SHARED = "does a static, a field or a thread's own variable keep anything?";

  /// What to look at if how it is computed makes a difference.
  static final String ARITHMETIC =
      "are sums block.dot or totals, and functions those that every machine has?";

  /// What to look at if a schedule has no effect, or another one than its value has.
  static final String CONFIG = "is it read from the config that each method is given, not kept?";

  /// So many arrays are named; one mistake mostly shows in many.
  private static final int NAMED = 4;

  private Bits() {}

  /// Requires that numbers by name, as [Course#bits] and [Course#everything] return them, are the
  /// same.
  ///
  /// @param what what is the same for a right rule, and what to look at if it is not
  /// @throws AssertionError if they are not
  static void requireSame(Map<String, String> actual, Map<String, String> expected, String what) {
    if (actual.equals(expected)) {
      return;
    }
    TreeSet<String> names = new TreeSet<>(actual.keySet());
    names.addAll(expected.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(actual.get(name), expected.get(name))) {
        lines.add(name + difference(actual.get(name), expected.get(name)));
      }
    }
    int more = lines.size() - NAMED;
    List<String> shown = new ArrayList<>(lines.subList(0, Math.min(NAMED, lines.size())));
    if (more > 0) {
      shown.add("and %d more".formatted(more));
    }
    throw new AssertionError("[%s]\n  %s".formatted(what, String.join("\n  ", shown)));
  }

  /// Requires that an array is the same as another one.
  ///
  /// @param name of the array
  /// @throws AssertionError if it is not
  static void requireSame(String name, float[] actual, float[] expected, String what) {
    requireSame(Map.of(name, Course.hex(actual)), Map.of(name, Course.hex(expected)), what);
  }

  private static String difference(@Nullable String actual, @Nullable String expected) {
    if (actual == null || expected == null) {
      return actual == null ? " is missing" : " is there, and must not be";
    }
    String[] is = actual.split(" ", -1);
    String[] other = expected.split(" ", -1);
    if (is.length != other.length || !actual.endsWith(" ")) { // a count, a digest
      return ": must be %s, was %s".formatted(expected, actual);
    }
    int first = -1;
    int count = 0;
    for (int i = 0; i < is.length; i++) {
      if (!is[i].equals(other[i])) {
        first = first < 0 ? i : first;
        count++;
      }
    }
    return ": element %d must be %s, was %s; %d of %d differ"
        .formatted(first, number(other[first]), number(is[first]), count, is.length - 1);
  }

  private static float number(String hex) {
    return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16));
  }
}
