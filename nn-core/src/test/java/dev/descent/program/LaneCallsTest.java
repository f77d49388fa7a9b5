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
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final float[] SPECIAL = {
    0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE
  };

  private enum Kind {
    TANH,
    RELU,
    SIGMOID
  }

  private static void compare(int rows, List<Integer> widths, Kind kind) {
    Program vectors = program(rows, widths, kind, Execution.GENERATED);
    Program each = program(rows, widths, kind, Execution.INTERPRETED);
    assertThat(vectors.useVectors()).isEqualTo(Kernels.VECTOR && !Kernels.FORCED);
    float[] weights = new float[each.layout().size()];
    for (int run = 0; run < 4 + SPECIAL.length; run++) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (2 * Keys.uniform(run, i) - 1) * (run == 3 ? 40 : 1);
        if (run >= 4 && Keys.uniform(run, weights.length + i) < 0.25) {
          weights[i] = SPECIAL[run - 4];
        }
      }
      Batch batch = Networks.batch(each.inputs(), 2, run);
      if (run >= 4) {
        int input = batch.indexOf(Batch.INPUT);
        batch.floats(input)[batch.offset(input)] = SPECIAL[run - 4];
      }
      float loss = each.run(weights, new float[0], batch, 0);
      assertThat(bits(vectors.run(weights, new float[0], batch, 0))).isEqualTo(bits(loss));
      assertThat(bits(vectors.gradient())).isEqualTo(bits(each.gradient()));
      assertThat(bits(vectors.output(Network.PREDICTION).toFloats()))
          .isEqualTo(bits(each.output(Network.PREDICTION).toFloats()));
    }
  }

  /// HotSpot compiles no method of more than 8000 bytes. Where extents are no multiples of a vector
  /// everything is unrolled.
  @ParameterizedTest
  @ValueSource(
      strings = {"8,8,8,8,8,8", "7,9,7,9,7,9", "31,2,31,2,31,2", "16,4,16,4,16,4", "2,8,1"})
  void methods_anyWidth_areSmallEnoughForTheJit(String extents) {
    List<Integer> widths = Arrays.stream(extents.split(",")).map(Integer::valueOf).toList();
    for (int rows : new int[] {1, 2, 4, 8}) {
      Compiled compiled = compiled(network(widths, Kind.TANH), types(rows, widths));
      List<Node> nodes = compiled.result().nodes();
      for (int width : new int[] {4, 8, 16}) {
        VectorCode one = VectorCode.inOne(nodes, false, width, Trained.of(compiled));
        if (one != null) {
          assertThat(one.largest()).isBetween(100, 5000);
        }
        VectorCode several = VectorCode.inSeveral(nodes, false, width);
        assertThat(Objects.requireNonNull(several).largest()).isBetween(100, 8000);
      }
    }
  }

  /// Where C2 has no choice what to inline: constructor, `run`, `part` and all of the plan.
  @Test
  void plan_ofTwoSmallLayers_isOneMethodForAnyWidth() {
    Compiled compiled = compiled(network(List.of(2, 8, 1), Kind.TANH), types(1, List.of(2, 8, 1)));
    for (int width : new int[] {4, 8, 16}) {
      VectorCode code = Objects.requireNonNull(inOne(compiled, width));
      assertThat(code.methods()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"'2,8,1', 8", "'2,4,1', 4", "'2,16,1', 16"})
  void plan_inTheWidestVectors_takesThoseThatItsExtentsFill(String extents, int width) {
    List<Integer> widths = Arrays.stream(extents.split(",")).map(Integer::valueOf).toList();
    Compiled compiled = compiled(network(widths, Kind.TANH), types(1, widths));
    VectorCode code =
        VectorCode.shortest(compiled.result().nodes(), false, 16, Trained.of(compiled));
    int taken = Objects.requireNonNull(code).largest();
    int shorter = 0;
    for (int other : new int[] {4, 8, 16}) {
      VectorCode one = inOne(compiled, other);
      if (other == width) {
        assertThat(taken).isEqualTo(Objects.requireNonNull(one).largest());
      } else if (one != null) {
        assertThat(taken).isLessThan(one.largest());
        shorter++;
      }
    }
    assertThat(shorter).isPositive();
  }

  /// A kernel that stays a call is short as well: here vectors of eight leave nine of them.
  @Test
  void plan_thatIsShortWhereKernelsStayCalls_takesTheVectorsThatWriteThem() {
    Compiled compiled = compiled(network(List.of(1, 12), Kind.RELU), types(1, List.of(1, 12)));
    VectorCode code =
        VectorCode.shortest(compiled.result().nodes(), false, 16, Trained.of(compiled));
    int written = Objects.requireNonNull(inOne(compiled, 4)).largest();
    assertThat(Objects.requireNonNull(inOne(compiled, 8)).largest()).isLessThan(written);
    assertThat(Objects.requireNonNull(code).largest()).isEqualTo(written);
  }

  /// Whatever the kernels' own vectors are.
  @ParameterizedTest
  @CsvSource({"1, '2,8,1'", "2, '2,4,1'", "1, '3,4,4'", "1, '5,16,2'", "1, '8,1'"})
  void code_inVectorsOfAnyWidth_hasTheSameBits(int rows, String extents) {
    List<Integer> widths = Arrays.stream(extents.split(",")).map(Integer::valueOf).toList();
    int compared = 0;
    for (Kind kind : Kind.values()) {
      Compiled compiled = compiled(network(widths, kind), types(rows, widths));
      Frame expected = run(compiled, Generator.generate(compiled.result().nodes(), false));
      for (int width : new int[] {4, 8, 16}) {
        VectorCode code = inOne(compiled, width);
        if (code != null) {
          Frame actual = run(compiled, code.load());
          assertThat(bits(actual.gradient)).isEqualTo(bits(expected.gradient));
          for (int i = 0; i < actual.parameters.length; i++) {
            assertThat(actual.parameters[i])
                .isEqualTo(expected.parameters[i] - 0.1f * expected.gradient[i]);
          }
          compared++;
        }
      }
    }
    assertThat(compared).isPositive();
  }

  private static Frame run(Compiled compiled, Code code) {
    Frame frame = compiled.frame(Team.single());
    frame.parameters = new float[compiled.layout().size()];
    for (int i = 0; i < frame.parameters.length; i++) {
      frame.parameters[i] = 2 * Keys.uniform(5, i) - 1;
    }
    frame.prepare(code);
    Batch batch = Networks.batch(compiled.traced().inputs(), 2, 7);
    Trained trained = Objects.requireNonNull(Trained.of(compiled));
    Update update = new Update(trained.from(), trained.to(), 0.1f, -0f, 100);
    update.open(frame.parameters, frame.gradient, 1);
    code.run(frame, batch, new Fields(compiled.traced().inputs()).of(batch), update);
    return frame;
  }

  private static @Nullable VectorCode inOne(Compiled compiled, int width) {
    return VectorCode.inOne(compiled.result().nodes(), false, width, Trained.of(compiled));
  }

  @Test
  void code_ofANodeThatIsTooLarge_isNone() {
    Network network =
        (_, inputs) -> {
          Value x = Objects.requireNonNull(inputs.get(Batch.INPUT));
          for (int i = 0; i < 200; i++) {
            x = x.tanh();
          }
          return Map.of(Network.LOSS, x.mean());
        };
    List<Node> nodes =
        compiled(network, Map.of(Batch.INPUT, Type.f32(Shape.of(7)))).result().nodes();
    assertThat(VectorCode.shortest(nodes, false, 8, null)).isNull();
  }

  private static Compiled compiled(Network network, Map<String, Type> types) {
    Traced traced = Traced.of(network, types, true);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    traced.trace().parameters().forEach((path, own) -> shapes.put(path, own.value().shape()));
    Layout layout = Layout.of(shapes, Map.of());
    Layout none = Layout.of(Map.of(), Map.of());
    return Compiled.of(traced, layout, none, shapes.keySet(), true, true);
  }

  private static int[] bits(float... values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  private static Network network(List<Integer> widths, Kind kind) {
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
    return Network.supervised(new Sequential(layers), new MeanSquaredError());
  }

  private static Map<String, Type> types(int rows, List<Integer> widths) {
    return Map.of(
        Batch.INPUT,
        Type.f32(Shape.of(rows, widths.getFirst())),
        Batch.TARGET,
        Type.f32(Shape.of(rows, widths.getLast())));
  }

  private static Program program(int rows, List<Integer> widths, Kind kind, Execution execution) {
    Map<String, Type> types = types(rows, widths);
    Model model = Model.of(network(widths, kind), types).withExecution(execution);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    return model.training(layout, types, Team.single(), Set.copyOf(model.parameters().keySet()));
  }
}
