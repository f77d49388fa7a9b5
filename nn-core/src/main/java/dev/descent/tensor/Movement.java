package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations that arrange elements anew and compute nothing; they take floats and integers.
public sealed interface Movement extends Operation {
  @Override
  default String name() {
    return Rules.name(this);
  }

  /// The same elements in the same order under another shape.
  ///
  /// @param shape the new shape
  record Reshape(Shape shape) implements Movement {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      Shape before = inputs.getFirst().shape();
      if (before.size() != shape.size()) {
        throw new ShapeMismatchException(
            "reshape needs equal sizes: %s to %s".formatted(before, shape));
      }
      return new Type(inputs.getFirst().dtype(), shape);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(cotangent.reshape(inputs.getFirst().shape()));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.View();
    }
  }

  /// The same elements, through which no cotangent passes.
  record StopGradient() implements Movement {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      return inputs.getFirst();
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents((Value) null);
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.View();
    }
  }

  /// The input repeated along axes of extent 1 and along new leading axes.
  ///
  /// @param shape the shape of the result
  record Broadcast(Shape shape) implements Movement {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      Shape before = inputs.getFirst().shape();
      int extra = shape.rank() - before.rank();
      boolean fits = extra >= 0;
      for (int i = 0; fits && i < before.rank(); i++) {
        fits = before.at(i) == 1 || before.at(i) == shape.at(extra + i);
      }
      if (!fits) {
        throw new ShapeMismatchException(
            "broadcast cannot repeat %s up to %s".formatted(before, shape));
      }
      return new Type(inputs.getFirst().dtype(), shape);
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      return Rules.cotangents(Broadcasting.sumTo(cotangent, inputs.getFirst().shape()));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      return new Lowering.Broadcast();
    }
  }

  /// The axes in another order: axis i of the result is axis `order[i]` of the input.
  ///
  /// @param order the axes of the input in the order of the result
  record Permute(List<Integer> order) implements Movement {
    /// Copies the list.
    public Permute {
      order = List.copyOf(order);
    }

    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      Shape before = inputs.getFirst().shape();
      boolean valid = order.size() == before.rank() && new HashSet<>(order).size() == order.size();
      for (int axis : order) {
        valid &= axis >= 0 && axis < before.rank();
      }
      if (!valid) {
        throw new ShapeMismatchException(
            "permute needs each axis of %s once, was %s".formatted(before, order));
      }
      int[] extents = order.stream().mapToInt(before::at).toArray();
      return new Type(inputs.getFirst().dtype(), Shape.of(extents));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Integer[] inverse = new Integer[order.size()];
      for (int i = 0; i < inverse.length; i++) {
        inverse[order.get(i)] = i;
      }
      Permute back = new Permute(Arrays.asList(inverse));
      return Rules.cotangents(cotangent.apply(back, List.of(cotangent)));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      int[] strides = Strides.of(inputs.getFirst().shape());
      int[] from = order.stream().mapToInt(axis -> strides[axis]).toArray();
      Shape after = infer(inputs).shape();
      return Strides.copy(0, 0, 0, after, from, Strides.of(after));
    }
  }

  /// The part [from, to) of one axis.
  ///
  /// @param axis the axis, counted from 0
  /// @param from the first index
  /// @param to the index after the last one
  record Slice(int axis, int from, int to) implements Movement {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      Shape before = inputs.getFirst().shape();
      if (axis < 0 || axis >= before.rank() || from < 0 || from > to || to > before.at(axis)) {
        throw new ShapeMismatchException(
            "slice [%d, %d) of axis %d is not within %s".formatted(from, to, axis, before));
      }
      return new Type(inputs.getFirst().dtype(), before.with(axis, to - from));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      int extent = inputs.getFirst().shape().at(axis);
      return Rules.cotangents(cotangent.pad(axis, from, extent - to));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      int[] strides = Strides.of(inputs.getFirst().shape());
      Shape after = infer(inputs).shape();
      return Strides.copy(0, from * strides[axis], 0, after, strides, Strides.of(after));
    }
  }

  /// Zeros before and behind the elements of one axis.
  ///
  /// @param axis the axis, counted from 0
  /// @param before the number of zeros in front
  /// @param behind the number of zeros at the end
  record Pad(int axis, int before, int behind) implements Movement {
    @Override
    public Type infer(List<Type> inputs) {
      Rules.requireArity(this, 1, inputs);
      Shape shape = Rules.f32(this, inputs.getFirst());
      if (axis < 0 || axis >= shape.rank() || before < 0 || behind < 0) {
        throw new ShapeMismatchException(
            "pad by %d and %d cannot lengthen axis %d of %s"
                .formatted(before, behind, axis, shape));
      }
      return Type.f32(shape.with(axis, before + shape.at(axis) + behind));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      int extent = inputs.getFirst().shape().at(axis);
      return Rules.cotangents(cotangent.slice(axis, before, before + extent));
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      Shape shape = inputs.getFirst().shape();
      int[] strides = Strides.of(infer(inputs).shape());
      return new Lowering.Sequence(
          List.of(
              Strides.fill(0, infer(inputs).shape().size()),
              Strides.copy(0, 0, before * strides[axis], shape, Strides.of(shape), strides)));
    }
  }

  /// The inputs one behind the other along an axis.
  ///
  /// @param axis the axis, counted from 0
  record Concat(int axis) implements Movement {
    @Override
    public Type infer(List<Type> inputs) {
      if (inputs.isEmpty()) {
        throw new IllegalArgumentException("concat needs at least one input");
      }
      Type first = inputs.getFirst();
      int extent = 0;
      for (Type input : inputs) {
        Shape shape = input.shape();
        if (axis < 0
            || axis >= shape.rank()
            || shape.rank() != first.shape().rank()
            || !shape.without(axis).equals(first.shape().without(axis))
            || input.dtype() != first.dtype()) {
          throw new ShapeMismatchException(
              "concat along axis %d needs equal types but for that axis: %s and %s"
                  .formatted(axis, first, input));
        }
        extent += shape.at(axis);
      }
      return new Type(first.dtype(), first.shape().with(axis, extent));
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      List<@Nullable Value> parts = new ArrayList<>();
      int from = 0;
      for (Value input : inputs) {
        int to = from + input.shape().at(axis);
        parts.add(cotangent.slice(axis, from, to));
        from = to;
      }
      return parts;
    }

    @Override
    public Lowering lower(List<Type> inputs) {
      int[] strides = Strides.of(infer(inputs).shape());
      List<Lowering.Call> copies = new ArrayList<>();
      int at = 0;
      for (int i = 0; i < inputs.size(); i++) {
        Shape shape = inputs.get(i).shape();
        copies.add(Strides.copy(i, 0, at * strides[axis], shape, Strides.of(shape), strides));
        at += shape.at(axis);
      }
      return new Lowering.Sequence(copies);
    }
  }
}
