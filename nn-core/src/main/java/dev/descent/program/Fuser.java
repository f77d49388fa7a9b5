package dev.descent.program;

import dev.descent.kernel.Elementwise;
import dev.descent.lowering.Lowering;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the units that outputs need, and puts bias and activation into the products before them.
final class Fuser {
  private static final Comparator<Value> BY_POSITION =
      new Comparator<>() {
        @Override
        public int compare(Value a, Value b) {
          return Integer.compare(a.id(), b.id());
        }
      };

  private final Rewriter rewriter;
  private final Set<Value> outputs;
  private final Map<Value, Unit> replaced = new HashMap<>();

  Fuser(Rewriter rewriter, Collection<Value> outputs) {
    this.rewriter = rewriter;
    this.outputs = new HashSet<>(outputs);
  }

  /// Returns the needed units without fusion, each behind its inputs.
  List<Unit> needed() {
    Map<Value, Unit> found = new HashMap<>();
    List<Value> stack = new ArrayList<>(outputs);
    while (!stack.isEmpty()) {
      Value value = stack.removeLast();
      Unit unit = unit(value);
      if (unit != null && found.put(value, unit) == null) {
        stack.addAll(unit.inputs());
        stack.addAll(unit.values());
      }
    }
    return ordered(found);
  }

  /// Returns units by the position of their values in the graph, but each behind its inputs: losses
  /// that come with their gradient stand where that can be computed.
  private static List<Unit> ordered(Map<Value, Unit> units) {
    Set<Value> done = new HashSet<>();
    List<Unit> order = new ArrayList<>();
    List<Value> values = new ArrayList<>(units.keySet());
    values.sort(BY_POSITION);
    for (Value value : values) {
      append(value, units, done, order);
    }
    return order;
  }

  private static void append(
      Value value, Map<Value, Unit> units, Set<Value> done, List<Unit> order) {
    Unit unit = units.get(value);
    if (unit != null && !done.contains(value)) {
      done.addAll(unit.values());
      for (Value input : unit.inputs()) {
        append(input, units, done, order);
      }
      order.add(unit);
    }
  }

  /// Returns the needed units with fusion, each behind its inputs.
  List<Unit> fused() {
    readReluFromOutput(needed());
    boolean changed = true;
    while (changed) {
      changed = false;
      List<Unit> units = needed();
      Map<Value, Integer> uses = uses(units);
      for (Unit unit : units) {
        Unit better = unit instanceof Unit.Pointwise point ? intoProduct(point, uses) : null;
        if (better != null) {
          replaced.put(unit.value(), better);
          changed = true;
        }
      }
    }
    replaced.putAll(LossPairs.of(needed()));
    return needed();
  }

  private @Nullable Unit unit(Value value) {
    Unit unit = replaced.get(value);
    return unit != null ? unit : rewriter.unit(value);
  }

  private Map<Value, Integer> uses(List<Unit> units) {
    Map<Value, Integer> uses = new HashMap<>();
    for (Unit unit : units) {
      for (Value input : unit.inputs()) {
        uses.put(input, uses.getOrDefault(input, 0) + 1);
      }
    }
    for (Value output : outputs) {
      uses.put(output, uses.getOrDefault(output, 0) + 1);
    }
    return uses;
  }

  /// x > 0 exactly where relu(x) > 0, so the gradient can read the output, and the input need not
  /// be kept.
  private void readReluFromOutput(List<Unit> units) {
    Map<Value, Value> relus = new HashMap<>();
    for (Unit unit : units) {
      if (unit instanceof Unit.Pointwise point && point.is(Unit.Door.UNARY, Elementwise.RELU)) {
        relus.put(point.inputs().getFirst(), point.value());
      }
    }
    for (Unit unit : units) {
      if (unit instanceof Unit.Pointwise point
          && (point.is(Unit.Door.BINARY, Elementwise.RELU_GRADIENT)
              || point.is(Unit.Door.UNARY, Elementwise.STEP))) {
        Value relu = relus.get(point.inputs().getFirst());
        if (relu != null && relu.id() < point.value().id()) {
          replaced.put(point.value(), point.withInput(0, relu));
        }
      }
    }
  }

  private @Nullable Unit intoProduct(Unit.Pointwise point, Map<Value, Integer> uses) {
    if (point.door() == Unit.Door.UNARY) {
      Unit.Product product = soleProduct(point.inputs().getFirst(), uses);
      return product != null && product.opcode() == Elementwise.IDENTITY
          ? new Unit.Product(
              point.value(),
              product.matmul(),
              product.a(),
              product.b(),
              product.bias(),
              point.opcode(),
              point.p(),
              point.q(),
              Unit.join(product.names(), point.names()))
          : null;
    }
    if (!point.is(Unit.Door.BINARY, Elementwise.ADD)) {
      return null;
    }
    Unit left = withBias(point, 0, uses);
    return left != null ? left : withBias(point, 1, uses);
  }

  private @Nullable Unit withBias(Unit.Pointwise sum, int index, Map<Value, Integer> uses) {
    Unit.Product product = soleProduct(sum.inputs().get(index), uses);
    if (product == null || product.bias() != null || product.opcode() != Elementwise.IDENTITY) {
      return null;
    }
    Value bias = row(sum, sum.inputs().get(1 - index), product.matmul());
    return bias == null
        ? null
        : new Unit.Product(
            sum.value(),
            product.matmul(),
            product.a(),
            product.b(),
            bias,
            Elementwise.IDENTITY,
            0,
            0,
            Unit.join(product.names(), sum.names()));
  }

  /// Returns the n numbers that a term adds to each row of a product with n columns, `null` if it
  /// is another pattern.
  private @Nullable Value row(Unit.Pointwise sum, Value term, Lowering.Matmul product) {
    if (unit(term) instanceof Unit.Spread spread) {
      return isRow(spread, product.n()) ? spread.source() : null;
    }
    Shape shape = sum.value().shape();
    return shape.size() == product.n() && shape.rank() > 0 && shape.at(-1) == product.n()
        ? term
        : null;
  }

  private Unit.@Nullable Product soleProduct(Value value, Map<Value, Integer> uses) {
    return unit(value) instanceof Unit.Product product && uses.getOrDefault(value, 0) == 1
        ? product
        : null;
  }

  /// Returns whether a vector of n numbers is repeated along all axes but the last.
  private static boolean isRow(Unit.Spread spread, int n) {
    Shape to = spread.value().shape();
    Shape from = spread.input().shape();
    return from.rank() > 0
        && from.size() == n
        && from.at(from.rank() - 1) == n
        && to.at(to.rank() - 1) == n;
  }
}
