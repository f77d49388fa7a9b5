package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachesTest {
  @ParameterizedTest
  @CsvSource({"2048K, 2097152", "512K, 524288", "1M, 1048576", "32768, 32768"})
  void bytes_ofASize_countsItsUnit(String text, long bytes) {
    assertThat(Caches.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"''", "K", "unknown", "512k", "-1K", "1.5M", "12345678901K"})
  void bytes_ofAnythingElse_areNone(String text) {
    assertThat(Caches.bytes(text)).isZero();
  }

  @Test
  void second_ofThisProcessor_isPositive() {
    assertThat(Caches.second()).isPositive();
  }

  /// Rows of [Panels#DEPTH] floats, multiples of 6 and 8, in about half of the cache.
  @ParameterizedTest
  @CsvSource({"0, 48", "524288, 48", "1048576, 120", "2097152, 264", "16777216, 264"})
  void height_ofBlocks_followsTheCache(long cache, int rows) {
    assertThat(Panels.height(cache)).isEqualTo(rows);
  }
}
