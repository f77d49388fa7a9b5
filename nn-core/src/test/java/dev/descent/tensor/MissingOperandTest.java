package dev.descent.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What tensors say where a caller gives null.
@SuppressWarnings("NullAway") // the point of it
final class MissingOperandTest {
  private static final String OPERAND = "give an expression";
  private static final String SHAPE = "give one such as Shape.of(2, 3)";
  private static final String VALUES = "give an array of its size";

  private final Tensor one = Tensor.full(Shape.of(2, 2), 1);

  @Test
  void operations_nameThemselves() {
    refuses(() -> one.add(null), "other operand of add", OPERAND);
    refuses(() -> one.maximum(null), "other operand of maximum", OPERAND);
    refuses(() -> one.less(null), "other operand of less", OPERAND);
    refuses(() -> one.matmul(null), "other operand of matmul", OPERAND);
    refuses(() -> one.where(null, one), "other operand of where", OPERAND);
    refuses(() -> one.where(one, null), "other operand of where", OPERAND);
  }

  @Test
  void tensors_nameShapeAndValues() {
    refuses(() -> Tensor.of(null, 1f), "shape of a tensor", SHAPE);
    refuses(() -> Tensor.of(null, 1), "shape of a tensor", SHAPE);
    refuses(() -> Tensor.full(null, 1), "shape of a tensor", SHAPE);
    refuses(() -> Tensor.view(null, new float[1], 0), "shape of a tensor", SHAPE);
    refuses(() -> Tensor.view(null, new int[1], 0), "shape of a tensor", SHAPE);
    refuses(() -> Tensor.of(Shape.of(1), (float[]) null), "values of a tensor", VALUES);
    refuses(() -> Tensor.of(Shape.of(1), (int[]) null), "values of a tensor", VALUES);
    refuses(() -> Tensor.view(Shape.of(1), (float[]) null, 0), "values of a tensor", VALUES);
    refuses(() -> Tensor.view(Shape.of(1), (int[]) null, 0), "values of a tensor", VALUES);
  }

  private static void refuses(ThrowingCallable call, String subject, String remedy) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(subject + " must be given, was null: " + remedy);
  }
}
