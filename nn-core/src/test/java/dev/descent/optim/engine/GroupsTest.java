package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.EpochSchedule;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.Schedule;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Groups, and where everything lies.
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
  void group_ofEverything_isRefused() {
    assertThatThrownBy(() -> Optimizer.builder(Moments.of(0.1)).group("*", new Momentum()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "group pattern must leave parameters to moments, was '*': make momentum the optimizer");
  }

  @Test
  void group_ofEverythingInOtherWords_isRefused() {
    OptimizerBuilder builder = Optimizer.builder(Moments.of(0.1));
    for (String all :
        new String[] {"**", "?*", "*?", "{*,a}", "{?,?*}", "{a,}*{b,}", "{?,??,??*}"}) {
      refuses(
          () -> builder.group(all, new Momentum()),
          "group pattern must leave parameters to moments, was '%s': make momentum the optimizer"
              .formatted(all));
    }
    String[] some = {
      "*.*", "??*", "{?,??}", "{?,????*}", "{a,b}*", "*a", "0.weight", "?", "{?,*a}"
    };
    for (String pattern : some) {
      builder.group(pattern, new Momentum());
    }
    assertThat((Map<?, ?>) builder.describe().get("groups")).hasSize(some.length);
  }

  @Test
  void freeze_ofOnePatternTwice_isRefusedWhenGiven() {
    OptimizerBuilder builder = Optimizer.builder(Moments.of(0.1)).freeze("0.*", 3);
    assertThatThrownBy(() -> builder.freeze("0.*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "freeze pattern '0.*' is declared twice: leave one out, it is frozen until step 3"
                + " already");
  }

  @SuppressWarnings("NullAway") // that is what is refused
  @Test
  void nothing_isRefusedWhereItIsGiven() {
    OptimizerBuilder builder = Optimizer.builder(Moments.of(0.1));
    refuses(
        () -> Optimizer.builder(null),
        "optimizer config must be given, was null: give one such as AdamConfig.of(0.001)");
    refuses(
        () -> builder.group("*.bias", null),
        "config of group '*.bias' must be given, was null: leave the group out, or give it one");
    refuses(
        () -> builder.transform(null),
        "config of a transform must be given, was null: leave the transform out, or give it one");
    refuses(
        () -> builder.transform("*.bias", null),
        "config of a transform must be given, was null: leave the transform out, or give it one");
    String schedule =
        "schedule of '%s' must be given, was null: leave it out for the value of the config";
    refuses(
        () -> builder.schedule("learningRate", (Schedule) null),
        schedule.formatted("learningRate"));
    refuses(
        () -> builder.schedule("learningRate", (MetricSchedule) null),
        schedule.formatted("learningRate"));
    refuses(
        () -> builder.schedule("*", "beta1", (EpochSchedule) null, 3),
        schedule.formatted("*: beta1"));
    String inside =
        "masked base must be given, was null: give it one, or keep its default where it has one";
    refuses(() -> Fixture.small(Optimizer.builder(new Masked(null))), inside);
    refuses(() -> Fixture.small(Optimizer.builder(new Averaged(new Masked(null), 0.9))), inside);
    refuses(() -> Optimizer.builder(new Masked(null)).describe(), inside);
    assertThat(builder.describe()).containsOnlyKeys("optimizer");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void tie_toNoParameter_orOfAParametersOwnName_isRefused() {
    OptimizerBuilder builder = Optimizer.builder(Moments.of(0.1));
    Map<String, Shape> shapes = Map.of("a", Shape.of(2));
    for (Map<String, String> ties : List.of(Map.of("b", "c"), Map.of("b", "a", "d", "c"))) {
      assertThatThrownBy(() -> builder.build(shapes, ties))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("alias '[bd]' must name a parameter, was 'c'; found \\[a]");
    }
    assertThatThrownBy(() -> builder.estimate(shapes, Map.of("a", "a")))
        .hasMessage("alias 'a' of 'a' must be a name of its own, it is that of a parameter");
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
            () -> Fixture.small(Optimizer.builder(new Masked(new Restarting(new Moments(), 3)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "masked applies the decay of the optimizer that it wraps: put it directly around"
                + " moments");
  }
}
