package dev.descent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WholeNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, 32, 0",
    "0.00, 32, 0",
    "+5, 32, 5",
    "5.0, 32, 5",
    "1e3, 32, 1000",
    "-2147483648, 32, -2147483648",
    "9007199254740993, 64, 9007199254740993",
    "9223372036854775807, 64, 9223372036854775807"
  })
  void text_ofAWholeNumber_isReadToTheLastDigit(String text, int bits, long value) {
    assertThat(WholeNumber.parse("steps", text, bits)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 32, ''",
    "1e-1, 64, ''",
    "ten, 32, ''",
    "'', 64, ''",
    "NaN, 32, ''",
    "0x10, 32, ''",
    "2147483648, 32, ' of 32 bits'",
    "1e10, 32, ' of 32 bits'",
    "9223372036854775808, 64, ' of 64 bits'",
    "1e999999999, 64, ' of 64 bits'"
  })
  void text_ofAnythingElse_isRefused(String text, int bits, String rule) {
    assertThatThrownBy(() -> WholeNumber.parse("steps", text, bits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps must be a whole number%s, was '%s'", rule, text);
  }
}
