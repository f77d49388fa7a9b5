package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The product of matrices, or of equal batches of matrices: op(A) `[m, k]` times op(B) `[k, n]`.
/// One of the two may have no batch axes; it is then used for every product.
///
/// @param transposeA whether A is stored as `[k, m]`
/// @param transposeB whether B is stored as `[n, k]`
public record Matmul(boolean transposeA, boolean transposeB) implements Operation {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Rules.requireArity(this, 2, inputs);
    Shape a = Rules.f32(this, inputs.get(0));
    Shape b = Rules.f32(this, inputs.get(1));
    if (a.rank() < 2 || b.rank() < 2) {
      throw new ShapeMismatchException("matmul needs matrices: %s × %s".formatted(a, b));
    }
    if (a.at(transposeA ? -2 : -1) != b.at(transposeB ? -1 : -2)) {
      throw new ShapeMismatchException(
          "matmul needs equal inner extents: %s%s × %s%s"
              .formatted(a, transposeA ? "ᵀ" : "", b, transposeB ? "ᵀ" : ""));
    }
    Shape batch = batch(a.rank() > 2 ? a : b);
    if ((a.rank() > 2 && !batch(a).equals(batch)) || (b.rank() > 2 && !batch(b).equals(batch))) {
      throw new ShapeMismatchException("matmul needs equal batches: %s × %s".formatted(a, b));
    }
    int[] extents = java.util.Arrays.copyOf(batch.extents(), batch.rank() + 2);
    extents[batch.rank()] = a.at(transposeA ? -1 : -2);
    extents[batch.rank() + 1] = b.at(transposeB ? -2 : -1);
    return Type.f32(Shape.of(extents));
  }

  @Override
  public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
    Value a = inputs.get(0);
    Value b = inputs.get(1);
    Value da =
        transposeA
            ? b.matmul(cotangent, transposeB, true)
            : cotangent.matmul(b, false, !transposeB);
    Value db =
        transposeB
            ? cotangent.matmul(a, true, transposeA)
            : a.matmul(cotangent, !transposeA, false);
    return Rules.cotangents(unbatched(da, a.shape()), unbatched(db, b.shape()));
  }

  @Override
  public Lowering lower(List<Type> inputs) {
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    int m = a.at(transposeA ? -1 : -2);
    int k = a.at(transposeA ? -2 : -1);
    int n = b.at(transposeB ? -2 : -1);
    int batch = batch(a.rank() > 2 ? a : b).size();
    return new Lowering.Matmul(
        batch, m, n, k, transposeA, transposeB, a.rank() > 2 ? m * k : 0, b.rank() > 2 ? k * n : 0);
  }

  private static Shape batch(Shape shape) {
    return Shape.of(java.util.Arrays.copyOf(shape.extents(), shape.rank() - 2));
  }

  private static Value unbatched(Value gradient, Shape shape) {
    int extra = gradient.shape().rank() - shape.rank();
    return extra == 0 ? gradient : gradient.apply(new Reduction.Sum(0, extra), List.of(gradient));
  }
}
