package dev.descent.program;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import dev.descent.tensor.DType;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Source;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns the values of a graph into units: views become their source, what depends on constants
/// alone becomes a constant, and arithmetic with a single number takes it as a literal.
///
/// Every rewriting keeps the bits; `docs/determinism.md` lists them.
final class Rewriter {
  /// Larger results are computed in every run rather than kept.
  private static final int LARGEST_CONSTANT = 1 << 16;

  private final Map<Value, Value> sources = new HashMap<>();
  private final Map<Value, Unit> units = new HashMap<>();
  private final Map<Value, Tensor> constants = new HashMap<>();
  private final Map<Value, Float> splats = new HashMap<>();
  private final boolean rewrite;

  /// @param rewrite whether to do more than views, which are free in any case
  Rewriter(boolean rewrite) {
    this.rewrite = rewrite;
  }

  /// Adds a value, whose inputs have been added before.
  void add(Value value) {
    Value.Leaf leaf = value.leaf();
    Operation operation = value.operation();
    if (leaf != null) {
      addLeaf(value, leaf);
    } else if (rewrite && operation instanceof Source.Fill fill) {
      splats.put(value, (float) fill.value());
    } else if (operation != null) {
      List<Type> types = new ArrayList<>();
      List<Value> inputs = new ArrayList<>();
      for (Value input : value.inputs()) {
        types.add(input.type());
        inputs.add(source(input));
      }
      Lowering lowering = operation.lower(types);
      if (!rewrite || (!foldSplats(value, lowering, inputs) && !fold(value, operation))) {
        lower(value, operation, lowering, inputs);
      }
    }
  }

  /// Returns the value whose numbers a value shares: itself, unless it is a view.
  Value source(Value value) {
    return sources.getOrDefault(value, value);
  }

  /// Returns the unit of a source, `null` for a leaf or constant.
  @Nullable Unit unit(Value source) {
    return units.get(source);
  }

  /// Returns the numbers of a constant, `null` for anything else.
  @Nullable Tensor constant(Value source) {
    Tensor tensor = constants.get(source);
    Float splat = splats.get(source);
    return tensor == null && splat != null ? Tensor.full(source.shape(), splat) : tensor;
  }

  private void addLeaf(Value value, Value.Leaf leaf) {
    Tensor tensor = leaf.constant();
    if (tensor != null) {
      constants.put(value, tensor);
      if (rewrite && tensor.dtype() == DType.F32) {
        noteSplat(value, tensor);
      }
    }
  }

  private void noteSplat(Value value, Tensor tensor) {
    int size = tensor.shape().size();
    if (size == 0) {
      return;
    }
    int bits = Float.floatToIntBits(tensor.at(0));
    for (int i = 1; i < size; i++) {
      if (Float.floatToIntBits(tensor.at(i)) != bits) {
        return;
      }
    }
    splats.put(value, tensor.at(0));
  }

  /// An elementwise function of numbers that are all equal is one number.
  private boolean foldSplats(Value value, Lowering lowering, List<Value> inputs) {
    float[][] x = new float[inputs.size()][];
    for (int i = 0; i < x.length; i++) {
      Float splat = splats.get(inputs.get(i));
      if (splat == null) {
        return false;
      }
      x[i] = new float[] {splat};
    }
    float[] y = new float[1];
    switch (lowering) {
      case Lowering.Unary f -> Elementwise.unary(f.opcode(), f.p(), f.q(), x[0], 0, y, 0, 1);
      case Lowering.Binary f -> Elementwise.binary(f.opcode(), x[0], 0, x[1], 0, y, 0, 1);
      case Lowering.Where _ -> Elementwise.where(x[0], 0, x[1], 0, x[2], 0, y, 0, 1);
      case Lowering.Broadcast _, Lowering.View _ -> y[0] = x[0][0];
      default -> {
        return false;
      }
    }
    splats.put(value, y[0]);
    return true;
  }

  private boolean fold(Value value, Operation operation) {
    if (value.inputs().isEmpty()
        || operation instanceof Operation.Custom
        || value.shape().size() > LARGEST_CONSTANT) {
      return false;
    }
    Tensor[] tensors = new Tensor[value.inputs().size()];
    for (int i = 0; i < tensors.length; i++) {
      Value input = value.inputs().get(i);
      Tensor tensor = constant(source(input));
      if (tensor == null || tensor.shape().size() > LARGEST_CONSTANT) {
        return false;
      }
      tensors[i] = reshaped(tensor, input.shape());
    }
    Tensor result = tensors[0].apply(operation, List.of(tensors));
    constants.put(value, result);
    if (result.dtype() == DType.F32) {
      noteSplat(value, result);
    }
    return true;
  }

