package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  /// Writes what Linux says of a cache.
  private static void describe(Path folder, int index, String level, String size)
      throws IOException {
    Path cache = Files.createDirectory(folder.resolve("index" + index));
    Files.writeString(cache.resolve("level"), level);
    Files.writeString(cache.resolve("size"), size);
  }

  @Test
  void first_ofAFolder_isItsCacheForData(@TempDir Path folder) throws IOException {
    describe(folder, 0, "1", "64K");
    Files.writeString(folder.resolve("index0/type"), "Instruction\n");
    describe(folder, 1, "1", "48K");
    Files.writeString(folder.resolve("index1/type"), "Data\n");
    assertThat(Caches.first(folder)).isEqualTo(48 * 1024);
    assertThat(Caches.first(folder.resolve("missing"))).isEqualTo(32 * 1024);
  }

  /// The first level has two caches.
  @Test
  void second_ofAFolder_isItsCacheOfLevelTwo(@TempDir Path folder) throws IOException {
    describe(folder, 0, "1\n", "48K\n");
    describe(folder, 1, "1\n", "32K\n");
    describe(folder, 2, "2\n", "1280K\n");
    describe(folder, 3, "3\n", "24M\n");
    assertThat(Caches.second(folder)).isEqualTo(1280 * 1024);
  }

  @Test
  void second_ofAFolderWithGaps_looksAtTheOthers(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("index0"));
    describe(folder, 1, "2", "");
    describe(folder, 4, "2", "2M");
    assertThat(Caches.second(folder)).isEqualTo(2 * 1024 * 1024);
  }

  @ParameterizedTest
  @CsvSource({"2, unknown", "2, 0K", "two, 256K", "'', 256K", "22, 256K"})
  void second_ofOddTexts_isWhatNobodySays(String level, String size, @TempDir Path folder)
      throws IOException {
    describe(folder, 0, level, size);
    assertThat(Caches.second(folder)).isEqualTo(512 * 1024);
  }

  @Test
  void second_ofBytesThatAreNoText_isWhatNobodySays(@TempDir Path folder) throws IOException {
    describe(folder, 0, "2", "");
    Files.write(folder.resolve("index0/size"), new byte[] {(byte) 0xff, '1', 'M'});
    assertThat(Caches.second(folder)).isEqualTo(512 * 1024);
  }

  @Test
  void second_ofNoFolder_isWhatNobodySays(@TempDir Path folder) {
    assertThat(Caches.second(folder.resolve("missing"))).isEqualTo(512 * 1024);
  }

  /// Rows of [Panels#DEPTH] floats, multiples of 6 and 8, in about half of the cache.
  @ParameterizedTest
  @CsvSource({"0, 48", "524288, 48", "1048576, 120", "2097152, 264", "16777216, 264"})
  void height_ofBlocks_followsTheCache(long cache, int rows) {
    assertThat(Panels.height(cache)).isEqualTo(rows);
  }
}
