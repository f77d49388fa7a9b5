package dev.descent.train.run;

import java.util.Locale;

/// Text for a page.
final class Html {
  private Html() {}

  /// Returns the text with what means something in HTML written out.
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /// Returns a number with about five significant digits.
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e7) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    if (size >= 1e6 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.2f" : "%.4f", value);
  }
}
