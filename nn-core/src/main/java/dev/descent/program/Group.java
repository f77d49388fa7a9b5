package dev.descent.program;

import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Units that run as one node: a chain of elementwise units over equally many elements, or one
/// other unit.
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
    return units.getFirst() instanceof Unit.Pointwise;
  }

  /// Returns the groups of units that stand behind their inputs, in an order in which they can run:
  /// an elementwise unit joins the last group that it reads from, if that is a chain of as many
  /// elements.
  static List<Group> of(List<Unit> units, boolean chains) {
    List<List<Unit>> lists = new ArrayList<>();
    Map<Value, Integer> places = new HashMap<>();
    for (Unit unit : units) {
      int latest = -1;
      for (Value input : unit.inputs()) {
        latest = Math.max(latest, places.getOrDefault(input, -1));
      }
      boolean joins =
          chains
              && latest >= 0
              && unit instanceof Unit.Pointwise
              && lists.get(latest).getFirst() instanceof Unit.Pointwise before
              && before.value().shape().size() == unit.value().shape().size();
      if (!joins) {
        latest = lists.size();
        lists.add(new ArrayList<>());
      }
      lists.get(latest).add(unit);
      places.put(unit.value(), latest);
    }
    List<Group> groups = new ArrayList<>();
    int position = 0;
    for (List<Unit> list : lists) {
      groups.add(new Group(list, position));
      position += list.size();
    }
    return groups;
  }
}
