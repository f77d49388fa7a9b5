package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.kernel.Kernels;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A small plan in vectors has the bits of its calls one by one, whichever extents are multiples of
/// a vector.
final class LaneCallsTest {
  @ParameterizedTest
  @CsvSource({
    "1, '2,8,1'", "1, '2,16,1'", "1, '2,32,16,2'", "4, '2,8,1'", "3, '2,4,8'", "1, '3,8,8,1'",
    "1, '8,16,4'", "2, '1,4,2'", "1, '16,1'", "1, '5,12,3'", "2, '4,64,1'", "1, '1,8,1'"
  })
  void network_inVectors_hasTheSameBits(int rows, String extents) {
    List<Integer> widths = Arrays.stream(extents.split(",")).map(Integer::valueOf).toList();
    for (Kind kind : Kind.values()) {
      compare(rows, widths, kind);
    }
  }

  @Test
  void upgrade_suitsSmallPlansOnly() {
    assertThat(program(1, List.of(2, 8, 1), Kind.TANH, Execution.GENERATED).useVectors())
        .isEqualTo(Kernels.VECTOR && !Kernels.FORCED);
    assertThat(program(1, List.of(3, 5, 1), Kind.TANH, Execution.GENERATED).useVectors()).isFalse();
    assertThat(program(64, List.of(64, 64), Kind.TANH, Execution.GENERATED).useVectors()).isFalse();
    assertThat(program(1, List.of(2, 8, 1), Kind.TANH, Execution.INTERPRETED).useVectors())
        .isFalse();
  }

  private enum Kind {
    TANH,
    RELU,
    SIGMOID
  }

  private static void compare(int rows, List<Integer> widths, Kind kind) {
    Program vectors = program(rows, widths, kind, Execution.GENERATED);
    Program each = program(rows, widths, kind, Execution.INTERPRETED);
    vectors.useVectors();
    float[] weights = new float[each.layout().size()];
    for (int run = 0; run < 4; run++) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (2 * Keys.uniform(run, i) - 1) * (run == 3 ? 40 : 1);
      }
      Batch batch = Networks.batch(each.inputs(), 2, run);
      float loss = each.run(weights, new float[0], batch, 0);
      assertThat(vectors.run(weights, new float[0], batch, 0)).isEqualTo(loss);
      assertThat(bits(vectors.gradient())).isEqualTo(bits(each.gradient()));
      assertThat(bits(vectors.output(Network.PREDICTION).toFloats()))
          .isEqualTo(bits(each.output(Network.PREDICTION).toFloats()));
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  private static Program program(int rows, List<Integer> widths, Kind kind, Execution execution) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      layers.add(new Linear(widths.get(i)));
      layers.add(
          switch (kind) {
            case TANH -> new Tanh();
            case RELU -> new Relu();
            case SIGMOID -> new Sigmoid();
          });
    }
    Map<String, Type> types =
        Map.of(
            Batch.INPUT,
            Type.f32(Shape.of(rows, widths.getFirst())),
            Batch.TARGET,
            Type.f32(Shape.of(rows, widths.getLast())));
    Network network = Network.supervised(new Sequential(layers), new MeanSquaredError());
    Model model = Model.of(network, types).withExecution(execution);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    return model.training(layout, types, Team.single(), Set.copyOf(model.parameters().keySet()));
  }
}
