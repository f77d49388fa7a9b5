package dev.descent.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// The messages for shapes and types that an operation cannot combine, word for word.
final class ShapeErrorTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void messages_ofAllOperations_areTheGoldenOnes() throws IOException {
    Tensor matrix = Tensor.full(Shape.of(2, 3), 1);
    Tensor vector = Tensor.full(Shape.of(4), 1);
    Tensor cube = Tensor.full(Shape.of(2, 3, 4), 1);
    Tensor empty = Tensor.full(Shape.of(2, 0), 1);
    Tensor ints = Tensor.of(Shape.of(2), 0, 1);
    line(() -> matrix.add(vector));
    line(() -> matrix.apply(new Arithmetic.Multiply(), List.of(matrix, vector)));
    line(() -> matrix.apply(new Arithmetic.Multiply(), List.of(matrix)));
    line(() -> ints.exp());
    line(() -> matrix.less(vector));
    line(() -> matrix.where(matrix, vector));
    line(() -> matrix.sum(2));
    line(() -> matrix.sum(0, -2));
    line(() -> cube.apply(new Reduction.Sum(1, 2), List.of(cube)));
    line(() -> empty.max(1));
    line(() -> empty.argMax(1));
    line(() -> empty.softmax(1));
    line(() -> matrix.crossEntropy(Tensor.of(Shape.of(3), 0, 1, 2)));
    line(() -> matrix.crossEntropy(Tensor.full(Shape.of(2), 1)));
    line(() -> matrix.matmul(matrix));
    line(() -> matrix.matmul(Tensor.full(Shape.of(4, 4), 1), true, true));
    line(() -> matrix.matmul(vector));
    line(() -> cube.matmul(Tensor.full(Shape.of(5, 4, 2), 1)));
    line(() -> matrix.reshape(4, 2));
    line(() -> matrix.reshape(4, -1));
    line(() -> matrix.broadcast(Shape.of(3, 3)));
    line(() -> matrix.permute(0, 0));
    line(() -> matrix.slice(1, 2, 4));
    line(() -> matrix.pad(0, -1, 0));
    line(() -> matrix.concat(0, List.of(Tensor.full(Shape.of(2, 4), 1))));
    line(() -> matrix.gather(matrix));
    line(() -> Tensor.scalar(1).gather(ints));
    line(() -> matrix.scatterAdd(ints, Shape.of(5, 4)));
    line(() -> matrix.oneHot(3));
    line(() -> matrix.gather(Tensor.of(Shape.of(1), 2)));
    line(() -> matrix.crossEntropy(Tensor.of(Shape.of(2), 0, 3)));
    line(() -> matrix.clamp(1, 0));
    line(() -> matrix.apply(new Source.Uniform("draw", Shape.of(2)), List.of()));
    assertThat(String.join("\n", lines) + "\n").isEqualTo(golden());
  }

  private void line(Supplier<Tensor> call) {
    Throwable error = catchThrowable(call::get);
    lines.add(
        error == null ? "no error" : error.getClass().getSimpleName() + ": " + error.getMessage());
  }

  private static String golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ShapeErrorTest.class.getResourceAsStream("/golden/shape-errors.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
