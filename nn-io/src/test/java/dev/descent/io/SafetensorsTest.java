package dev.descent.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.io.spi.MalformedFileException;
import dev.descent.io.spi.WeightFormat.Contents;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsTest {
  @TempDir Path folder;

  private final Safetensors safetensors = new Safetensors();

  @Test
  void read_fileOfPython_givesNamesShapesAndValues() throws IOException {
    Contents contents = safetensors.read(SafetensorsFiles.resource(folder, "golden.safetensors"));
    assertThat(contents.metadata()).isEqualTo(Map.of("format", "pt"));
    assertThat(contents.tensors().keySet()).containsExactlyElementsOf(golden().tensors().keySet());
    golden().tensors().forEach((name, tensor) -> requireSame(get(contents, name), tensor));
  }

  @Test
  void write_contentsOfPythonsFile_givesPythonsBytes() throws IOException {
    Path ours = folder.resolve("ours.safetensors");
    safetensors.write(ours, golden());
    assertThat(ours)
        .hasSameBinaryContentAs(SafetensorsFiles.resource(folder, "golden.safetensors"));
  }

  @Test
  void write_tensorsInAnyOrder_givesTheSameBytes() throws IOException {
    Path one = folder.resolve("one.safetensors");
    Path other = folder.resolve("other.safetensors");
    List<String> names = new ArrayList<>(golden().tensors().keySet());
    Collections.reverse(names);
    Map<String, Tensor> reversed = new LinkedHashMap<>();
    names.forEach(name -> reversed.put(name, get(golden(), name)));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("b", "2");
    metadata.put("a", "1");
    safetensors.write(one, new Contents(golden().tensors(), Map.of("a", "1", "b", "2")));
    safetensors.write(other, new Contents(reversed, metadata));
    assertThat(one).hasSameBinaryContentAs(other);
  }

  @Test
  void write_whatWasRead_givesTheSameBytes() throws IOException {
    Path golden = SafetensorsFiles.resource(folder, "golden.safetensors");
    Path again = folder.resolve("again.safetensors");
    safetensors.write(again, safetensors.read(golden));
    assertThat(again).hasSameBinaryContentAs(golden);
  }

  @Test
  void write_manyChunks_comesBackBitByBit() throws IOException {
    float[] floats = new float[700_001];
    int[] ints = new int[300_007];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat(i * 0x9E3779B1 & 0xFF7FFFFF);
    }
    for (int i = 0; i < ints.length; i++) {
      ints[i] = i * 0x9E3779B1;
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("f", Tensor.view(Shape.of(700_000), floats, 1));
    tensors.put("i", Tensor.of(Shape.of(300_007), ints));
    Path file = folder.resolve("large.safetensors");
    safetensors.write(file, new Contents(tensors, Map.of()));
    Contents contents = safetensors.read(file);
    tensors.forEach((name, tensor) -> requireSame(get(contents, name), tensor));
  }

  @Test
  void write_nothing_isAFileThatIsReadAgain() throws IOException {
    Path file = folder.resolve("empty.safetensors");
    safetensors.write(file, new Contents(Map.of(), Map.of()));
    assertThat(Files.readAllBytes(file)).isEqualTo(SafetensorsFiles.bytes("{}      ", 0));
    assertThat(safetensors.read(file).tensors()).isEmpty();
  }

  @Test
  void write_nameThatNobodyCouldRead_isRefused() {
    Path file = folder.resolve("f.safetensors");
    Contents reserved = new Contents(Map.of("__metadata__", Tensor.scalar(1)), Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> safetensors.write(file, reserved))
        .withMessage("a tensor must not be called __metadata__, nobody could read it");
    Contents surrogate = new Contents(Map.of("\uD800", Tensor.scalar(1)), Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> safetensors.write(file, surrogate))
        .withMessageStartingWith("names and metadata must be Unicode text, had a lone surrogate");
    assertThat(file).doesNotExist();
  }

  @Test
  void read_otherTypes_onlyWhenAskedTo() throws IOException {
    Path file = SafetensorsFiles.resource(folder, "types.safetensors");
    assertThatThrownBy(() -> safetensors.read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("elements must be F32 or I32, unless a conversion is asked for");
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.converted("f64").toFloats()).containsExactly(0.1f, -2);
      assertThat(open.converted("f16").toFloats()).containsExactly(0x1.998p-4f, -2, 65504);
      assertThat(open.converted("bf16").toFloats()).containsExactly(0x1.9Ap-4f, -2);
      assertThat(open.converted("i64").toInts()).containsExactly(5, -6);
      assertThat(open.converted("i16").toInts()).containsExactly(-300);
      assertThat(open.converted("i8").toInts()).containsExactly(-3);
      assertThat(open.converted("u8").toInts()).containsExactly(255);
      assertThat(open.converted("bool").toInts()).containsExactly(1, 0, 1);
      long at = Files.size(file) - dataBytes(open) + entry(open, "i64_large").begin() + 8;
      assertThatThrownBy(() -> open.converted("i64_large"))
          .isInstanceOf(MalformedFileException.class)
          .hasMessage(
              "%s, tensor 'i64_large', byte %d: integer must fit into I32, was 2147483648"
                  .formatted(file, at));
      assertThatThrownBy(() -> open.converted("f8"))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageEndingWith("elements must fit into F32 or I32, was F8_E4M3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> open.tensor("f65"))
          .withMessageStartingWith("no tensor 'f65' in");
    }
  }

  @Test
  void converted_boolThatIsTwo_isRefused() throws IOException {
    Path file =
        SafetensorsFiles.file(
            folder, "{" + SafetensorsFiles.entry("m", "BOOL", "[2]", 0, 2) + "}", 2);
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThatThrownBy(() -> open.converted("m"))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageEndingWith("BOOL must be 0 or 1, was 2");
    }
  }

  /// A sparse file: the data of the last tensor begin after 3 GiB.
  @Test
  void tensor_beyondTwoGibibytes_isReadFromItsPlace() throws IOException {
    long large = 3L << 30;
    String header =
        "{"
            + SafetensorsFiles.entry("large", "U8", "[3,1073741824]", 0, large)
            + ","
            + SafetensorsFiles.entry("last", "F32", "[]", large, large + 4)
            + "}";
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("sparse.safetensors");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      AtomicFile.writeAll(channel, ByteBuffer.wrap(SafetensorsFiles.bytes(header, 0)));
      ByteBuffer one = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 1.5f);
      int written = channel.write(one, 8 + json.length + large);
      assertThat(written).isEqualTo(4);
    }
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.tensor("last").at(0)).isEqualTo(1.5f);
      assertThatThrownBy(() -> open.converted("large"))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageEndingWith(
              "tensor must have at most 2147483639 elements to be read, was [3, 1073741824]");
    }
  }

  private static Contents golden() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("10.weight", Tensor.of(Shape.of(1, 2), -0f, Float.POSITIVE_INFINITY));
    tensors.put("2.weight", Tensor.of(Shape.of(2, 3), 0, 1 / 3f, 2 / 3f, 1, 4 / 3f, 5 / 3f));
    tensors.put("empty", Tensor.of(Shape.of(0, 4), new float[0]));
    tensors.put("quote \" slash \\ tab \t bell \u0007 \u00e9 \u6f22", Tensor.of(Shape.of(1), 1f));
    tensors.put("scalar", Tensor.scalar(2.5));
    tensors.put("z \uE000", Tensor.of(Shape.of(1), 1f));
    tensors.put("z \uD83D\uDE00", Tensor.of(Shape.of(1), 0f));
    tensors.put("b", Tensor.of(Shape.of(3), 7, -8, Integer.MAX_VALUE));
    return new Contents(tensors, Map.of("format", "pt"));
  }

  private static void requireSame(Tensor actual, Tensor expected) {
    assertThat(actual.type()).isEqualTo(expected.type());
    if (expected.dtype() == dev.descent.tensor.DType.F32) {
      assertThat(bits(actual)).isEqualTo(bits(expected));
    } else {
      assertThat(actual.toInts()).isEqualTo(expected.toInts());
    }
  }

  private static int[] bits(Tensor tensor) {
    int[] bits = new int[tensor.shape().size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(tensor.at(i));
    }
    return bits;
  }

  private static Tensor get(Contents contents, String name) {
    return Objects.requireNonNull(contents.tensors().get(name), name);
  }

  private static TensorEntry entry(SafetensorsFile file, String name) {
    return Objects.requireNonNull(file.entries().get(name));
  }

  private static long dataBytes(SafetensorsFile file) {
    return file.entries().values().stream().mapToLong(TensorEntry::end).max().orElse(0);
  }
}
