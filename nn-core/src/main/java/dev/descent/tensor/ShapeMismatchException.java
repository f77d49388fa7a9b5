package dev.descent.tensor;

import java.io.Serial;

/// Shapes that an operation cannot combine; the message names the operation and the shapes.
public final class ShapeMismatchException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  /// Makes the error from its one-line message, such as `matmul needs equal inner extents: [32,
  /// 784] × [768, 10]`.
  public ShapeMismatchException(String message) {
    super(message);
  }
}
