package dev.descent.program;

import dev.descent.tensor.DType;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Units that run as one node: a chain of elementwise units over equally many elements, with
/// repetitions that they read, or one other unit.
///
/// @param units the units in order
/// @param first the position of the first unit among all units of the plan, in the order in which
///   they run
record Group(List<Unit> units, int first) {
  Group {
    units = List.copyOf(units);
  }

  /// Returns the position of the last unit.
  int last() {
    return first + units.size() - 1;
  }

  boolean isChain() {
    return units.getLast() instanceof Unit.Pointwise;
  }

  /// Returns whether the chain runs block by block, so that what only it needs is never more than a
  /// block.
  boolean isBlocked() {
    return isChain() && units.size() > 1 && isLong(units.getFirst());
  }

  private static boolean isLong(Unit unit) {
    return unit.value().shape().size() > Node.BLOCK;
  }

  /// Returns the groups of units that stand behind their inputs, in an order in which they can run:
  /// an elementwise unit joins the last group that it reads from, if that is a chain of as many
  /// elements. What a chain reads repeated along axes is repeated in the chain, block by block,
  /// unless somebody else needs it as a whole.
  ///
  /// @param whole the values that must exist as a whole
  /// @param chains whether elementwise units form chains
  /// @param blocks whether chains repeat elements themselves
  static List<Group> of(List<Unit> units, Set<Value> whole, boolean chains, boolean blocks) {
    Map<Value, Unit> repeated = blocks ? repeated(units, whole) : Map.of();
    List<List<Unit>> lists = new ArrayList<>();
    Map<Value, Integer> places = new HashMap<>();
    for (Unit unit : units) {
      if (repeated.containsKey(unit.value())) {
        continue;
      }
      int latest = -1;
      for (Value input : unit.inputs()) {
        Unit spread = repeated.get(input);
        Value read = spread == null ? input : spread.inputs().getFirst();
        latest = Math.max(latest, places.getOrDefault(read, -1));
      }
      boolean joins =
          chains
              && latest >= 0
              && unit instanceof Unit.Pointwise
              && lists.get(latest).getLast() instanceof Unit.Pointwise before
              && before.value().shape().size() == unit.value().shape().size();
      if (!joins) {
        latest = lists.size();
        lists.add(new ArrayList<>());
      }
      List<Unit> list = lists.get(latest);
      for (Value input : unit.inputs()) {
        Unit spread = repeated.get(input);
        if (spread != null && !list.contains(spread)) {
          list.add(spread);
        }
      }
      list.add(unit);
      for (Value value : unit.values()) {
        places.put(value, latest);
      }
    }
    List<Group> groups = new ArrayList<>();
    int position = 0;
    for (List<Unit> list : lists) {
      groups.add(new Group(list, position));
      position += list.size();
    }
    return groups;
  }

  /// Returns the long repetitions that elementwise units alone read.
  private static Map<Value, Unit> repeated(List<Unit> units, Set<Value> whole) {
    Map<Value, Unit> repeated = new HashMap<>();
    for (Unit unit : units) {
      if (unit instanceof Unit.Spread
          && isLong(unit)
          && unit.value().dtype() == DType.F32
          && !whole.contains(unit.value())) {
        repeated.put(unit.value(), unit);
      }
    }
    for (Unit unit : units) {
      if (!(unit instanceof Unit.Pointwise)) {
        for (Value input : unit.inputs()) {
          repeated.remove(input);
        }
      }
    }
    return repeated;
  }
}
