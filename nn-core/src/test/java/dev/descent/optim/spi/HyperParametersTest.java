package dev.descent.optim.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sheet of an optimizer checks and explains.
final class HyperParametersTest {
  private final HyperParameters sheet =
      HyperParameters.of("adam", "A sentence")
          .paper("Kingma and Ba (2015)", "https://arxiv.org/abs/1412.6980")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with("beta2", Range.rightOpen(0, 1), "decay")
          .with("period", Range.atLeast(1), "steps")
          .with("nesterov", "looks ahead");

  @Test
  void value_inItsRange_passes() {
    assertThat(sheet.check("learningRate", 0).check("beta2", 0.5).check("period", 1))
        .isSameAs(sheet);
  }

  @Test
  void value_outOfItsRange_namesEverything() {
    assertRefused(() -> sheet.check("beta2", 1.5), "adam beta2 must be in [0, 1), was 1.5");
    assertRefused(() -> sheet.check("beta2", 1.0), "adam beta2 must be in [0, 1), was 1.0");
    assertRefused(() -> sheet.check("beta2", Double.NaN), "adam beta2 must be in [0, 1), was NaN");
    assertRefused(
        () -> sheet.check("learningRate", Double.POSITIVE_INFINITY),
        "adam learningRate must be finite and >= 0, was Infinity");
    assertRefused(() -> sheet.check("period", 0L), "adam period must be >= 1, was 0");
    assertRefused(
        () -> sheet.require(false, "beta2", 0.5, "> 0 with nesterov"),
        "adam beta2 must be > 0 with nesterov, was 0.5");
  }

  @Test
  void name_notDeclared_isTheAuthorsMistake() {
    assertRefused(
        () -> sheet.check("beta1", 0.5),
        "adam declares no range for 'beta1'; found [learningRate, beta2, period, nesterov]");
    assertRefused(() -> sheet.with("beta2", "again"), "adam beta2 is declared twice");
  }

  @Test
  void componentThatIsNoNumber_null_isRefused() {
    assertThat(sheet.given("nesterov", true)).isSameAs(sheet);
    assertRefused(
        () -> sheet.given("nesterov", null),
        "adam nesterov must be given, was null: give it one, or keep its default where it has one");
  }

  @Test
  void weightDecay_declaredAsAnyNumber_isRefused() {
    assertRefused(
        () -> sheet.with("weightDecay", Range.atLeast(0), "L2 penalty"),
        "adam weightDecay must be declared by decay, was by with: biases and norms can be spared of"
            + " a decay only");
    assertRefused(
        () -> sheet.with("decoupledDecay", Range.atLeast(0), "decay"),
        "adam decoupledDecay must be declared by decay, was by with: biases and norms can be spared"
            + " of a decay only");
    assertThat(sheet.decay("weightDecay", "L2 penalty").isDecay("weightDecay")).isTrue();
    assertThat(sheet.with("weightDecays", "whether weights decay").list()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Adam", "adam w", "1adam", "adam-", "-adam", "adam_w", "ädam"})
  void name_notLowerCaseAscii_isRefused(String name) {
    assertRefused(
        () -> HyperParameters.of(name, "A sentence"),
        "optimizer name must be lower-case ASCII words joined by '-', was '" + name + "'");
  }

  @Test
  void range_everyKind_saysItsRule() {
    assertThat(Range.finite()).hasToString("finite");
    assertThat(Range.atLeast(0)).hasToString("finite and >= 0");
    assertThat(Range.above(0.5)).hasToString("finite and > 0.5");
    assertThat(Range.atLeastOrInfinite(0)).hasToString(">= 0");
    assertThat(Range.closed(-1, 1)).hasToString("in [-1, 1]");
    assertThat(Range.open(0, 1)).hasToString("in (0, 1)");
    assertThat(Range.leftOpen(0, 1)).hasToString("in (0, 1]");
    assertRefused(() -> Range.open(1, 1), "range must have low < high, was 1.0 and 1.0");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
