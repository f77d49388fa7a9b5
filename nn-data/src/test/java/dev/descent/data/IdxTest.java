package dev.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.random.Keys;
import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxTest {
  @Test
  void read_whatIsNoFile_saysWhatWasAskedFor(@TempDir Path folder) {
    Path none = folder.resolve("none");
    String missing =
        ": must be a file to read, was not found: check the name, relative ones begin at "
            + Path.of("").toAbsolutePath();
    assertThatThrownBy(() -> Idx.read(none))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(none + missing);
    assertThatThrownBy(() -> Idx.read(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": must be a file to read, was a directory: give a file in it");
    assertThatThrownBy(() -> Csv.withHeader().read(none))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(none + missing);
    assertThatThrownBy(() -> Csv.withHeader().read(folder))
        .hasMessage(folder + ": must be a file to read, was a directory: give a file in it");
  }

  @Test
  void read_everyType_givesItsNumbers() throws IOException {
    assertThat(read(idx(8, 2, 2).put(bytes(1, 2, 3, 255))).toInts()).containsExactly(1, 2, 3, 255);
    assertThat(read(idx(9, 2).put(bytes(1, 255))).toInts()).containsExactly(1, -1);
    assertThat(read(idx(0xB, 1).putShort((short) -300)).toInts()).containsExactly(-300);
    assertThat(read(idx(0xC, 1).putInt(-70_000)).toInts()).containsExactly(-70_000);
    assertThat(read(idx(0xD, 1).putFloat(1.5f)).toFloats()).containsExactly(1.5f);
    assertThat(read(idx(0xE, 1).putDouble(0.1)).toFloats()).containsExactly(0.1f);
    assertThat(read(idx(8, 0, 28)).shape()).isEqualTo(Shape.of(0, 28));
  }

  @Test
  void read_manyChunks_givesAllNumbersInOrder() throws IOException {
    int count = 200_001;
    ByteBuffer ints = ByteBuffer.allocate(8 + 4 * count).put(bytes(0, 0, 0xC, 1)).putInt(count);
    ByteBuffer floats = ByteBuffer.allocate(8 + 4 * count).put(bytes(0, 0, 0xD, 1)).putInt(count);
    for (int i = 0; i < count; i++) {
      ints.putInt(i);
      floats.putFloat(i);
    }
    int[] whole = read(ints).toInts();
    float[] real =
        Idx.read("f.idx", new ByteArrayInputStream(CsvTest.gzip(floats.array()))).toFloats();
    for (int i = 0; i < count; i++) {
      if (whole[i] != i || real[i] != i) {
        throw new AssertionError("number " + i + " was " + whole[i] + " and " + real[i]);
      }
    }
  }

  @Test
  void dataset_imagesAndLabels_belongTogether(@TempDir Path folder) throws IOException {
    Path images = write(folder, "images", idx(8, 2, 1, 2).put(bytes(0, 128, 255, 1)));
    Path labels = write(folder, "labels", idx(8, 2).put(bytes(1, 0)));
    Dataset data = Idx.dataset("tiny", images, labels, List.of("a", "b"));
    assertThat(data.field("input").dtype()).isEqualTo(DType.F32);
    assertThat(data.field("input").shape()).isEqualTo(Shape.of(2, 1, 2));
    assertThat(data.map(FloatMap.scale("input", 1 / 255f)).field("input").toFloats())
        .containsExactly(0, 128 * (1 / 255f), 1, 1 / 255f);
    assertThat(data.field("target").toInts()).containsExactly(1, 0);
    Path high = write(folder, "high", idx(8, 2).put(bytes(1, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.dataset("tiny", images, high, List.of("a", "b")))
        .withMessage("labels of 'tiny' must be in [0, 2), was 2 in record 1");
    Path more = write(folder, "more", idx(8, 3).put(bytes(1, 0, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.dataset("tiny", images, more, List.of("a", "b")))
        .withMessage("fields of 'tiny' must have equally many records, 'target' [3] has not 2");
  }

  @Test
  void read_malformed_saysWhere() {
    requireError(
        bytes(0, 0),
        "f.idx, byte 0: must have a magic number of 4 bytes, ended after 2 of 4 bytes");
    requireError(
        bytes(0, 1, 8, 0),
        "f.idx, byte 0: must begin with 0 0 and a type (8 9 B C D E), was 00 01 08");
    requireError(
        bytes(0, 0, 7, 0),
        "f.idx, byte 0: must begin with 0 0 and a type (8 9 B C D E), was 00 00 07");
    requireError(
        bytes(0, 0, 8, 2, 0, 0, 0, 1),
        "f.idx, byte 8: must have the extent of axis 1, ended after 0 of 4 bytes");
    requireError(
        bytes(0, 0, 8, 1, 0, 0, 0, 3, 1, 2),
        "f.idx, byte 8: must have 3 numbers, ended after 2 of 3 bytes");
    requireError(
        bytes(0, 0, 8, 1, 0, 0, 0, 1, 1, 2), "f.idx, byte 9: must end after [1], had more bytes");
    requireError(
        bytes(0, 0, 8, 1, 0xFF, 0, 0, 0),
        "f.idx, byte 4: must have extents >= 0 and at most 2147483639 numbers, was [-16777216]");
    requireError(
        bytes(0, 0, 8, 2, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0),
        "f.idx, byte 8: must have extents >= 0 and at most 2147483639 numbers, was [2130706432,"
            + " 2130706432]");
    requireError(
        bytes(0, 0, 0xE, 1, 0x7F, 0xFF, 0xFF, 0xF7),
        "f.idx, byte 8: must have 2147483639 numbers, ended after 0 of 524288 bytes");
  }

  @Test
  void read_mutatedFiles_giveATensorOrTheException() throws IOException {
    byte[] plain = idx(8, 3, 4).put(bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)).array();
    for (byte[] whole : List.of(plain, CsvTest.gzip(plain))) {
      for (int seed = 0; seed < 3000; seed++) {
        long key = Keys.of(seed);
        byte[] mutated = Arrays.copyOf(whole, whole.length - (seed % 3 == 0 ? seed % 7 : 0));
        for (int i = 0; i <= seed % 3; i++) {
          mutated[Math.floorMod(Keys.bits(key, 2L * i), mutated.length)] =
              (byte) Keys.bits(key, 2L * i + 1);
        }
        try {
          assertThat(Idx.read("f.idx", new ByteArrayInputStream(mutated))).isNotNull();
        } catch (MalformedDataException e) {
          assertThat(e).hasMessageStartingWith("f.idx");
        }
      }
    }
  }

  private static void requireError(byte[] content, String message) {
    assertThatThrownBy(() -> Idx.read("f.idx", new ByteArrayInputStream(content)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessage(message);
  }

  private static Path write(Path folder, String name, ByteBuffer content) throws IOException {
    return Files.write(folder.resolve(name), written(content));
  }

  private static Tensor read(ByteBuffer content) throws IOException {
    byte[] whole = written(content);
    return Idx.read("f.idx", new ByteArrayInputStream(whole));
  }

  private static byte[] written(ByteBuffer content) {
    byte[] bytes = new byte[content.position()];
    content.flip().get(bytes);
    return bytes;
  }

  private static ByteBuffer idx(int type, int... extents) {
    int count = Arrays.stream(extents).reduce(1, (a, b) -> a * b);
    int width = type < 0xB ? 1 : type == 0xB ? 2 : type == 0xE ? 8 : 4;
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * extents.length + count * width);
    buffer.put(bytes(0, 0, type, extents.length));
    for (int extent : extents) {
      buffer.putInt(extent);
    }
    return buffer;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
