package dev.descent.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.io.spi.MalformedFileException;
import dev.descent.random.Keys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files give a [MalformedFileException] or are read: never another exception, never an
/// exhausted memory.
final class SafetensorsFuzzTest {
  private static final long SEED = Long.getLong("descent.test.seed", 1);
  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "-1",
    "0",
    "9223372036854775807",
    "1e9",
    "null",
    "true",
    "\"F64\"",
    "\"dtype\"",
    "\"shape\"",
    "\"data_offsets\"",
    "\"__metadata__\"",
    "\\u0000",
    "\\ud800"
  };

  @TempDir Path folder;

  @Test
  void open_changedBytes_givesNothingButTheException() throws IOException {
    int read = 0;
    for (String name : new String[] {"golden.safetensors", "types.safetensors"}) {
      byte[] whole = Files.readAllBytes(SafetensorsFiles.resource(folder, name));
      for (int i = 0; i < 1000; i++) {
        long key = Keys.fold(Keys.fold(Keys.of(SEED), name), i);
        byte[] changed = whole.clone();
        for (int n = 0; n <= i % 4; n++) {
          int at = Math.floorMod(Keys.bits(key, 2L * n), changed.length);
          changed[at] = (byte) Keys.bits(key, 2L * n + 1);
        }
        if (i % 8 == 7) {
          changed = Arrays.copyOf(changed, Math.floorMod(Keys.bits(key, 99), whole.length + 9));
        }
        read += read(changed, i);
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void open_changedHeaderOfRightLength_givesNothingButTheException() throws IOException {
    byte[] whole = Files.readAllBytes(SafetensorsFiles.resource(folder, "golden.safetensors"));
    int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(whole, 8, length, StandardCharsets.UTF_8);
    for (int i = 0; i < 2000; i++) {
      long key = Keys.fold(Keys.fold(Keys.of(SEED), "tokens"), i);
      String token = TOKENS[Math.floorMod(Keys.bits(key, 0), TOKENS.length)];
      int from = Math.floorMod(Keys.bits(key, 1), header.length());
      int to = Math.min(header.length(), from + Math.floorMod(Keys.bits(key, 2), 6));
      String changed = header.substring(0, from) + token + header.substring(to);
      read(SafetensorsFiles.bytes(changed, whole.length - 8 - length), i);
    }
  }

  private int read(byte[] content, int number) throws IOException {
    Path file = Files.write(folder.resolve("fuzz.safetensors"), content);
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      for (String name : open.entries().keySet()) {
        assertThat(open.converted(name)).isNotNull();
      }
      return 1;
    } catch (MalformedFileException e) {
      assertThat(e).hasMessageStartingWith(file.toString());
      return 0;
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + SEED + ", file " + number, e);
    }
  }
}
