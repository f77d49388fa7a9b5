package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.Schedule;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Groups, frozen parameters, and where everything lies.
final class GroupsTest {
  @Test
  void groups_twoPatterns_layoutGoesGroupByGroupMostSlotsFirst() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(0.1))
                .group("*.bias", new Momentum(0.1, 0.9, false, 0))
                .group("1.weight", Moments.of(0.1))
                .freeze("0.weight"));
    assertThat(optimizer.layout().slices().stream().map(Layout.Slice::path).toList())
        .containsExactly("1.weight", "0.bias", "1.bias", "gain", "0.weight");
    assertThat(optimizer.layout().slice("0.bias").offset()).isEqualTo(256);
    assertThat(optimizer.layout().slice("1.bias").offset()).isEqualTo(262);
    assertThat(optimizer.layout().size() % Layout.PADDING).isZero();
  }

  @Test
  void groups_ownHyperParameters_areWhatEachAloneDoes() {
    Optimizer both =
        Fixture.small(
            Optimizer.builder(Moments.of(0.1).withWeightDecay(0.1))
                .group("*.bias", Moments.of(0.2)));
    Optimizer first = Fixture.small(Optimizer.builder(Moments.of(0.1).withWeightDecay(0.1)));
    Optimizer second = Fixture.small(Optimizer.builder(Moments.of(0.2)));
    float[] weights = Fixture.numbers(both.layout(), 1);
    float[] one = Fixture.numbers(first.layout(), 1);
    float[] two = Fixture.numbers(second.layout(), 1);
    Fixture.walk(both, weights, 5);
    Fixture.walk(first, one, 5);
    Fixture.walk(second, two, 5);
    Fixture.assertSameBits(
        Fixture.slice(both, "1.weight", weights), Fixture.slice(first, "1.weight", one));
    Fixture.assertSameBits(
        Fixture.slice(both, "1.bias", weights), Fixture.slice(second, "1.bias", two));
  }

  @Test
  void pattern_matchesNothing_listsTheParameters() {
    assertThatThrownBy(
            () -> Fixture.small(Optimizer.builder(Moments.of(1)).group("*.biases", Moments.of(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "group pattern '*.biases' must match a parameter; found [0.weight, 0.bias, 1.weight,"
                + " 1.bias, gain]");
    assertThatThrownBy(() -> Fixture.small(Optimizer.builder(Moments.of(1)).freeze("2.*")))
        .hasMessageStartingWith("freeze pattern '2.*' must match a parameter; found [");
  }

  @Test
  void patterns_claimOneParameterTwice_areNamed() {
    assertThatThrownBy(() ->
            Fixture.small(
                Optimizer.builder(Moments.of(1))
                    .group("*.bias", Moments.of(1))
                    .group("0.*", Moments.of(2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter '0.bias' must be in one group pattern, was in '*.bias' and '0.*'");
  }

  @Test
  void frozenParameter_manySteps_staysAndHasNoState() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)).freeze("0.*"));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    Fixture.walk(optimizer, weights, 3);
    Fixture.assertSameBits(
        Fixture.slice(optimizer, "0.weight", weights),
        Fixture.slice(optimizer, "0.weight", before));
    assertThat(optimizer.state().updates().keySet()).containsExactly("1.bias", "1.weight", "gain");
    assertThat(optimizer.state().slots().keySet()).noneMatch(name -> name.startsWith("0."));
  }

  @Test
  void frozenParameter_gradientNotFinite_isNotLookedAt() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)).freeze("0.bias"));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] gradient = new float[weights.length];
    gradient[optimizer.layout().slice("0.bias").offset()] = Float.NaN;
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
  }

  @Test
  void frozenParameter_gradientNotFinite_countsInNoNormAndAsNoNan() {
    float[] expected = Fixture.numbers(layoutOfFrozen(), 1);
    float[] weights = expected.clone();
    for (float frozen : new float[] {0, Float.NaN}) {
      Optimizer optimizer =
          Fixture.small(
              Optimizer.builder(Momentum.plain(1))
                  .freeze("0.*")
                  .clipByGlobalNorm(0.5)
                  .nonFinite(NonFinite.fail().withZeroedNans()));
      float[] gradient = Fixture.numbers(optimizer.layout(), 2);
      gradient[optimizer.layout().slice("1.bias").offset()] = Float.NaN;
      Layout.Slice slice = optimizer.layout().slice("0.weight");
      Arrays.fill(gradient, slice.offset(), slice.end(), frozen);
      optimizer.step(frozen == 0 ? expected : weights, new Gradient(gradient));
      assertThat(optimizer.zeroedNans()).isEqualTo(1);
    }
    Fixture.assertSameBits(weights, expected);
  }

  @Test
  void parameterFrozenUntilAStep_countsInTheNormFromThenOn() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(1)).freeze("0.weight", 2).clipByGlobalNorm(0.5));
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    int late = optimizer.layout().slice("0.weight").offset();
    int early = optimizer.layout().slice("gain").offset();
    gradient[early] = 3;
    for (float frozen : new float[] {Float.NaN, 4}) {
      gradient[late] = frozen;
      optimizer.step(weights, new Gradient(gradient));
    }
    assertThat(weights[early]).isEqualTo(-1); // twice 3 of a norm of 3
    assertThat(weights[late]).isZero();
    weights[early] = 0;
    optimizer.step(weights, new Gradient(gradient));
    assertThat(weights[early]).isEqualTo(-0.3f); // 3 and 4 of a norm of 5
    assertThat(weights[late]).isEqualTo(-0.4f);
    gradient[late] = Float.NaN;
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageStartingWith("gradient of '0.weight' must be finite, was NaN at index 0");
  }

  /// A program of other parameters brings its own gradient, and both need not fit into the heap.
  @Test
  void gradient_ofTheLastStepBeforeOthersAreTrained_isLetGo() {
    for (OptimizerBuilder builder :
        List.of(
            Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3),
            Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3).clipByGlobalNorm(1),
            Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3).group("1.*", Moments.of(0.1)))) {
      Optimizer optimizer = Fixture.small(builder);
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      for (int step = 0; step < 3; step++) {
        WeakReference<float[]> values = step(optimizer, weights);
        if (step == 2) {
          for (int i = 0; i < 10 && values.get() != null; i++) {
            System.gc(); // one that found another under way does nothing
          }
          assertThat(values.get()).isNull();
        }
      }
    }
  }

  private static WeakReference<float[]> step(Optimizer optimizer, float[] weights) {
    float[] values = Fixture.numbers(optimizer.layout(), 2);
    optimizer.step(weights, new Gradient(values).loss(1));
    return new WeakReference<>(values);
  }

  private static Layout layoutOfFrozen() {
    return Fixture.small(Optimizer.builder(Momentum.plain(1)).freeze("0.*")).layout();
  }

  @Test
  void trained_growsWhereFreezingEnds() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Moments.of(0.1))
                .freeze("0.weight")
                .freeze("0.bias", 2)
                .freeze("1.*", 3));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    assertThat(optimizer.trained()).containsExactlyInAnyOrder("gain");
    assertThat(optimizer.trainedUntil()).isEqualTo(2);
    Fixture.walk(optimizer, weights, 2);
    assertThat(optimizer.trained()).containsExactlyInAnyOrder("gain", "0.bias");
    assertThat(optimizer.trainedUntil()).isEqualTo(3);
    Fixture.walk(optimizer, weights, 1);
    assertThat(optimizer.trained())
        .containsExactlyInAnyOrder("gain", "0.bias", "1.weight", "1.bias");
    assertThat(optimizer.trainedUntil()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void lateUnfreezing_ownCount_isWhatAFreshOptimizerDoes() {
    Optimizer late = Fixture.small(Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3));
    float[] weights = Fixture.numbers(late.layout(), 1);
    float[] start = weights.clone();
    Fixture.walk(late, weights, 3);
    Fixture.assertSameBits(
        Fixture.slice(late, "0.weight", weights), Fixture.slice(late, "0.weight", start));
    assertThat(late.state().updates()).containsEntry("0.weight", 0L).containsEntry("gain", 3L);
    Fixture.walk(late, weights, 2);
    assertThat(late.state().updates()).containsEntry("0.weight", 2L).containsEntry("gain", 5L);
    Optimizer fresh = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] other = Fixture.numbers(fresh.layout(), 1);
    for (int step = 3; step < 5; step++) {
      fresh.step(other, new Gradient(Fixture.numbers(fresh.layout(), 100 + step)));
    }
    Fixture.assertSameBits(
        Fixture.slice(late, "0.weight", weights), Fixture.slice(fresh, "0.weight", other));
    Optimizer always = Fixture.small(Optimizer.builder(Moments.of(0.1)));
    float[] third = Fixture.numbers(always.layout(), 1);
    Fixture.walk(always, third, 5);
    Fixture.assertSameBits(
        Fixture.slice(late, "1.weight", weights), Fixture.slice(always, "1.weight", third));
  }

  @Test
  void lateUnfreezing_slotThatStartsAsTheWeights_startsThen() {
    Optimizer late =
        Fixture.small(Optimizer.builder(new Averaged(Momentum.plain(0.1), 0.5)).freeze("gain", 2));
    float[] weights = Fixture.numbers(late.layout(), 1);
    Fixture.walk(late, weights, 2);
    int gain = late.layout().slice("gain").offset();
    weights[gain] = 10; // set by somebody else while frozen
    Fixture.walk(late, weights, 1);
    float[] out = new float[weights.length];
    late.evaluationWeights(weights, out);
    assertThat(out[gain]).isBetween(9f, 11f);
  }

  @Test
  void manySmallTensors_elementwise_haveTheBitsOfOneLargeOne() {
    Map<String, Shape> many = new LinkedHashMap<>();
    for (int i = 0; i < 1000; i++) {
      many.put("layer" + i, Shape.of(64));
    }
    Optimizer small = Optimizer.builder(Moments.of(0.1).withWeightDecay(0.1)).build(many, Map.of());
    Optimizer large =
        Optimizer.builder(Moments.of(0.1).withWeightDecay(0.1))
            .build(Map.of("all", Shape.of(64_000)), Map.of());
    assertThat(small.layout().size()).isEqualTo(large.layout().size());
    float[] weights = Fixture.numbers(large.layout(), 1);
    float[] other = weights.clone();
    for (int step = 0; step < 3; step++) {
      Gradient gradient = new Gradient(Fixture.numbers(large.layout(), step));
      small.step(weights, gradient);
      large.step(other, gradient);
    }
    Fixture.assertSameBits(weights, other);
  }

  @Test
  void emptyParameters_andScalars_areUpdated() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("empty", Shape.of(0, 3));
    shapes.put("scalar", Shape.scalar());
    shapes.put("empty2", Shape.of(0));
    for (var config : TransactionTest.configs()) {
      Optimizer optimizer = Optimizer.builder(config).build(shapes, Map.of());
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      float[] before = weights.clone();
      Fixture.walk(optimizer, weights, 2);
      assertThat(optimizer.steps()).isEqualTo(2);
      assertThat(optimizer.state().updates()).containsEntry("empty", 2L);
      float[] padding = weights.clone();
      padding[optimizer.layout().slice("scalar").offset()] = 0;
      assertThat(padding).containsOnly(0f);
      assertThat(before.length).isEqualTo(weights.length);
    }
  }

  @Test
  void wholeModelRule_lateUnfreezing_isRefused() {
    assertThatThrownBy(() -> Fixture.small(Optimizer.builder(new LineSearch()).freeze("0.*", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "line-search updates its group as one vector: all of '*' must be trained from the"
                + " start");
  }

  @Test
  void glob_alternativesAndSingles_match() {
    assertThat(
            List.of("0.bias", "1.weight", "10.bias").stream()
                .filter(Glob.of("?.{bias,weight}")::matches))
        .containsExactly("0.bias", "1.weight");
    assertThat(Glob.of("a+b.*").matches("a+b.c.d")).isTrue();
    assertThat(Glob.of("a.b").matches("axb")).isFalse();
    assertThatThrownBy(() -> Glob.of("{a,b"))
        .hasMessage("pattern must have matching '{' and '}', was '{a,b'");
  }

  @Test
  void clipByGlobalNorm_largeGradient_scalesAllGroupsTogether() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(1))
                .group("*.bias", Momentum.plain(1))
                .clipByGlobalNorm(0.5));
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = Fixture.numbers(optimizer.layout(), 1);
    optimizer.step(weights, new Gradient(gradient));
    double norm = 0;
    for (float w : weights) {
      norm += (double) w * w;
    }
    assertThat(Math.sqrt(norm)).isCloseTo(0.5, org.assertj.core.api.Assertions.within(1e-6));
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= 0x1p-20f;
    }
    float[] zero = new float[weights.length];
    optimizer.step(zero, new Gradient(gradient));
    assertThat(zero[3]).isEqualTo(-gradient[3]);
  }

  @Test
  void clipByGlobalNorm_givenSums_haveTheBitsOfComputedOnes() {
    float[] computed = clipped(false);
    Fixture.assertSameBits(clipped(true), computed);
  }

  private static float[] clipped(boolean given) {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(1)).clipByGlobalNorm(0.5));
    float[] weights = new float[optimizer.layout().size()];
    Gradient gradient = new Gradient(Fixture.numbers(optimizer.layout(), 1));
    if (given) {
      List<Layout.Slice> slices = optimizer.layout().slices();
      double[] squares = new double[slices.size()];
      float[] largest = new float[slices.size()];
      for (int i = 0; i < squares.length; i++) {
        int from = slices.get(i).offset();
        int to = slices.get(i).end();
        squares[i] = dev.descent.kernel.Sums.sumSquares(gradient.values(), from, to);
        largest[i] = dev.descent.kernel.Sums.maxAbs(gradient.values(), from, to);
      }
      gradient.norms(squares, largest);
    }
    optimizer.step(weights, gradient);
    return weights;
  }

  private record Halving(double start) implements Schedule {
    @Override
    public double at(long step) {
      return start / (1L << Math.min(step, 60));
    }
  }

  @Test
  void describe_everythingSet_isThere() {
    OptimizerBuilder builder =
        Optimizer.builder(new Averaged(Momentum.plain(0.1), 0.9))
            .group("*.bias", new Momentum(0.2, 0.5, true, 0))
            .schedule("decay", new Halving(0.5))
            .schedule("*.bias", "learningRate", step -> 0.1)
            .freeze("gain")
            .freeze("1.*", 10)
            .clipByGlobalNorm(2)
            .nonFinite(NonFinite.skip(3));
    assertThat(builder.describe().toString())
        .isEqualTo(
            "{optimizer={name=averaged, hyperParameters={base={name=momentum,"
                + " hyperParameters={learningRate=0.1, momentum=0.0, nesterov=false,"
                + " weightDecay=0.0}}, decay=0.9}}, groups={*.bias={name=momentum,"
                + " hyperParameters={learningRate=0.2, momentum=0.5, nesterov=true,"
                + " weightDecay=0.0}}}, schedules={decay=Halving[start=0.5], *.bias:"
                + " learningRate=lambda in dev.descent.optim.engine.GroupsTest},"
                + " frozen={gain=frozen, 1.*=frozen until step 10}, clipByGlobalNorm=2.0,"
                + " nonFinite={skip=3}}");
    assertThat(Optimizer.builder(Momentum.plain(0.1)).describe()).containsOnlyKeys("optimizer");
  }

  @Test
  void decayOfAWrapper_notDirectlyAroundTheOptimizer_isRefused() {
    assertThatThrownBy(
            () -> Fixture.small(Optimizer.builder(new Masked(new Averaged(new Moments(), 0.9)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "masked applies the decay of the optimizer that it wraps: put it directly around"
                + " moments");
  }
}
