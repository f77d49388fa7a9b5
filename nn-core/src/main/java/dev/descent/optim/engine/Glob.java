package dev.descent.optim.engine;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A pattern of parameter paths: `*` stands for any characters (dots too), `?` for one, `{a,b}` for
/// one of several.
///
/// @param text the pattern
/// @param pattern the same as a regular expression, null for `*`, which every optimizer has
record Glob(String text, @Nullable Pattern pattern) {
  static Glob of(String text) {
    if (text.equals("*")) {
      return new Glob(text, null);
    }
    StringBuilder regex = new StringBuilder();
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '{' -> {
          regex.append("(?:");
          open++;
        }
        case '}' -> {
          regex.append(')');
          open--;
        }
        case ',' -> regex.append(open > 0 ? "|" : ",");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
      if (open < 0 || open > 1) {
        break;
      }
    }
    if (open != 0) {
      throw new IllegalArgumentException(
          "pattern must have matching '{' and '}', was '%s'".formatted(text));
    }
    return new Glob(text, Pattern.compile(regex.toString()));
  }

  /// Returns whether there is no path that it leaves out: `*`, `**`, `{a,*}`.
  ///
  /// A character that it does not name can only be matched by `*` and `?`, and a path of more such
  /// characters than it is long only by a `*`, which then matches all that are longer, too.
  boolean matchesEverything() {
    int stranger = 'a';
    while (text.indexOf(stranger) >= 0) {
      stranger++;
    }
    String path = "";
    do {
      path += (char) stranger;
    } while (matches(path) && path.length() <= text.length());
    return matches(path);
  }

  boolean matches(String path) {
    return pattern == null || pattern.matcher(path).matches();
  }
}
