package dev.descent.data;

import org.jspecify.annotations.Nullable;

/// Numbers as text.
final class Numbers {
  private Numbers() {}

  /// Returns a decimal number, infinite if it is too large, or null if the text is something else.
  /// `1f`, `0x1p3` and `NaN`, which Java takes for numbers, are something else.
  static @Nullable Float parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return null;
      }
    }
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