  private static Tensor reshaped(Tensor tensor, Shape shape) {
    return tensor.dtype() == DType.F32
        ? Tensor.view(shape, tensor.floats(), tensor.offset())
        : Tensor.view(shape, tensor.ints(), tensor.offset());
  }

  private void lower(Value value, Operation operation, Lowering lowering, List<Value> inputs) {
    List<String> names = List.of(operation.name());
    switch (lowering) {
      case Lowering.View _ -> share(value, inputs.getFirst());
      case Lowering.Broadcast _ -> {
        Value input = inputs.getFirst();
        if (input.shape().size() == value.shape().size()) {
          share(value, input);
        } else {
          units.put(value, new Unit.Spread(value, value.inputs().getFirst(), input, names));
        }
      }
      case Lowering.Unary unary ->
          pointwise(
              new Unit.Pointwise(
                  value, Unit.Door.UNARY, unary.opcode(), unary.p(), unary.q(), inputs, names));
      case Lowering.Binary binary ->
          pointwise(
              withLiteral(
                  new Unit.Pointwise(
                      value, Unit.Door.BINARY, binary.opcode(), 0, 0, inputs, names)));
      case Lowering.Where _ ->
          pointwise(new Unit.Pointwise(value, Unit.Door.WHERE, 0, 0, 0, inputs, names));
      case Lowering.Matmul matmul ->
          units.put(value, Products.of(value, matmul, inputs, names, this, rewrite));
      case Lowering.Call call ->
          units.put(value, new Unit.Kernels(value, List.of(call), inputs, names));
      case Lowering.Sequence sequence ->
          units.put(value, new Unit.Kernels(value, sequence.calls(), inputs, names));
      case Lowering.Callback _ ->
          units.put(
              value,
              new Unit.Callback(
                  value,
                  (Operation.Custom) Objects.requireNonNull(value.operation()),
                  inputs,
                  names));
    }
  }

  private void share(Value value, Value source) {
    sources.put(value, source);
  }

  private void pointwise(Unit.Pointwise unit) {
    boolean same =
        rewrite
            && unit.door() == Unit.Door.UNARY
            && (unit.opcode() == Elementwise.IDENTITY
                || (unit.opcode() == Elementwise.AFFINE && unit.p() == 1 && isMinusZero(unit.q())));
    if (same) {
      share(unit.value(), unit.inputs().getFirst());
    } else {
      units.put(unit.value(), unit);
    }
  }

  /// Arithmetic with one number c as one fma with a literal; the product with 1 or the sum with −0
  /// is exact, so the bits are those of the operation.
  private Unit.Pointwise withLiteral(Unit.Pointwise unit) {
    Float left = splats.get(unit.inputs().get(0));
    Float right = splats.get(unit.inputs().get(1));
    Float number = right != null ? right : left;
    if (!rewrite || number == null || !Float.isFinite(number)) {
      return unit;
    }
    Value other = unit.inputs().get(right != null ? 0 : 1);
    float c = number;
    return switch (unit.opcode()) {
      case Elementwise.ADD -> affine(unit, other, 1, c);
      case Elementwise.MULTIPLY -> affine(unit, other, c, -0f);
      case Elementwise.SUBTRACT ->
          right != null ? affine(unit, other, 1, -c) : affine(unit, other, -1, c);
      case Elementwise.DIVIDE ->
          right != null && isPowerOfTwo(c) ? affine(unit, other, 1 / c, -0f) : unit;
      default -> unit;
    };
  }

  private static Unit.Pointwise affine(Unit.Pointwise unit, Value input, float p, float q) {
    return new Unit.Pointwise(
        unit.value(), Unit.Door.UNARY, Elementwise.AFFINE, p, q, List.of(input), unit.names());
  }

  private static boolean isPowerOfTwo(float c) {
    return Math.abs(Math.getExponent(c)) < 126
        && Math.abs(c) == Math.scalb(1f, Math.getExponent(c));
  }

  private static boolean isMinusZero(float q) {
    return Float.floatToIntBits(q) == Float.floatToIntBits(-0f);
  }
}
