package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
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
