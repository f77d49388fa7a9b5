package dev.descent.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.oracle.Oracle;
import dev.descent.tensor.Graph;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The code that documentation shows.
final class SnippetsTest {
  @Test
  void gradient_ofAGradient_isTheSecondDerivative() {
    // @start region="gradient"
    Graph graph = new Graph();
    Value x = graph.parameter("x", Shape.scalar());
    Value y = x.power(3);
    Value first = Differentiation.gradient(y, List.of(x)).get(x); // 3 x²
    Value second = Differentiation.gradient(first, List.of(x)).get(x); // 6 x
    // @end
    Oracle oracle = new Oracle(Map.of(x, new double[] {2}), 0);
    assertThat(oracle.scalar(first)).isEqualTo(12);
    assertThat(oracle.scalar(second)).isEqualTo(12);
  }
}
