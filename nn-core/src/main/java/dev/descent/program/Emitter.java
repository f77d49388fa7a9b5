package dev.descent.program;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/// Writes the kernel calls of groups, once every value has its place.
final class Emitter {
  private static final Operand COUNT = new Operand.Count(1);

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
      case Unit.Product product -> List.of(product(product));
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
            ? new Invoke(
                "Elementwise",
                "unary",
                new Operand.Whole(dev.descent.kernel.Elementwise.IDENTITY),
                new Operand.Real(0),
                new Operand.Real(0),
                new Operand.Array(source),
                new Operand.Offset(source, 1),
                new Operand.Array(target),
                new Operand.Offset(target, 1),
                COUNT)
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

  private Node product(Unit.Product unit) {
    Lowering.Matmul matmul = unit.matmul();
    if (tiny && TinyCalls.isTiny(matmul)) {
      return tinyProduct(unit);
    }
    int m = matmul.m();
    int n = matmul.n();
    int k = matmul.k();
    List<Operand> operands = new ArrayList<>();
    operands.add(new Operand.TeamOperand());
    operands.add(new Operand.Whole(m));
    operands.add(new Operand.Whole(n));
    operands.add(new Operand.Whole(k));
    add(operands, storage.place(unit.a()), matmul.strideA());
    operands.add(new Operand.Whole(matmul.transposeA() ? m : k));
    operands.add(new Operand.Flag(matmul.transposeA()));
    add(operands, storage.place(unit.b()), matmul.strideB());
    operands.add(new Operand.Whole(matmul.transposeB() ? k : n));
    operands.add(new Operand.Flag(matmul.transposeB()));
    add(operands, storage.place(unit.value()), m * n);
    operands.add(new Operand.Whole(n));
    operands.add(new Operand.Flag(false));
    if (unit.bias() == null) {
      operands.add(new Operand.NoFloats());
      operands.add(new Operand.Whole(0));
    } else {
      add(operands, storage.place(unit.bias()), 0);
    }
    operands.add(new Operand.Whole(unit.opcode()));
    operands.add(new Operand.Real(unit.p()));
    operands.add(new Operand.Real(unit.q()));
    return new Node(
        List.of(unit.value()),
        unit.names(),
        List.of(new Invoke("Gemm", "multiply", operands)),
        List.of(storage.place(unit.value())),
        null,
        List.of(),
        matmul.batch(),
        (int) Math.min(Integer.MAX_VALUE, (long) m * n * k / 8),
        1,
        cost(List.of(unit)));
  }

  private Node tinyProduct(Unit.Product unit) {
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
        cost(List.of(unit)));
  }

  private Node lossAndGradient(Unit.LossAndGradient unit) {
    Shape shape = unit.value().shape();
    int columns = shape.at(-1);
    Place losses = storage.place(unit.losses());
    Place gradient = storage.place(unit.value());
    List<Operand> operands = new ArrayList<>();
    add(operands, storage.place(unit.inputs().get(0)), columns);
    add(operands, storage.place(unit.inputs().get(1)), 1);
    add(operands, storage.place(unit.inputs().get(2)), 1);
    add(operands, losses, 1);
    add(operands, gradient, columns);
    operands.add(COUNT);
    operands.add(new Operand.Whole(columns));
    operands.add(new Operand.Whole(unit.ignored()));
    operands.add(new Operand.From(1));
    return new Node(
        unit.values(),
        unit.names(),
        List.of(new Invoke("Rows", "lossAndGradient", operands)),
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
    List<Operand> operands = new ArrayList<>();
    add(operands, from, 0);
    add(operands, to, 1);
    operands.add(new Operand.From(1));
    operands.add(COUNT);
    operands.add(new Operand.Wholes(storage.literal(axes.extents())));
    operands.add(new Operand.Wholes(storage.literal(axes.strides())));
    return new Invoke("Repetition", "copy", operands);
  }

  private Invoke movement(Place from, Place to, int[] extents, int[] xStrides, int[] yStrides) {
    List<Operand> operands = new ArrayList<>();
    add(operands, from, extents.length == 0 ? 0 : xStrides[0]);
    add(operands, to, extents.length == 0 ? 0 : yStrides[0]);
    operands.add(new Operand.Wholes(storage.literal(extents)));
    operands.add(new Operand.Wholes(storage.literal(xStrides)));
    operands.add(new Operand.Wholes(storage.literal(yStrides)));
    operands.add(COUNT);
    return new Invoke("Movement", "copy", operands);
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
    List<Operand> operands = new ArrayList<>();
    int terms = tiny ? TinyCalls.sumsOfOne(call) : 0;
    if (terms > 0) {
      add(operands, storage.place(unit.inputs().getFirst()), 0);
      add(operands, storage.place(unit.value()), 0);
      operands.add(new Operand.Whole(terms));
      return one(unit, new Invoke("Tiny", "sumOfOne", operands), 1, 1, Cost.of(unit, call));
    }
    for (Argument argument : call.arguments()) {
      switch (argument) {
        case Argument.Input input ->
            add(
                operands,
                storage.place(unit.inputs().get(input.index())).plus(input.offset()),
                input.stride());
        case Argument.Output output ->
            add(operands, storage.place(unit.value()).plus(output.offset()), output.stride());
        case Argument.Count _ -> operands.add(COUNT);
        case Argument.From _ -> operands.add(new Operand.From(1));
        case Argument.To _ -> operands.add(new Operand.To());
        case Argument.IntLiteral literal -> operands.add(new Operand.Whole(literal.value()));
        case Argument.FloatLiteral literal -> operands.add(new Operand.Real(literal.value()));
        case Argument.BooleanLiteral literal -> operands.add(new Operand.Flag(literal.value()));
        case Argument.IntsLiteral literal ->
            operands.add(
                new Operand.Wholes(
                    storage.literal(literal.values().stream().mapToInt(i -> i).toArray())));
        case Argument.Key key -> operands.add(new Operand.Key(draw(key.name())));
        case Argument.LongFrom from -> operands.add(new Operand.LongFrom(from.stride()));
      }
    }
    return one(
        unit,
        new Invoke(call.door(), call.method(), operands),
        call.items(),
        call.work(),
        Cost.of(unit, call));
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

  private static void add(List<Operand> operands, Place place, int stride) {
    operands.add(new Operand.Array(place));
    operands.add(new Operand.Offset(place, place.isScratch() ? 0 : stride));
  }
}
