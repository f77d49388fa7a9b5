package dev.descent.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.oracle.Oracle;
import dev.descent.tensor.Graph;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The code that documentation shows.
final class SnippetsTest {
  @Test
  void losses_ofOptionsAndLambdas_areApplied() {
    // @start region="losses"
    Loss plain = new CrossEntropy();
    Loss smooth = new CrossEntropy().withLabelSmoothing(0.1).withClassWeights(List.of(1.0, 4.0));
    Loss own = (prediction, target, weight) -> prediction.subtract(target).abs().log().mean();
    // @end
    Graph graph = new Graph();
    Value logits = graph.constant(Tensor.of(Shape.of(1, 2), 3f, 3));
    Value label = graph.constant(Tensor.of(Shape.of(1), 1));
    Oracle oracle = new Oracle(Map.of(), 0);
    assertThat(oracle.scalar(plain.apply(logits, label, null)))
        .isCloseTo(StrictMath.log(2), within(1e-15));
    assertThat(smooth.apply(logits, label, null).shape()).isEqualTo(Shape.scalar());
    assertThat(own.apply(logits, logits, null).shape()).isEqualTo(Shape.scalar());
  }
}
