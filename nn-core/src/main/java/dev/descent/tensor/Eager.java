package dev.descent.tensor;

import dev.descent.kernel.Elementwise;
import dev.descent.kernel.Gemm;
import dev.descent.kernel.Movement;
import dev.descent.lowering.Lowering;
import dev.descent.parallel.Team;
import java.util.List;

/// Computes operations on numbers at once, with the kernels that a compiled program runs: the bits
/// are the same.
final class Eager {
  /// Products with less work are not worth waking other threads, or starting them at all.
  private static final int ALONE = 1 << 20;

  private Eager() {}

  static Tensor apply(Operation operation, List<Tensor> inputs) {
    List<Type> types = inputs.stream().map(Tensor::type).toList();
    Type type = operation.infer(types);
    if (operation instanceof Source.Uniform) {
      throw new IllegalArgumentException(
          operation.name() + " needs a graph: random numbers have a key per run");
    }
    Lowering lowering = operation.lower(types);
    if (lowering instanceof Lowering.View) {
      return inputs.getFirst().as(type.shape());
    }
    Tensor output =
        type.dtype() == DType.F32
            ? Tensor.view(type.shape(), new float[type.shape().size()], 0)
            : Tensor.view(type.shape(), new int[type.shape().size()], 0);
    if (operation instanceof Operation.Custom custom) {
      custom.compute(inputs, output);
    } else {
      run(lowering, inputs, output);
    }
    return output;
  }

  private static void run(Lowering lowering, List<Tensor> in, Tensor y) {
    int n = y.shape().size();
    switch (lowering) {
      case Lowering.Unary f -> {
        Tensor x = in.getFirst();
        Elementwise.unary(
            f.opcode(), f.p(), f.q(), x.floats(), x.offset(), y.floats(), y.offset(), n);
      }
      case Lowering.Binary f -> {
        Tensor a = in.get(0);
        Tensor b = in.get(1);
        Elementwise.binary(
            f.opcode(), a.floats(), a.offset(), b.floats(), b.offset(), y.floats(), y.offset(), n);
      }
      case Lowering.Where _ -> {
        Tensor c = in.get(0);
        Tensor a = in.get(1);
        Tensor b = in.get(2);
        Elementwise.where(
            c.floats(),
            c.offset(),
            a.floats(),
            a.offset(),
            b.floats(),
            b.offset(),
            y.floats(),
            y.offset(),
            n);
      }
      case Lowering.Broadcast _ -> broadcast(in.getFirst(), y);
      case Lowering.Matmul product -> multiply(product, in.get(0), in.get(1), y);
      case Lowering.Call call -> KernelCall.run(call, in, y);
      case Lowering.Sequence sequence ->
          sequence.calls().forEach(call -> KernelCall.run(call, in, y));
      case Lowering.View _, Lowering.Callback _ -> throw new AssertionError(lowering);
    }
  }

  private static void broadcast(Tensor x, Tensor y) {
    int[] extents = y.shape().extents();
    int[] own = Strides.of(x.shape());
    int[] from = new int[extents.length];
    int extra = extents.length - own.length;
    for (int i = 0; i < own.length; i++) {
      from[extra + i] = x.shape().at(i) == 1 ? 0 : own[i];
    }
    int[] to = Strides.of(y.shape());
    if (x.dtype() == DType.F32) {
      Movement.copy(x.floats(), x.offset(), y.floats(), y.offset(), extents, from, to);
    } else {
      Movement.copy(x.ints(), x.offset(), y.ints(), y.offset(), extents, from, to);
    }
  }

  private static void multiply(Lowering.Matmul product, Tensor a, Tensor b, Tensor y) {
    int m = product.m();
    int n = product.n();
    int k = product.k();
    Team team = (long) m * n * k < ALONE ? Team.single() : Team.common();
    for (int i = 0; i < product.batch(); i++) {
      Gemm.multiply(
          team,
          m,
          n,
          k,
          a.floats(),
          a.offset() + i * product.strideA(),
          product.transposeA() ? m : k,
          product.transposeA(),
          b.floats(),
          b.offset() + i * product.strideB(),
          product.transposeB() ? k : n,
          product.transposeB(),
          y.floats(),
          y.offset() + i * m * n,
          n,
          false,
          null,
          0,
          Elementwise.IDENTITY,
          0,
          0);
    }
  }
}
