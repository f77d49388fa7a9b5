package dev.descent.program;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/// Writes the kernel calls of groups, once every value has its place.
final class Emitter {
  private final Storage storage;
  private final boolean tiny;
  private final List<String> draws = new ArrayList<>();

  /// @param tiny whether a handful of numbers has kernels of its own
  Emitter(Storage storage, boolean tiny) {
    this.storage = storage;
    this.tiny = tiny;
  }

  /// Returns the names of random draws, in the order of their index.
  List<String> draws() {
    return List.copyOf(draws);
  }

  List<Node> emit(Group group) {
    storage.enter(group);
    return switch (group.units().getLast()) {
      case Unit.Pointwise _ -> List.of(chain(group.units()));
      case Unit.Product product -> List.of(Products.node(product, storage, tiny));
      case Unit.Spread spread ->
          List.of(
              one(spread, spread(spread), spread.value().shape().size(), 1, cost(group.units())));
      case Unit.LossAndGradient both -> List.of(lossAndGradient(both));
      case Unit.Kernels kernels -> kernels(kernels);
      case Unit.Callback callback -> List.of(callback(callback));
    };
  }

  /// Returns the node that copies a value to a place.
  Node copy(Value value, Place target) {
    Place source = storage.place(value);
    int size = value.shape().size();
    Invoke invoke =
        source.isFloats()
            ? new Operands()
                .whole(dev.descent.kernel.Elementwise.IDENTITY)
                .real(0)
                .real(0)
                .array(source, 1)
                .array(target, 1)
                .count()
                .invoke("Elementwise", "unary")
            : movement(source, target, new int[] {size}, new int[] {1}, new int[] {1});
    return new Node(
        List.of(value),
        List.of("copy"),
        List.of(invoke),
        List.of(target),
        null,
        List.of(),
        size,
        1,
        Integer.MAX_VALUE,
        Cost.moved(4L * size));
  }

  private Cost cost(List<Unit> units) {
    return Cost.of(units, storage);
  }

  private Node one(Unit unit, Invoke invoke, int items, int work, Cost cost) {
    return new Node(
        List.of(unit.value()),
        unit.names(),
        List.of(invoke),
        List.of(storage.place(unit.value())),
        null,
        List.of(),
        items,
        work,
        Integer.MAX_VALUE,
        cost);
  }

  private Node chain(List<Unit> units) {
    List<Invoke> calls = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    List<Place> results = new ArrayList<>();
    int work = 0;
    for (Unit unit : units) {
      if (unit instanceof Unit.Pointwise point) {
        calls.add(pointwise(point));
        work += Work.of(point);
      } else {
        calls.add(spread((Unit.Spread) unit));
        work++;
      }
      names.addAll(unit.names());
      values.add(unit.value());
      results.add(storage.place(unit.value()));
    }
    return new Node(
        values,
        names,
        calls,
        results,
        null,
        List.of(),
        units.getFirst().value().shape().size(),
        work,
        units.size() == 1 ? Integer.MAX_VALUE : Node.BLOCK,
        cost(units));
  }

  private Invoke pointwise(Unit.Pointwise point) {
    return TinyCalls.pointwise(
        point.door(),
        point.opcode(),
        point.p(),
        point.q(),
        places(point.inputs()),
        storage.place(point.value()),
        tiny ? point.value().shape().size() : Integer.MAX_VALUE);
  }

  private Node lossAndGradient(Unit.LossAndGradient unit) {
    Shape shape = unit.value().shape();
    int columns = shape.at(-1);
    Place losses = storage.place(unit.losses());
    Place gradient = storage.place(unit.value());
    Invoke call =
        new Operands()
            .array(storage.place(unit.inputs().get(0)), columns)
            .array(storage.place(unit.inputs().get(1)), 1)
            .array(storage.place(unit.inputs().get(2)), 1)
            .array(losses, 1)
            .array(gradient, columns)
            .count()
            .whole(columns)
            .whole(unit.ignored())
            .add(new Operand.From(1))
            .invoke("Rows", "lossAndGradient");
    return new Node(
        unit.values(),
        unit.names(),
        List.of(call),
        List.of(losses, gradient),
        null,
        List.of(),
        shape.size() / columns,
        2 * columns,
        Integer.MAX_VALUE,
        cost(List.of(unit)));
  }

