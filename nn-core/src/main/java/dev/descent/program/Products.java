package dev.descent.program;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import dev.descent.tensor.Movement;
import dev.descent.tensor.Value;
import java.util.List;

/// Matrix products as units (transposed copies are read in place, products with one right matrix
/// are one) and as nodes.
final class Products {
  private Products() {}

  /// @param inputs the sources of the two matrices
  /// @param turn whether to read transposed copies in place
  static Unit.Product of(
      Value value,
      Lowering.Matmul matmul,
      List<Value> inputs,
      List<String> names,
      Rewriter rewriter,
      boolean turn) {
    Value a = inputs.get(0);
    Value b = inputs.get(1);
    boolean turnA = turn && isTransposed(a, value.inputs().get(0));
    boolean turnB = turn && isTransposed(b, value.inputs().get(1));
    Lowering.Matmul turned =
        new Lowering.Matmul(
            matmul.batch(),
            matmul.m(),
            matmul.n(),
            matmul.k(),
            matmul.transposeA() != turnA,
            matmul.transposeB() != turnB,
            matmul.strideA(),
            matmul.strideB());
    return new Unit.Product(
        value,
        flatten(turned),
        turnA ? rewriter.source(a.inputs().getFirst()) : a,
        turnB ? rewriter.source(b.inputs().getFirst()) : b,
        null,
        Elementwise.IDENTITY,
        0,
        0,
        names);
  }

  /// Returns whether a factor is a transposed copy of matrices, which a product can read in place.
  private static boolean isTransposed(Value source, Value factor) {
    if (!(source.operation() instanceof Movement.Permute permute)
        || !source.shape().equals(factor.shape())) {
      return false;
    }
    int rank = source.shape().rank();
    for (int axis = 0; axis < rank - 2; axis++) {
      if (permute.order().get(axis) != axis) {
        return false;
      }
    }
    return rank >= 2 && permute.order().get(rank - 1) == rank - 2;
  }

  /// Products that share the right matrix are one product with more rows; a row has the same bits
  /// in any product.
  private static Lowering.Matmul flatten(Lowering.Matmul matmul) {
    boolean one =
        matmul.batch() > 1
            && matmul.strideB() == 0
            && !matmul.transposeA()
            && matmul.strideA() == matmul.m() * matmul.k();
    return one
        ? new Lowering.Matmul(
            1,
            matmul.batch() * matmul.m(),
            matmul.n(),
            matmul.k(),
            false,
            matmul.transposeB(),
            0,
            0)
        : matmul;
  }

  /// Returns the node of a product, once every value has its place.
  ///
  /// @param tiny whether a handful of numbers has kernels of its own
  static Node node(Unit.Product unit, Storage storage, boolean tiny) {
    Lowering.Matmul matmul = unit.matmul();
    if (tiny && TinyCalls.isTiny(matmul)) {
      return tinyNode(unit, storage);
    }
    int m = matmul.m();
    int n = matmul.n();
    int k = matmul.k();
    Operands operands =
        new Operands()
            .add(new Operand.TeamOperand())
            .whole(m)
            .whole(n)
            .whole(k)
            .array(storage.place(unit.a()), matmul.strideA())
            .whole(matmul.transposeA() ? m : k)
            .flag(matmul.transposeA())
            .array(storage.place(unit.b()), matmul.strideB())
            .whole(matmul.transposeB() ? k : n)
            .flag(matmul.transposeB())
            .array(storage.place(unit.value()), m * n)
            .whole(n)
            .flag(false);
    if (unit.bias() == null) {
      operands.add(new Operand.NoFloats()).whole(0);
    } else {
      operands.array(storage.place(unit.bias()), 0);
    }
    Invoke call =
        operands.whole(unit.opcode()).real(unit.p()).real(unit.q()).invoke("Gemm", "multiply");
    return new Node(
        List.of(unit.value()),
        unit.names(),
        List.of(call),
        List.of(storage.place(unit.value())),
        null,
        List.of(),
        matmul.batch(),
        (int) Math.min(Integer.MAX_VALUE, (long) m * n * k / 8),
        1,
        Cost.of(List.of(unit), storage));
  }

  private static Node tinyNode(Unit.Product unit, Storage storage) {
    Value bias = unit.bias();
    Place output = storage.place(unit.value());
    List<Invoke> calls =
        TinyCalls.product(
            unit,
            storage.place(unit.a()),
            storage.place(unit.b()),
            bias == null ? null : storage.place(bias),
            output);
    return new Node(
        List.of(unit.value()),
        unit.names(),
        calls,
        List.of(output),
        null,
        List.of(),
        1,
        1,
        Integer.MAX_VALUE,
        Cost.of(List.of(unit), storage));
  }
}
