package dev.descent.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.descent.io.spi.WeightFormat;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WeightFormatsTest {
  @Test
  void found_serviceLoader_hasSafetensors() {
    WeightFormats formats = WeightFormats.found();
    assertThat(formats.named("safetensors")).isInstanceOf(Safetensors.class);
    assertThat(formats.of(Path.of("runs", "model.safetensors"))).isInstanceOf(Safetensors.class);
  }

  @Test
  void named_unknown_listsTheKnownOnes() {
    WeightFormats formats = WeightFormats.found();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> formats.named("npz"))
        .withMessage("no weight format named 'npz'; found [safetensors]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> formats.of(Path.of("model.npz")))
        .withMessage("no weight format for 'model.npz'; found [.safetensors]");
  }

  @Test
  void of_oneNameTwice_namesBothClasses() {
    Stream<WeightFormat> twice = Stream.of(new Safetensors(), new Other());
    assertThatIllegalStateException()
        .isThrownBy(() -> WeightFormats.of(twice))
        .withMessage(
            "two weight formats named 'safetensors': dev.descent.io.Safetensors and"
                + " dev.descent.io.WeightFormatsTest$Other; leave one out");
  }

  private static final class Other implements WeightFormat {
    @Override
    public String name() {
      return "safetensors";
    }

    @Override
    public String extension() {
      return "other";
    }

    @Override
    public Contents read(Path path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(Path path, Contents contents) {
      throw new UnsupportedOperationException();
    }
  }
}
