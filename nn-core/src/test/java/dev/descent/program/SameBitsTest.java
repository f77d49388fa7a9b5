package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.layer.Scope;
import dev.descent.parallel.Team;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Fused or not, generated or interpreted, with one thread or two: a program gives the same bits.
final class SameBitsTest {
  private static final Team TWO = Team.of(2);

  @AfterAll
  static void close() {
    TWO.close();
  }

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = Long.getLong("descent.test.seed", 0), n = 0; n < 30; n++) {
      seeds.add(seed + n);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void smallNetwork_everyExecution_sameBits(long seed) {
    compare(Networks.random(seed, 12), Map.of(Batch.INPUT, Type.f32(Shape.of(7, 5))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1000, 1001, 1002})
  void networkThatTeamsShare_everyExecution_sameBits(long seed) {
    compare(Networks.random(seed, 8), Map.of(Batch.INPUT, Type.f32(Shape.of(321, 259))));
  }

  /// Chains longer than a block, which repeat rows, columns and channels for themselves.
  @Test
  void chainsThatRepeat_everyExecution_sameBits() {
    Network network =
        (scope, inputs) -> {
          Value x = Objects.requireNonNull(inputs.get(Batch.INPUT));
          Shape shape = x.shape();
          Value row = scope.parameter("row", Shape.of(shape.at(2)), Networks.uniform(9));
          Value channel = scope.parameter("channel", Shape.of(shape.at(1), 1), Networks.uniform(3));
          Value image = scope.parameter("image", shape.with(1, 1).with(2, 1), Networks.uniform(2));
          Value one = scope.parameter("one", Shape.scalar(), Networks.uniform(1));
          Value centered = x.subtract(x.mean(true, 0, 2)).multiply(channel).add(row);
          Value gated = centered.multiply(image.sigmoid()).add(x.multiply(channel)).divide(row);
          Value both = gated.multiply(centered.tanh()).maximum(one).subtract(image.sigmoid());
          Value last = both.multiply(row.tanh()).add(gated);
          Map<String, Value> outputs = new LinkedHashMap<>();
          outputs.put(Network.LOSS, last.square().mean().add(row.broadcast(shape).square().sum()));
          outputs.put("last", last);
          outputs.put("input", row.broadcast(shape));
          return outputs;
        };
    for (Shape shape : List.of(Shape.of(3, 4, 5), Shape.of(7, 19, 23), Shape.of(40, 1, 129))) {
      compare(network, Map.of(Batch.INPUT, Type.f32(shape)));
    }
    compare(network, Map.of(Batch.INPUT, Type.f32(Shape.of(33, 70, 90))));
  }

  @Test
  void longChain_keepsItsIntermediateResultsForABlockOnly() {
    Network network =
        (scope, inputs) -> {
          Value x = Objects.requireNonNull(inputs.get(Batch.INPUT));
          Value row = scope.parameter("row", Shape.of(x.shape().at(1)), Networks.uniform(9));
          Value a = x.multiply(row);
          Value b = a.tanh().add(row);
          return Map.of("last", a.multiply(b).add(b.exp()).subtract(a));
        };
    Map<String, Type> inputs = Map.of(Batch.INPUT, Type.f32(Shape.of(100, 50)));
    Model model = Model.of(network, inputs);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Plan plan = model.evaluation(layout, inputs, Team.single()).plan();
    assertThat(plan.steps()).as(plan.toString()).hasSize(1);
    assertThat(plan.memory().buffers()).isEqualTo(4 * 100 * 50);
  }

  @Test
  void movesThatTeamsShare_everyExecution_sameBits() {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put(Batch.INPUT, Type.f32(Shape.of(40, 50, 60)));
    types.put(Batch.TARGET, Type.i32(Shape.of(2000)));
    compare(SameBitsTest::moves, types);
  }

  /// Permutations, joined columns and rows that are looked up, wide and narrow ones, all of them
  /// large enough for several threads.
  private static Map<String, Value> moves(Scope scope, Map<String, Value> inputs) {
    Value input = Objects.requireNonNull(inputs.get(Batch.INPUT));
    Value rows = Objects.requireNonNull(inputs.get(Batch.TARGET));
    Value wide = scope.parameter("wide", Shape.of(30, 160), Networks.uniform(160)).gather(rows);
    Value narrow = scope.parameter("narrow", Shape.of(9, 60), Networks.uniform(60)).gather(rows);
    Value turned = input.permute(1, 2, 0).tanh().permute(2, 0, 1).reshape(2000, 60);
    Value joined = wide.concat(1, List.of(narrow.multiply(turned), turned)).pad(0, 3, 5);
    Value spread = joined.mean(true, 1).broadcast(joined.shape()).multiply(joined);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put(Network.LOSS, spread.tanh().square().mean());
    outputs.put("last", spread);
    outputs.put("input", input);
    return outputs;
  }

  private static void compare(Network network, Map<String, Type> inputs) {
    Model model = Model.of(network, inputs);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Batch batch = Networks.batch(inputs, 2, 5);
    List<String> expected = null;
    for (Execution execution :
        List.of(Execution.INTERPRETED, Execution.GENERATED, Execution.PROFILED)) {
      for (boolean fuse : new boolean[] {false, true}) {
        for (Team team : List.of(Team.single(), TWO)) {
          Traced traced = Traced.of(network, inputs, true);
          Program program = Program.compile(traced, layout, model.states(), team, execution, fuse);
          List<String> found = run(program, model, layout, batch);
          if (expected == null) {
            expected = found;
          }
          assertThat(found)
              .as("%s, fused %s, %d threads%n%s", execution, fuse, team.threads(), program.plan())
              .isEqualTo(expected);
        }
      }
    }
  }

  private static List<String> run(Program program, Model model, Layout layout, Batch batch) {
    float[] parameters = model.initialParameters(layout, 3);
    float[] states = model.initialStates();
    List<String> results = new ArrayList<>();
    for (int step = 0; step < 2; step++) {
      results.add("loss " + Float.floatToIntBits(program.run(parameters, states, batch, step)));
      results.add("gradient " + bits(program.gradient()));
      results.add("states " + bits(program.nextStates()));
      results.add("last " + bits(program.output("last").toFloats()));
      results.add("input " + bits(program.output("input").toFloats()));
      results.add("squares " + Arrays.hashCode(program.gradientSumSquares()));
      results.add("max " + bits(program.gradientMaxAbs()));
      System.arraycopy(program.nextStates(), 0, states, 0, states.length);
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] -= 0.1f * program.gradient()[i];
      }
    }
    return results;
  }

  private static String bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits.length <= 40 ? Arrays.toString(bits) : Integer.toString(Arrays.hashCode(bits));
  }
}
