package dev.descent.program;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import dev.descent.tensor.Indexing;
import dev.descent.tensor.Movement;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Reduction;
import dev.descent.tensor.Rowwise;
import dev.descent.tensor.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a node costs in a run: a function of its shapes.
///
/// @param flops useful floating-point operations: 2 · m · n · k for a product, one for each element
///   that an elementwise function computes, and one for each that a reduction or a function of rows
///   reads; none for what moves numbers or draws them, and for a user's own operation
/// @param bytes the bytes of the arrays that it reads and of those that it writes, each once
record Cost(long flops, long bytes) {
  static Cost moved(long bytes) {
    return new Cost(0, 2 * bytes);
  }

  /// Returns what units cost that run as one node: what one of them makes for another stays in
  /// cache and is not read again.
  static Cost of(List<Unit> units, Storage storage) {
    Set<Value> made = new HashSet<>();
    Set<Value> read = new HashSet<>();
    Map<Place, Long> written = new HashMap<>();
    long flops = 0;
    long bytes = 0;
    for (Unit unit : units) {
      flops += flops(unit);
      for (Value input : unit.inputs()) {
        if (!made.contains(input) && read.add(input)) {
          bytes += bytes(input);
        }
      }
      for (Value value : unit.values()) {
        made.add(value);
        Place place = storage.place(value);
        if (!place.isScratch()) {
          written.put(place, Math.max(bytes(value), written.getOrDefault(place, 0L)));
        }
      }
    }
    for (long each : written.values()) {
      bytes += each;
    }
    return new Cost(flops, bytes);
  }

  private static long flops(Unit unit) {
    return switch (unit) {
      case Unit.Pointwise point -> point.value().shape().size();
      case Unit.Product product -> flops(product);
      case Unit.LossAndGradient both -> 2L * both.value().shape().size();
      case Unit.Kernels _, Unit.Spread _, Unit.Callback _ -> 0;
    };
  }

  private static long flops(Unit.Product product) {
    Lowering.Matmul matmul = product.matmul();
    long elements = (long) matmul.batch() * matmul.m() * matmul.n();
    int more =
        (product.bias() == null ? 0 : 1) + (product.opcode() == Elementwise.IDENTITY ? 0 : 1);
    return elements * (2L * matmul.k() + more);
  }

  /// Returns what one of a unit's calls costs. One of several that write to one output writes as
  /// much as it reads.
  static Cost of(Unit.Kernels unit, Lowering.Call call) {
    Operation operation = unit.value().operation();
    boolean moves = operation instanceof Movement || operation instanceof Indexing;
    long output = bytes(unit.value());
    long read = 0;
    Set<Integer> seen = new HashSet<>();
    for (Argument argument : call.arguments()) {
      if (argument instanceof Argument.Input input && seen.add(input.index())) {
        long all = bytes(unit.inputs().get(input.index()));
        read += moves ? Math.min(all, output) : all;
      }
    }
    long written = unit.calls().size() == 1 || read == 0 ? output : Math.min(output, read);
    boolean folds = operation instanceof Reduction || operation instanceof Rowwise;
    return new Cost(folds ? unit.inputs().getFirst().shape().size() : 0, read + written);
  }

  private static long bytes(Value value) {
    return 4L * value.shape().size();
  }
}