  private Invoke spread(Unit.Spread spread) {
    Axes axes = Axes.of(spread.input().shape(), spread.value().shape());
    Place from = storage.place(spread.source());
    Place to = storage.place(spread.value());
    return new Operands()
        .array(from, 0)
        .array(to, 1)
        .add(new Operand.From(1))
        .count()
        .wholes(storage.constants(), axes.extents())
        .wholes(storage.constants(), axes.strides())
        .invoke("Repetition", "copy");
  }

  private Invoke movement(Place from, Place to, int[] extents, int[] xStrides, int[] yStrides) {
    return new Operands()
        .array(from, extents.length == 0 ? 0 : xStrides[0])
        .array(to, extents.length == 0 ? 0 : yStrides[0])
        .wholes(storage.constants(), extents)
        .wholes(storage.constants(), xStrides)
        .wholes(storage.constants(), yStrides)
        .count()
        .invoke("Movement", "copy");
  }

  private List<Place> places(List<Value> values) {
    List<Place> places = new ArrayList<>();
    for (Value value : values) {
      places.add(storage.place(value));
    }
    return places;
  }

  private List<Node> kernels(Unit.Kernels unit) {
    List<Node> nodes = new ArrayList<>();
    for (Lowering.Call call : unit.calls()) {
      nodes.add(kernel(unit, call));
    }
    return nodes;
  }

  private Node kernel(Unit.Kernels unit, Lowering.Call call) {
    int terms = tiny ? TinyCalls.sumsOfOne(call) : 0;
    if (terms > 0) {
      Invoke sum =
          new Operands()
              .array(storage.place(unit.inputs().getFirst()), 0)
              .array(storage.place(unit.value()), 0)
              .whole(terms)
              .invoke("Tiny", "sumOfOne");
      return one(unit, sum, 1, 1, Cost.of(unit, call));
    }
    Operands operands = new Operands();
    for (Argument argument : call.arguments()) {
      add(operands, unit, argument);
    }
    Invoke invoke = operands.invoke(call.door(), call.method());
    return one(unit, invoke, call.items(), call.work(), Cost.of(unit, call));
  }

  private void add(Operands operands, Unit unit, Argument argument) {
    switch (argument) {
      case Argument.Input input ->
          operands.array(
              storage.place(unit.inputs().get(input.index())).plus(input.offset()), input.stride());
      case Argument.Output output ->
          operands.array(storage.place(unit.value()).plus(output.offset()), output.stride());
      case Argument.Count _ -> operands.count();
      case Argument.From _ -> operands.add(new Operand.From(1));
      case Argument.To _ -> operands.add(new Operand.To());
      case Argument.IntLiteral literal -> operands.whole(literal.value());
      case Argument.FloatLiteral literal -> operands.real(literal.value());
      case Argument.BooleanLiteral literal -> operands.flag(literal.value());
      case Argument.IntsLiteral literal ->
          operands.wholes(
              storage.constants(), literal.values().stream().mapToInt(i -> i).toArray());
      case Argument.Key key -> operands.add(new Operand.Key(draw(key.name())));
      case Argument.LongFrom from -> operands.add(new Operand.LongFrom(from.stride()));
    }
  }

  private int draw(String name) {
    if (!draws.contains(name)) {
      draws.add(name);
    }
    return draws.indexOf(name);
  }

  private Node callback(Unit.Callback unit) {
    return new Node(
        List.of(unit.value()),
        unit.names(),
        List.of(),
        List.of(storage.place(unit.value())),
        unit.operation(),
        places(unit.inputs()),
        1,
        0,
        1,
        cost(List.of(unit)));
  }
}
