package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.kernel.Sums;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.program.Update;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The shortest way to make a step changes no bit. Norms that a caller gives are the sign to take
/// the general way.
final class BriefStepTest {
  @Test
  void steps_shortAndGeneral_haveTheSameBits() {
    for (OptimizerConfig config : TransactionTest.configs()) {
      Optimizer brief = Fixture.small(Optimizer.builder(config));
      Optimizer general = Fixture.small(Optimizer.builder(config));
      float[] short1 = Fixture.numbers(brief.layout(), 1);
      float[] long1 = short1.clone();
      for (int step = 0; step < 7; step++) {
        float[] values = Fixture.numbers(brief.layout(), 100 + step);
        brief.step(short1, gradient(values));
        general.step(long1, withNorms(general.layout(), gradient(values)));
        Fixture.assertSameBits(short1, long1);
        Fixture.assertSameState(brief.state(), general.state());
      }
    }
  }

  @Test
  void steps_plainMomentumAndAdam_takeTheShortWayFromTheSecondOn() {
    for (OptimizerConfig config : List.of(Momentum.plain(0.1), Moments.of(0.1))) {
      Optimizer optimizer = Fixture.small(Optimizer.builder(config));
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      float[] values = Fixture.numbers(optimizer.layout(), 100);
      assertThat(optimizer.brief(weights, gradient(values))).isFalse();
      optimizer.step(weights, gradient(values));
      for (int step = 2; step < 7; step++) {
        float[] next = Fixture.numbers(optimizer.layout(), 100 + step);
        assertThat(optimizer.brief(weights, gradient(next))).isTrue();
        assertThat(optimizer.steps()).isEqualTo(step);
      }
    }
  }

  @Test
  void descend_briefAndGeneral_hasTheBitsOfTheLoop() {
    Optimizer loop = Fixture.small(Optimizer.builder(Momentum.plain(0.1)));
    Optimizer descend = Fixture.small(Optimizer.builder(Descending.of(0.1, 0, true)));
    float[] expected = Fixture.numbers(loop.layout(), 1);
    float[] weights = expected.clone();
    for (int step = 0; step < 7; step++) {
      float[] values = Fixture.numbers(loop.layout(), 100 + step);
      loop.step(expected, gradient(values).scale(0.3));
      Gradient given = gradient(values).scale(0.3);
      descend.step(weights, step == 4 ? withNorms(loop.layout(), given) : given);
      Fixture.assertSameBits(weights, expected);
    }
  }

