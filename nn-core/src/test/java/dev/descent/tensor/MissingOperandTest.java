package dev.descent.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What tensors say where a caller gives null.
@SuppressWarnings("NullAway") // the point of it
final class MissingOperandTest {
  private final Tensor one = Tensor.full(Shape.of(2, 2), 1);

  @Test
  void operations_nameThemselves() {
    refuses(() -> one.add(null), "other operand of add");
    refuses(() -> one.maximum(null), "other operand of maximum");
    refuses(() -> one.less(null), "other operand of less");
    refuses(() -> one.matmul(null), "other operand of matmul");
    refuses(() -> one.where(null, one), "other operand of where");
    refuses(() -> one.where(one, null), "other operand of where");
  }

  @Test
  void tensors_nameShapeAndValues() {
    refuses(() -> Tensor.of(null, 1f), "shape of a tensor");
    refuses(() -> Tensor.of(null, 1), "shape of a tensor");
    refuses(() -> Tensor.full(null, 1), "shape of a tensor");
    refuses(() -> Tensor.view(null, new float[1], 0), "shape of a tensor");
    refuses(() -> Tensor.view(null, new int[1], 0), "shape of a tensor");
    refuses(() -> Tensor.of(Shape.of(1), (float[]) null), "values of a tensor");
    refuses(() -> Tensor.of(Shape.of(1), (int[]) null), "values of a tensor");
    refuses(() -> Tensor.view(Shape.of(1), (float[]) null, 0), "values of a tensor");
    refuses(() -> Tensor.view(Shape.of(1), (int[]) null, 0), "values of a tensor");
  }

  private static void refuses(ThrowingCallable call, String subject) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(subject + " must be given, was null: ");
  }
}
