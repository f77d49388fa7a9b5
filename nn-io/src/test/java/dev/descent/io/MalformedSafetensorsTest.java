package dev.descent.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.descent.io.spi.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One test for each rule of the specification.
final class MalformedSafetensorsTest {
  private static final String A = SafetensorsFiles.entry("a", "F32", "[2]", 0, 8);
  private static final String B = SafetensorsFiles.entry("b", "F32", "[1]", 8, 12);

  @TempDir Path folder;

  static Stream<Arguments> headers() {
    return Stream.of(
        header(" {" + A + "}", 8, ", byte 8: header must begin with '{', was byte 0x20"),
        header("[" + A + "]", 8, ", byte 8: header must begin with '{', was byte 0x5b"),
        header("\uFEFF{" + A + "}", 8, ", byte 8: header must begin with '{', was byte 0xef"),
        header("", 0, ", byte 8: header must begin with '{', was empty"),
        header(
            "{" + A + "}x",
            8,
            ": header must be JSON without duplicate names, was Unrecognized token 'x': was"
                + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or"
                + " 'false') (character 54)"),
        header("{" + A + "}{}", 8, ": header must end after one object, was more: START_OBJECT"),
        header(
            "{" + A + "," + A + "}",
            8,
            ": header must be JSON without duplicate names, was Duplicate field 'a' (character"
                + " 57)"),
        header(
            "{" + A.replace("}", ",\"dtype\":\"F32\"}") + "}",
            8,
            ", tensor 'a': header must be JSON without duplicate names, was Duplicate field 'dtype'"
                + " (character 60)"),
        header(
            "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}",
            0,
            ": header must be JSON without duplicate names, was Duplicate field 'k' (character"
                + " 28)"),
        header(
            "{\"__metadata__\":{\"k\":1}}", 0, ": __metadata__ must have strings only, was 'k': 1"),
        header(
            "{\"__metadata__\":{\"k\":\"\\udc00\"}}",
            0,
            ": __metadata__ must be Unicode text, was a lone surrogate"),
        header("{\"__metadata__\":[]}", 0, ": header must be an object, was ["),
        header("{\"a\":3}", 0, ", tensor 'a': entry must be an object, was 3"),
        header(
            "{\"\\udc00\":3}",
            0,
            ": header must be JSON without duplicate names, was Unexpected low surrogate in field"
                + " name: 0xdc00 (character 8)"),
        header(
            "{\"a\":{\"shape\":[],\"data_offsets\":[0,4]}}",
            4,
            ", tensor 'a': entry must have dtype, shape and data_offsets, was without dtype"),
        header(
            "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}",
            4,
            ", tensor 'a': entry must have dtype, shape and data_offsets, was without shape"),
        header(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[]}}",
            4,
            ", tensor 'a': entry must have dtype, shape and data_offsets, was without"
                + " data_offsets"),
        header(
            "{" + A.replace("F32", "f32") + "}",
            8,
            ", tensor 'a': dtype must be one of [BOOL, F4, F6_E2M3, F6_E3M2, U8, I8, F8_E5M2,"
                + " F8_E4M3, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, I16, U16, F16, BF16, I32, U32, F32,"
                + " C64, F64, I64, U64], was f32"),
        header(
            "{" + A.replace("[2]", "[-2]") + "}",
            8,
            ", tensor 'a': shape must have integers in [0, 2^63), was -2"),
        header(
            "{" + A.replace("[2]", "[2.0]") + "}",
            8,
            ", tensor 'a': shape must have integers in [0, 2^63), was 2.0"),
        header(
            "{" + A.replace("[2]", "[9223372036854775808]") + "}",
            8,
            ", tensor 'a': shape must have integers in [0, 2^63), was 9223372036854775808"),
        header("{" + A.replace("[2]", "2") + "}", 8, ", tensor 'a': shape must be an array, was 2"),
        header(
            "{" + A.replace("[0,8]", "[0]") + "}",
            8,
            ", tensor 'a': data_offsets must have a begin and an end, was [0]"),
        header(
            "{" + A.replace("[2]", "[3]") + "}",
            8,
            ", tensor 'a', byte 62: F32 [3] must have 12 bytes, was 8"),
        header(
            "{" + A.replace("[2]", "[4294967296,4294967296]") + "}",
            8,
            ", tensor 'a', byte 82: F32 [4294967296, 4294967296] must have a number of bytes that"
                + " is whole and below 2^63, was 8"),
        header(
            "{" + SafetensorsFiles.entry("a", "F4", "[3]", 0, 2) + "}",
            2,
            ", tensor 'a', byte 61: F4 [3] must have a number of bytes that is whole and below"
                + " 2^63, was 2"),
        header(
            "{" + B + "}",
            12,
            ", tensor 'b', byte 71: data_offsets must begin at 0, the end of the tensor before it,"
                + " and not end before, was [8, 12]"),
        header(
            "{" + A + "," + B.replace("[8,12]", "[12,16]") + "}",
            16,
            ", tensor 'b', byte 129: data_offsets must begin at 8, the end of the tensor before it,"
                + " and not end before, was [12, 16]"),
        header(
            "{" + A + "," + B.replace("[8,12]", "[4,8]") + "}",
            8,
            ", tensor 'b', byte 119: data_offsets must begin at 8, the end of the tensor before it,"
                + " and not end before, was [4, 8]"),
        header(
            "{"
                + A.replace("[0,8]", "[0,0]").replace("[2]", "[0]")
                + ","
                + B.replace("[8,12]", "[9,0]").replace("[1]", "[0]")
                + "}",
            0,
            ", tensor 'b', byte 124: data_offsets must begin at 0, the end of the tensor before it,"
                + " and not end before, was [9, 0]"),
        header(
            "{" + A + "}",
            9,
            ", tensor 'a', byte 62: file must have 8 bytes of data, which its tensors need, was 9"),
        header(
            "{" + A + "}",
            7,
            ", tensor 'a', byte 62: file must have 8 bytes of data, which its tensors need, was 7"),
        header(
            "{}", 1, ", byte 10: file must have 0 bytes of data, which its tensors need, was 1"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void open_brokenRule_saysWhichAndWhere(String header, int data, String message)
      throws IOException {
    Path file = SafetensorsFiles.file(folder, header, data);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(file + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s}   ",
        "{%s}\n\t",
        "{ \"__metadata__\": null, %s }",
        "{\"__metadata__\":{},%s}",
        "{\"\":{\"dtype\":\"U8\",\"shape\":[0,9],\"data_offsets\":[0,0]},%s}",
        "{\"../x\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[8,9],\"more\":{\"of\":[1]}},%s}"
      })
  void open_whatTheSpecificationAllows_isAccepted(String header) throws IOException {
    Path file =
        SafetensorsFiles.file(folder, header.formatted(A), header.contains("[8,9]") ? 9 : 8);
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.tensor("a").toFloats()).hasSize(2);
    }
  }

  @Test
  void open_fileWithoutALength_isRefused() throws IOException {
    Path file = Files.write(folder.resolve("short"), new byte[7]);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(
            file + ", byte 0: file must have 8 bytes for the length of its header, was 7 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000_001, 25, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void open_lengthBeyondLimitOrFile_isRefusedBeforeAnythingIsAllocated(long length)
      throws IOException {
    byte[] bytes = new byte[32];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Path file = Files.write(folder.resolve("f"), bytes);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(
            "%s, byte 0: header must have at most 100000000 bytes and lie within the 32 bytes of the file, was %s: this is no safetensors file%s"
                .formatted(
                    file,
                    Long.toUnsignedString(length),
                    length == 25 ? ", or not all of one" : ""));
  }

  @Test
  void open_headerThatIsNotUtf8_isRefused() throws IOException {
    byte[] bytes = SafetensorsFiles.bytes("{" + A + "}", 8);
    bytes[10] = (byte) 0xC3;
    Path file = Files.write(folder.resolve("f"), bytes);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(file + ": header must be UTF-8, was other bytes");
  }

  @Test
  void open_absentFile_isNotMalformed() {
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void exception_parts_areThoseOfTheMessage() throws IOException {
    Path file = SafetensorsFiles.file(folder, "{" + A.replace("[2]", "[3]") + "}", 8);
    MalformedFileException e =
        catchThrowableOfType(MalformedFileException.class, () -> SafetensorsFile.open(file));
    assertThat(e.path()).isEqualTo(file);
    assertThat(e.tensor()).contains("a");
    assertThat(e.offset()).isEqualTo(62);
    assertThat(e.expected()).isEqualTo("F32 [3] must have 12 bytes");
    assertThat(e.actual()).isEqualTo("8");
  }

  private static Arguments header(String header, int data, String message) {
    return Arguments.of(header, data, message);
  }
}