  @Test
  void step_thatARuleRefusesToBegin_changesNothingAndDoesNotStop() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new Descending(0.1, 0, true, 3)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 3);
    float[] before = weights.clone();
    float[] values = Fixture.numbers(optimizer.layout(), 7);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> optimizer.step(weights, gradient(values)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no step 3");
      Fixture.assertSameBits(weights, before);
      assertThat(optimizer.steps()).isEqualTo(3);
    }
  }

  @Test
  void step_ofARuleThatFailsToTellItsRate_changesNothingAndDoesNotStop() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new Descending(0.1, 0, true, -1, 0)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    float[] values = Fixture.numbers(optimizer.layout(), 7);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> optimizer.step(weights, gradient(values)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no rate");
      Fixture.assertSameBits(weights, before);
      assertThat(optimizer.steps()).isZero();
      assertThat(optimizer.state().updates().values()).containsOnly(0L);
    }
  }

  @Test
  void update_ofAFactorWithWhichModerateNumbersOverflow_isNone() {
    for (double times : new double[] {1, 0x1p10, 0x1p11, 0x1p19}) {
      Optimizer optimizer = Fixture.small(Optimizer.builder(new Descending(1, 0, true, -1, times)));
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      Gradient none = gradient(new float[weights.length]);
      optimizer.step(weights, none);
      assertThat(optimizer.update(weights, none) == Update.NONE)
          .as("rate %s", times)
          .isEqualTo(times > 0x1p10);
    }
  }

  @Test
  void update_ofARuleThatHasDoneSomethingElse_isNone() {
    for (int failing : new int[] {-1, -2}) {
      Optimizer optimizer = Fixture.small(Optimizer.builder(new Descending(1, 0, true, failing)));
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      Gradient none = gradient(new float[weights.length]);
      optimizer.step(weights, none);
      assertThat(optimizer.update(weights, none) == Update.NONE).isEqualTo(failing == -2);
    }
  }

  @Test
  void steps_aroundALateUnfreezing_haveTheSameBits() {
    List<OptimizerConfig> configs = List.of(Moments.of(0.1), Momentum.plain(0.1));
    for (OptimizerConfig config : configs) {
      Optimizer brief = Fixture.small(Optimizer.builder(config).freeze("0.*", 3));
      Optimizer general = Fixture.small(Optimizer.builder(config).freeze("0.*", 3));
      float[] short1 = Fixture.numbers(brief.layout(), 1);
      float[] long1 = short1.clone();
      for (int step = 0; step < 7; step++) {
        float[] values = Fixture.numbers(brief.layout(), 100 + step);
        brief.step(short1, gradient(values));
        general.step(long1, withNorms(general.layout(), gradient(values)));
        Fixture.assertSameBits(short1, long1);
      }
    }
  }

  @Test
  void steps_afterAnEmptyParameterWasUnfrozen_haveTheSameBits() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("empty", Shape.of(0, 3));
    shapes.put("w", Shape.of(3));
    Optimizer brief =
        Optimizer.builder(Moments.of(0.1)).freeze("empty", 10).build(shapes, Map.of());
    Optimizer general =
        Optimizer.builder(Moments.of(0.1)).freeze("empty", 10).build(shapes, Map.of());
    float[] short1 = Fixture.numbers(brief.layout(), 1);
    float[] long1 = short1.clone();
    for (int step = 0; step < 14; step++) {
      float[] values = Fixture.numbers(brief.layout(), 100 + step);
      brief.step(short1, gradient(values));
      general.step(long1, withNorms(general.layout(), gradient(values)));
      Fixture.assertSameBits(short1, long1);
    }
  }

  @Test
  void gradient_withAnythingInItsPadding_makesTheSameSteps() {
    for (int size : new int[] {3, 40_001}) {
      for (float junk : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0x1p100f}) {
        Optimizer optimizer =
            Optimizer.builder(Descending.of(0.5, 0, false))
                .build(Map.of("w", Shape.of(size)), Map.of());
        float[] weights = new float[optimizer.layout().size()];
        float[] values = new float[weights.length];
        Arrays.fill(values, junk);
        Arrays.fill(values, 0, size, 1);
        for (int step = 0; step < 3; step++) {
          boolean brief = size == 3 && step > 0;
          assertThat(optimizer.brief(weights, gradient(values))).isEqualTo(brief);
          assertThat(brief || optimizer.step(weights, gradient(values))).isTrue();
        }
        float[] expected = new float[weights.length];
        Arrays.fill(expected, 0, size, -1.5f);
        Fixture.assertSameBits(weights, expected);
      }
    }
  }

  @Test
  void steps_moreThanTheJitNeeds_goOnWithTheSameBits() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(0x1p-12)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] values = Fixture.numbers(optimizer.layout(), 2);
    float[] expected = weights.clone();
    for (int step = 0; step < (1 << 16) + 100; step++) {
      optimizer.step(weights, gradient(values));
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= 0x1p-12f * values[i];
      }
    }
    Fixture.assertSameBits(weights, expected);
  }

  @Test
  void step_scaled_hasTheSameBits() {
    Optimizer brief = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    Optimizer general = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] short1 = Fixture.numbers(brief.layout(), 1);
    float[] long1 = short1.clone();
    for (int step = 0; step < 4; step++) {
      float[] values = Fixture.numbers(brief.layout(), 100 + step);
      brief.step(short1, gradient(values).scale(0.125));
      general.step(long1, withNorms(general.layout(), gradient(values).scale(0.125)));
    }
    Fixture.assertSameBits(short1, long1);
  }

  @Test
  void step_withAnotherArrayOfWeights_looksAtItFirst() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(0.1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 3);
    float[] huge = new float[weights.length];
    huge[0] = -Float.MAX_VALUE;
    float[] before = huge.clone();
    float[] values = new float[weights.length];
    values[0] = Float.MAX_VALUE;
    values[1] = 1;
    assertThatThrownBy(() -> optimizer.step(huge, gradient(values).scale(1)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("update of '0.weight'");
    Fixture.assertSameBits(huge, before);
    assertThat(optimizer.steps()).isEqualTo(3);
  }

  @Test
  void step_withAGradientOfAnotherLength_isRefused() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(0.1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 3);
    assertThatThrownBy(() -> optimizer.step(weights, gradient(new float[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("gradient must have 256 elements");
  }

  private static Gradient gradient(float[] values) {
    return new Gradient(values).loss(1).objective(Fixture.bowl());
  }

  private static Gradient withNorms(Layout layout, Gradient gradient) {
    List<Layout.Slice> slices = layout.slices();
    double[] squares = new double[slices.size()];
    float[] largest = new float[slices.size()];
    for (int i = 0; i < squares.length; i++) {
      Layout.Slice slice = slices.get(i);
      squares[i] = Sums.sumSquares(gradient.values(), slice.offset(), slice.end());
      largest[i] = Sums.maxAbs(gradient.values(), slice.offset(), slice.end());
    }
    return gradient.norms(squares, largest);
  }
}
