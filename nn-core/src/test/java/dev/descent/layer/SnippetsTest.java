package dev.descent.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import org.junit.jupiter.api.Test;

/// The code that documentation shows.
final class SnippetsTest {
  @Test
  void sequential_ofLayersAndALambda_namesParametersByPosition() {
    // @start region="sequential"
    Layer scale = // a layer of your own
        (scope, x) ->
            x.multiply(scope.parameter("scale", Shape.of(x.shape().at(-1)), Initializers.ones()));
    Layer network =
        Sequential.of(
            new Linear(64), // 0.weight [64, inputs], 0.bias [64]
            new BatchNorm1d(), // 1.weight, 1.bias, and running statistics
            new Relu(),
            new Dropout(0.2),
            new Residual(Sequential.of(new Linear(64), new Tanh())), // 4.inner.0.weight, ...
            scale, // 5.scale
            new Linear(10)); // 6.weight, 6.bias
    // @end
    Trace trace = new Trace(true);
    Value input = trace.graph().input("input", Type.f32(Shape.of(8, 20)));
    assertThat(network.apply(trace.root(), input).shape()).isEqualTo(Shape.of(8, 10));
    assertThat(trace.parameters().keySet())
        .containsExactly(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "4.inner.0.weight",
            "4.inner.0.bias",
            "5.scale",
            "6.weight",
            "6.bias");
  }
}
