package dev.descent.runtime;

import java.math.BigDecimal;

/// Whole numbers from text, to the last digit.
public final class WholeNumber {
  private WholeNumber() {}

  /// Returns the number that a text means, in any notation: `10`, `1e3`, `5.0`.
  ///
  /// @param subject whose number it is
  /// @param bits 32 for an `int`, 64 for a `long`
  /// @throws IllegalArgumentException such as `cosine steps must be a whole number, was '1.5'`
  public static long parse(String subject, String text, int bits) {
    boolean whole = false;
    try {
      BigDecimal number = new BigDecimal(text);
      whole = number.stripTrailingZeros().scale() <= 0;
      return bits == Integer.SIZE ? number.intValueExact() : number.longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a whole number%s, was '%s'"
              .formatted(subject, whole ? " of %d bits".formatted(bits) : "", text),
          e);
    }
  }
}
