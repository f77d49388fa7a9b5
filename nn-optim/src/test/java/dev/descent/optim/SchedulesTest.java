package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.schedule.Cosine;
import dev.descent.optim.schedule.Curve;
import dev.descent.optim.schedule.Greedy;
import dev.descent.optim.schedule.Linear;
import dev.descent.optim.schedule.Noisy;
import dev.descent.optim.schedule.OneCycle;
import dev.descent.optim.schedule.Piecewise;
import dev.descent.optim.schedule.Plateau;
import dev.descent.optim.schedule.Polynomial;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.schedule.Sigmoid;
import dev.descent.optim.schedule.StepDecay;
import dev.descent.optim.schedule.Tanh;
import dev.descent.optim.schedule.WarmRestarts;
import dev.descent.optim.schedule.WarmupStableDecay;
import dev.descent.optim.spi.EpochSchedule;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Schedule;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SchedulesTest {
  static List<NamedSchedule> all() {
    return Schedules.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void text_makesTheScheduleAgain(NamedSchedule schedule) {
    assertThat(Schedules.parse(schedule.toString())).isEqualTo(schedule);
    assertThat(schedule.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .isEqualTo(schedule.hyperParameters().name().replace("-", ""));
  }

  @Test
  void all_areSortedByName() {
    assertThat(all().stream().map(one -> one.hyperParameters().name())).isSorted();
  }

  @Test
  void parse_understandsDefaultsNamesAndDots() {
    assertThat(Schedules.parse("cosine(0.1, 0, 900)")).isEqualTo(new Cosine(0.1, 0, 900));
    assertThat(Schedules.parse(" cosine( 1e-1,steps = 900, kDecay=2 , end=0)"))
        .isEqualTo(new Cosine(0.1, 0, 900, 1, 2));
    assertThat(Schedules.parse("linear(0, 0.1, 10).then(10, cosine(0.1, 0, 90)).times(2)"))
        .isEqualTo(
            new Linear(0, 0.1, 10).then(10, new Cosine(0.1, 0, 90)).times(Schedules.constant(2)));
    assertThat(Schedules.parse("step-decay(0.1, 30, 0.5).warmup(5)"))
        .isEqualTo(new StepDecay(0.1, 30, 0.5).warmup(5));
    assertThat(Schedules.parse("piecewise(1, [10, 20], [0.5, 0.1], linear)"))
        .isEqualTo(new Piecewise(1, List.of(10L, 20L), List.of(0.5, 0.1), Curve.LINEAR));
    assertThat(Schedules.parse("0.1")).isEqualTo(Schedules.constant(0.1));
    assertThat(Schedules.parse("linear(1, 0, 10).clamp(0.2, Infinity)").at(10)).isEqualTo(0.2);
  }

  static List<MetricSchedule> moved() {
    return List.of(
        new Plateau(0.1),
        new Plateau(0.1, 0.5, 3, 0, 1e-3, 1, 1e-5, 0, 2, true),
        new Greedy(0.1),
        new Greedy(0.1, 0.9, 3, 1e-3, 1, 2, 0.01, 0.5, 4),
        new Plateau(0.1).times(new Linear(0, 1, 100).warmup(3)),
        new Greedy(1).times(Schedules.step(1, 9, 0.5)).times(Schedules.constant(2)));
  }

  @ParameterizedTest
  @MethodSource("moved")
  void textOfAMovedSchedule_makesItAgain(MetricSchedule schedule) {
    assertThat(Schedules.parseMetric(schedule.toString())).contains(schedule);
  }

  @Test
  void parseMetric_understandsDefaultsNamesAndDots() {
    assertThat(Schedules.parseMetric("plateau(0.1)")).contains(new Plateau(0.1));
    assertThat(Schedules.parseMetric("greedy(0.1, window=3, patience = 2)"))
        .contains(new Greedy(0.1, 0.95, 2, 1e-6, 0, 0, 1e-3, 1, 3));
    assertThat(Schedules.parseMetric("plateau(0.1, greater=true).times(linear(0, 1, 100))"))
        .contains(
            new Plateau(0.1, 0.1, 10, 1e-4, 0, 0, 0, 1e-8, 1, true).times(new Linear(0, 1, 100)));
    assertThat(Schedules.parseMetric("cosine(0.1, 0, 900).times(2)")).isEmpty();
    assertThat(Schedules.parseMetric("0.1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          platau(0.1)|no schedule named 'platau'; did you mean 'plateau'?
          plateau()|plateau(initial, factor=0.1, patience=10, relative=1.0E-4,
          plateau()|epsilon=1.0E-8, window=1, greater=false): 'initial' is missing
          plateau(0.1, factor=2)|plateau factor must be in [0, 1), was 2.0
          greedy(0.1, window=1.5)|greedy window must be a whole number, was '1.5'
          greedy(0.1, window=9999999999)|greedy window must be a whole number of 32 bits, was '9999999999'
          plateau(0.1).warmup(3)|is made of no schedule that a metric moves: only times can follow one
          cosine(0.1, 0, 9).times(plateau(1))|must be a function of steps, was Plateau[initial=1.0,
          metric-times(3, constant(1))|metric must be a schedule that a metric moves, such as plateau(0.1), was '3'
          """)
  void parseMetric_ofSomethingElse_saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Schedules.parseMetric(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_ofAMovedSchedule_saysSo() {
    assertThatThrownBy(() -> Schedules.parse("plateau(0.1)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("schedule must be a function of steps, was Plateau[initial=0.1,")
        .hasMessageEndingWith(
            ", which a metric moves: read it with Schedules.parseMetric, in a description of an"
                + " optimizer by the third argument of OptimizerRegistry.read");
    assertThatThrownBy(() -> Schedules.parse("platau(0.1)"))
        .hasMessageStartingWith("no schedule named 'platau'")
        .hasMessageNotContaining("plateau");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          cosin(1)|no schedule named 'cosin'; did you mean 'cosine'?
          cosine(0.1)|cosine(initial, end, steps, exponent=1.0, kDecay=1.0): 'end' is missing
          cosine(0.1, 0, 1.5)|cosine steps must be a whole number, was '1.5'
          cosine(0.1, 0, 0)|cosine steps must be >= 1, was 0
          cosine(0.1, 0, ten)|cosine steps must be a number, was 'ten'
          cosine(0.1, 0, 9, 1, 1, 1)|has no place for one more value
          cosine(0.1, 0, 9, initial=1)|'initial' is given twice
          cosine(0.1, 0, 9, exponents=1)|cosine has no value 'exponents'; did you mean 'exponent'?
          cosine(0.1, 0, 9|schedule 'cosine(0.1, 0, 9': there must be ',' or ')' at character 17, was the end
          piecewise(1, [3 4], [1])|there must be ',' or ']' at character 17, was '4], [1])'
          cosine(0.1, 0, 9))|the schedule ends before at character 18, was ')'
          cosine(0.1, 0, 9) % 2|a schedule has no use for what is there at character 18, was ' % 2'
          cosine|schedule must be a schedule such as cosine(0.1, 0, 900), was 'cosine'
          constant(1).cosine(0.1, 0, 9)|is made of no schedule, so it cannot follow a dot
          piecewise(1, 3, [1])|piecewise at must be a list such as [10, 20], was '3'
          piecewise(1, [3], [1], round)|piecewise curve knows no 'round'
          warmup(10, warm)|warmup after must be a schedule such as cosine(0.1, 0, 900), was 'warm'
          polynomial(1, 0, 9, cycle=yes)|polynomial cycle must be true or false, was 'yes'
          cosine(initial=0.1, initial=0.5, end=0, steps=9)|'initial' is given twice
          constant(1).noisy 5)|there must be '(' at character 19, was '5)'
          noisy(0.1, 1e-12)|noisy limit must be in [0.01, 1], was 1.0E-12
          linear(0, 1, 1e30)|linear steps must be a whole number of 64 bits, was '1e30'
          "(1)"|there must be a value at character 1, was '(1)'
          """)
  void parse_ofSomethingElse_saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Schedules.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void badArguments_areRefusedByName() {
    assertThatThrownBy(() -> Schedules.cosine(0.1, Double.NaN, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cosine end must be finite, was NaN");
    assertThatThrownBy(() -> Schedules.step(0.1, 0, 0.5))
        .hasMessage("step-decay every must be >= 1, was 0");
    assertThatThrownBy(() -> Schedules.step(0.1, 1, -0.5))
        .hasMessage("step-decay factor must be finite and >= 0, was -0.5");
    assertThatThrownBy(() -> Schedules.warmup(0, Schedules.constant(1)))
        .hasMessage("warmup steps must be >= 1, was 0");
    assertThatThrownBy(() -> Schedules.constant(Double.POSITIVE_INFINITY))
        .hasMessage("constant value must be finite, was Infinity");
    assertThatThrownBy(() -> Schedules.constant(1).then(0, Schedules.constant(2)))
        .hasMessage("then steps must be >= 1, was 0");
    assertThatThrownBy(() -> Schedules.constant(1).clamp(2, 1))
        .hasMessage("clamp high must be >= low, which is 2.0, was 1.0");
    assertThatThrownBy(() -> new Piecewise(1, List.of(5L, 4L), List.of(1.0, 1.0)))
        .hasMessage("piecewise at must be steps >= 1 that never fall, was [5, 4]");
    assertThatThrownBy(() -> new Piecewise(1, List.of(5L), List.of()))
        .hasMessage("piecewise factors must be as many as its steps, 1, was 0");
  }

  @Test
  void epochs_areCountedBySteps() {
    Schedule steps = new EpochSchedule(new StepDecay(1, 2, 0.5)).steps(10);
    assertThat(steps.at(19)).isEqualTo(1);
    assertThat(steps.at(20)).isEqualTo(0.5);
    assertThatThrownBy(() -> new EpochSchedule(steps).steps(0))
        .hasMessage("per-epoch stepsPerEpoch must be >= 1, was 0");
  }

  @Test
  void cosine_keepsItsEnd() {
    assertThat(new Cosine(1, 0.25, 10).at(10)).isEqualTo(0.25);
    assertThat(new Cosine(1, 0.25, 10).at(Long.MAX_VALUE)).isEqualTo(0.25);
    assertThat(new Cosine(1, 0, 4, 1, 2).at(2))
        .as("k-decay: ½(1 + cos(π/4))")
        .isCloseTo(0.8535533905932737, within(1e-15));
  }

  @Test
  void polynomial_withCycles_risesAgain() {
    Polynomial cycle = new Polynomial(1, 0, 10, 1, 1, true);
    assertThat(cycle.at(5)).isEqualTo(0.5);
    assertThat(cycle.at(10)).as("Keras: the next cycle begins after its end").isEqualTo(0);
    assertThat(cycle.at(15)).isEqualTo(0.25);
  }

  @Test
  void warmRestarts_shrinkAndStretch() {
    WarmRestarts waves = new WarmRestarts(1, 0, 4, 2, 0.5);
    assertThat(waves.at(4)).isEqualTo(0.5);
    assertThat(waves.at(8)).as("half of the second wave, 8 long").isCloseTo(0.25, within(1e-15));
    assertThat(waves.at(12)).isEqualTo(0.25);
  }

  @Test
  void smoothFalls_haveTheirKnownValues() {
    assertThat(new Sigmoid(2, -0.1, 50).at(50)).isEqualTo(1);
    assertThat(new Sigmoid(2, -0.1, 50).at(60))
        .as("2 / (1 + e)")
        .isCloseTo(0.5378828427399902, within(1e-15));
    assertThat(new Tanh(1, 0, 10).at(7))
        .as("tanh is 0 where -7 + 10p is")
        .isCloseTo(0.5, within(1e-15));
    assertThat(new Tanh(1, 0.25, 10).at(10)).isEqualTo(0.25);
    assertThat(new WarmupStableDecay(1, 0, 0, 0, 4, Curve.SQUARE_ROOT).at(1)).isEqualTo(0.5);
  }

  @Test
  void oneCycle_thatRisesInNoTime_startsAtThePeak() {
    assertThat(new OneCycle(0.1, 1, 0, 10, 0.1, Curve.LINEAR, false).at(0)).isEqualTo(1);
  }

  @Test
  void wholeNumbers_areReadToTheLastDigit() {
    Noisy noisy = new Noisy(Schedules.constant(1), 0.5, Long.MAX_VALUE);
    assertThat(Schedules.parse(noisy.toString())).isEqualTo(noisy);
  }

  @Test
  void noise_isBoundedAndAFunctionOfTheStep() {
    Noisy noisy = new Noisy(Schedules.constant(1), 0.5, 7);
    for (long step = 0; step < 200; step++) {
      assertThat(noisy.at(step)).isBetween(0.5, 1.5).isEqualTo(noisy.at(step));
    }
    assertThat(noisy.at(0)).isNotEqualTo(noisy.at(1));
    assertThat(noisy.at(0)).isNotEqualTo(new Noisy(Schedules.constant(1), 0.5, 8).at(0));
  }
}
