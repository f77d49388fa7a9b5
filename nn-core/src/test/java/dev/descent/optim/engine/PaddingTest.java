package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Layout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A transform of all gradients as one vector, whose groups have padding between them.
final class PaddingTest {
  @ParameterizedTest
  @ValueSource(floats = {3, 1e30f, Float.NaN, Float.POSITIVE_INFINITY})
  void paddingOfGroups_isNoPartOfSums_norOfWhatIsSaved(float padding) {
    Optimizer clean = build(new Pooled(), "*.bias");
    float[] expected = run(clean, Fixture.numbers(clean.layout(), 1), 0, 5, 0);
    Optimizer first = build(new Pooled(), "*.bias");
    float[] weights = Fixture.numbers(first.layout(), 1);
    pad(weights, first.layout(), padding);
    run(first, weights, 0, 2, padding);
    Optimizer resumed = build(new Pooled(), "*.bias");
    resumed.restore(first.state());
    assertThat(slices(first.layout(), run(first, weights.clone(), 2, 5, padding)))
        .isEqualTo(slices(clean.layout(), expected));
    assertThat(slices(resumed.layout(), run(resumed, weights.clone(), 2, 5, -padding)))
        .as("resumed")
        .isEqualTo(slices(clean.layout(), expected));
  }

  @Test
  void draws_areMadeForEveryGroup() {
    Optimizer one = build(new Pooled(0.5), "none");
    Optimizer two = build(new Pooled(0.5), "*.bias");
    assertThat(slices(two.layout(), run(two, Fixture.numbers(two.layout(), 1), 0, 2, 0)))
        .isEqualTo(slices(one.layout(), run(one, Fixture.numbers(one.layout(), 1), 0, 2, 0)));
  }

  private static Optimizer build(Pooled transform, String group) {
    OptimizerBuilder builder = Optimizer.builder(new Momentum()).transform(transform);
    return Fixture.small(group.equals("none") ? builder : builder.group(group, new Momentum()));
  }

  private static float[] run(
      Optimizer optimizer, float[] weights, int from, int to, float padding) {
    for (int step = from; step < to; step++) {
      float[] gradient = Fixture.numbers(optimizer.layout(), 10 + step);
      pad(gradient, optimizer.layout(), padding);
      assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
    }
    return weights;
  }

  private static void pad(float[] vector, Layout layout, float padding) {
    int end = 0;
    for (Layout.Slice slice : layout.slices()) {
      Arrays.fill(vector, end, slice.offset(), padding);
      end = slice.end();
    }
    Arrays.fill(vector, end, vector.length, padding);
  }

  /// Returns the vector in the order of the model, without padding.
  private static float[] slices(Layout layout, float[] vector) {
    float[] all = new float[layout.elements()];
    int at = 0;
    for (String path : Fixture.SMALL.keySet()) {
      Layout.Slice slice = layout.slice(path);
      System.arraycopy(vector, slice.offset(), all, at, slice.shape().size());
      at += slice.shape().size();
    }
    return all;
  }
}
