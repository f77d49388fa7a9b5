package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules that a wrapper restarts.
final class RestartTest {
  private static final Map<String, Shape> ONE = Map.of("w", Shape.of(7));

  /// Each parameter is restarted by its own count: one that begins two steps later, two steps
  /// later.
  @Test
  void parameters_areRestartedByTheirOwnCounts() {
    Optimizer optimizer =
        Fixture.small(Optimizer.builder(new Restarting(Moments.of(0.1), 3)).freeze("0.bias", 2));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    for (int step = 1; step <= 8; step++) {
      Fixture.walk(optimizer, weights, 1);
      for (String path : new String[] {"0.weight", "0.bias"}) {
        int updates = path.equals("0.bias") ? Math.max(0, step - 2) : step;
        float[] moment = optimizer.state().slots().get(path + "/m").floats();
        boolean anew = updates % 3 == 0;
        assertThat(Arrays.equals(moment, new float[moment.length]))
            .as("%s begins anew after %d updates", path, updates)
            .isEqualTo(anew);
      }
    }
    assertThat(optimizer.state().updates())
        .containsEntry("0.weight", 8L)
        .containsEntry("0.bias", 6L);
  }

  @Test
  void state_savedBetweenRestarts_goesOnWithTheCount() {
    Optimizer through = Fixture.small(Optimizer.builder(new Restarting(Moments.of(0.1), 3)));
    float[] weights = Fixture.numbers(through.layout(), 1);
    Fixture.walk(through, weights, 2);
    Optimizer resumed = Fixture.small(Optimizer.builder(new Restarting(Moments.of(0.1), 3)));
    resumed.restore(through.state());
    float[] other = weights.clone();
    Fixture.walk(through, weights, 5);
    Fixture.walk(resumed, other, 5);
    Fixture.assertSameBits(weights, other);
  }

  /// A slot can begin with more than any step has left in it, which a step must know: it is made on
  /// a copy, and put back.
  @Test
  void slotThatBeginsLarge_isLookedAtAfterARestart() {
    Optimizer optimizer = Optimizer.builder(new Restarting(new Swelling(), 2)).build(ONE, Map.of());
    float[] weights = new float[optimizer.layout().size()];
    Gradient gradient = new Gradient(new float[weights.length]);
    optimizer.step(weights, gradient);
    optimizer.step(weights, gradient);
    Arrays.fill(gradient.values(), 0, 7, 2);
    assertThatThrownBy(() -> optimizer.step(weights, gradient))
        .isInstanceOf(NonFiniteException.class);
    Arrays.fill(gradient.values(), 0);
    assertThat(optimizer.step(weights, gradient)).as("a step after the refusal").isTrue();
  }

  /// A rule that begins anew has seen no weights to take a mean of: those that are trained count,
  /// as before its first update.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void evaluationWeights_rightAfterARestart_areThoseThatAreTrained(boolean tensors) {
    Optimizer optimizer =
        Fixture.small(Optimizer.builder(new Restarting(new MeanWeights(tensors), 3)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] sum = new float[weights.length];
    for (int step = 0; step <= 7; step++) {
      int since = step % 3;
      float[] expected = weights.clone();
      for (int i = 0; i < sum.length; i++) {
        expected[i] = since == 0 ? weights[i] : sum[i] / since;
        sum[i] = since == 0 ? weights[i] : sum[i] + weights[i];
      }
      float[] out = new float[weights.length];
      optimizer.evaluationWeights(weights, out);
      Fixture.assertSameBits(out, expected);
      Fixture.walk(optimizer, weights, 1);
    }
  }

  @Test
  void twoThatRestart_inOneChain_areRefused() {
    assertThatThrownBy(
            () -> Optimizer.builder(new Restarting(new Restarting(), 2)).build(ONE, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "at most one part of a chain must restart what it wraps, was [restarting, restarting]");
    assertThat(Optimizer.builder(new Restarting(new Restarting(), 0)).build(ONE, Map.of()).layout())
        .isNotNull();
  }

  @Test
  void restartBelowZero_isRefused() {
    assertThatThrownBy(
            () -> Optimizer.builder(new Restarting(Moments.of(0.1), -1)).build(ONE, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("restarting restart must be >= 0, was -1");
  }
}
