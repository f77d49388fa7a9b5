package dev.descent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.layer.Dropout;
import dev.descent.layer.Layer;
import dev.descent.layer.Residual;
import org.junit.jupiter.api.Test;

final class DescriptionTest {
  @Test
  void of_part_isTheSameInEveryRun() {
    Layer twice = (scope, input) -> input.multiply(2);
    Layer silent =
        new Layer() {
          @Override
          public dev.descent.tensor.Value apply(
              dev.descent.layer.Scope scope, dev.descent.tensor.Value input) {
            return input;
          }
        };
    assertThat(Description.of(new Dropout(0.5))).isEqualTo("Dropout[rate=0.5]");
    assertThat(Description.of(twice)).isEqualTo("lambda in dev.descent.runtime.DescriptionTest");
    assertThat(Description.of(new Residual(twice)))
        .isEqualTo("Residual[inner=lambda in dev.descent.runtime.DescriptionTest]");
    assertThat(Description.of(silent)).isEqualTo("dev.descent.runtime.DescriptionTest$1");
  }
}
