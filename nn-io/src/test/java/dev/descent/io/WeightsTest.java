package dev.descent.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.descent.io.spi.WeightFormat.Contents;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightsTest {
  @TempDir Path folder;

  private final Layout layout = layout(Map.of());
  private final float[] values = numbered(layout);

  @Test
  void read_whatWasWritten_fillsTheVectors() throws IOException {
    Layout states = Layout.of(Map.of("1.running_mean", Shape.of(3)), Map.of());
    float[] means = numbered(states);
    Path file = folder.resolve("model.safetensors");
    Weights.of(layout, values).and(states, means).write(file, Map.of("format", "pt"));
    float[] weightsRead = new float[layout.size()];
    float[] meansRead = new float[states.size()];
    Map<String, String> metadata =
        Weights.of(layout, weightsRead).and(states, meansRead).read(file);
    assertThat(weightsRead).isEqualTo(values);
    assertThat(meansRead).isEqualTo(means);
    assertThat(metadata).isEqualTo(Map.of("format", "pt"));
  }

  @Test
  void write_twice_givesTheSameBytes() throws IOException {
    Weights.of(layout, values).write(folder.resolve("a"), Map.of());
    Weights.of(layout, values).write(folder.resolve("b"), Map.of());
    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
  }

  @Test
  void write_tiedParameter_hasBothNames() throws IOException {
    Layout tied = layout(Map.of("head.weight", "0.weight"));
    Path file = folder.resolve("tied.safetensors");
    Weights.of(tied, values).write(file, Map.of());
    Map<String, Tensor> tensors = new Safetensors().read(file).tensors();
    assertThat(tensors).containsOnlyKeys("0.weight", "0.bias", "head.weight");
    float[] read = new float[tied.size()];
    Weights.of(tied, read).read(file);
    assertThat(read).isEqualTo(values);
  }

  @Test
  void load_tiedParameterUnderOneName_isEnough() throws IOException {
    Layout tied = layout(Map.of("head.weight", "0.weight"));
    Map<String, Tensor> tensors = tensors();
    Tensor weight = tensors.remove("0.weight");
    tensors.put("head.weight", weight);
    float[] read = new float[tied.size()];
    Weights.of(tied, read).load("the file", tensors);
    assertThat(read).isEqualTo(values);
  }

  @Test
  void load_tiedNamesThatDiffer_isRefused() {
    Layout tied = layout(Map.of("head.weight", "0.weight"));
    Map<String, Tensor> tensors = tensors();
    tensors.put("head.weight", Tensor.full(Shape.of(2, 3), 9));
    float[] read = new float[tied.size()];
    assertThatThrownBy(() -> Weights.of(tied, read).load("the file", tensors))
        .isInstanceOf(WeightMismatchException.class)
        .hasMessage(
            "the file must have the tensors of this model, was not: different ['0.weight' and"
                + " 'head.weight' are tied and must be equal]");
    assertThat(read).containsOnly(0);
  }

  @Test
  void read_fileOfAnotherModel_listsEverythingAndChangesNothing() throws IOException {
    Path file = folder.resolve("other.safetensors");
    Map<String, Tensor> tensors = tensors();
    tensors.remove("0.bias");
    tensors.put("0.weight", Tensor.full(Shape.of(3, 2), 1));
    tensors.put("0.scale", Tensor.scalar(1));
    new Safetensors().write(file, new Contents(tensors, Map.of()));
    float[] read = new float[layout.size()];
    WeightMismatchException e =
        catchThrowableOfType(
            WeightMismatchException.class, () -> Weights.of(layout, read).read(file));
    assertThat(e)
        .hasMessage(
            file
                + " must have the tensors of this model, was not: missing [0.bias]; unexpected"
                + " [0.scale]; different ['0.weight' is F32[3, 2], needs F32[2, 3]]");
    assertThat(e.report().missing()).containsExactly("0.bias");
    assertThat(e.report().unexpected()).containsExactly("0.scale");
    assertThat(e.report().fits()).isFalse();
    assertThat(read).containsOnly(0);
  }

  @Test
  void read_fileOfAnotherType_needsAConversionThatIsAskedFor() throws IOException {
    Path file = SafetensorsFiles.resource(folder, "types.safetensors");
    Layout half = Layout.of(Map.of("f16", Shape.of(3)), Map.of());
    float[] read = new float[half.size()];
    assertThatThrownBy(() -> Weights.of(half, read).read(file))
        .isInstanceOf(WeightMismatchException.class)
        .hasMessageContaining("different ['f16' is F16[3], needs F32[3]]");
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      Weights.of(half, read).load("types", Map.of("f16", open.converted("f16")));
    }
    assertThat(Arrays.copyOf(read, 3)).containsExactly(0x1.998p-4f, -2, 65504);
  }

  @Test
  void of_vectorOrNamesThatDoNotFit_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(layout, new float[5]))
        .withMessage("a vector for this layout must have 256 elements, was 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(layout, values).and(layout, values))
        .withMessage("weights must have different names, '0.weight' is there twice");
  }

  @Test
  void report_nothingWrong_saysSo() {
    WeightReport report =
        new WeightReport(java.util.List.of(), java.util.List.of(), java.util.List.of());
    assertThat(report.fits()).isTrue();
    assertThat(report).hasToString("fits");
  }

  private Map<String, Tensor> tensors() {
    return new LinkedHashMap<>(Weights.of(layout, values).tensors());
  }

  private static Layout layout(Map<String, String> aliases) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("0.weight", Shape.of(2, 3));
    shapes.put("0.bias", Shape.of(2));
    return Layout.of(shapes, aliases);
  }

  private static float[] numbered(Layout layout) {
    float[] values = new float[layout.size()];
    for (int i = 0; i < layout.elements(); i++) {
      values[i] = i + 0.5f;
    }
    return values;
  }
}
