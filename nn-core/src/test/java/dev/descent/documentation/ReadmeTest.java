package dev.descent.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Program;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The example of the module's README is the code between the marks below, and it learns.
final class ReadmeTest {
  @Test
  void example_learnsXor() {
    // begin
    Layer network = Sequential.of(new Linear(8), new Tanh(), new Linear(1));
    Map<String, Type> inputs =
        Map.of("input", Type.f32(Shape.of(4, 2)), "target", Type.f32(Shape.of(4, 1)));
    Model model = Model.of(Network.supervised(network, new MeanSquaredError()), inputs);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    float[] weights = model.initialParameters(layout, 1);
    Program program = model.training(layout, inputs, Team.common());

    Tensor input = Tensor.of(Shape.of(4, 2), 0f, 0, 0, 1, 1, 0, 1, 1);
    Tensor target = Tensor.of(Shape.of(4, 1), 0f, 1, 1, 0);
    Batch batch = Batch.of(Map.of("input", input, "target", target));
    float loss = 0;
    for (int step = 0; step < 1000; step++) {
      loss = program.run(weights, model.initialStates(), batch, Keys.fold(Keys.of(1), step));
      float[] gradient = program.gradient();
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= 0.3f * gradient[i];
      }
    }
    // end
    assertThat(loss).isLessThan(0.001f);
    assertThat(input.matmul(input.transpose()).softmax(-1).shape()).isEqualTo(Shape.of(4, 4));
  }

  @Test
  void readme_showsThisExample() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    List<String> shown = readme.subList(readme.indexOf("```java") + 1, readme.lastIndexOf("```"));
    List<String> source =
        Files.readAllLines(Path.of("src/test/java/dev/descent/documentation/ReadmeTest.java"));
    List<String> example =
        source.subList(source.indexOf("    // begin") + 1, source.indexOf("    // end"));
    assertThat(shown)
        .isEqualTo(example.stream().map(line -> line.replaceFirst("^    ", "")).toList());
  }
}
