package dev.descent.program;

import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where a long chain keeps what nobody reads after it: arrays of a block, which stay in the first
/// cache, instead of buffers that go to memory.
final class ScratchPlaces {
  private ScratchPlaces() {}

  /// Returns the places of the values of a group that are used in it alone.
  ///
  /// @param lastUses the position where each value is read last
  /// @param placed the values that have another place
  static Map<Value, Place> of(Group group, Map<Value, Integer> lastUses, Map<Value, Place> placed) {
    Map<Value, Place> places = new HashMap<>();
    List<Integer> freeAfter = new ArrayList<>(); // of each array: the position of its last use
    int position = group.first();
    for (Unit unit : group.units()) {
      Value value = unit.value();
      Integer last = lastUses.get(value);
      boolean repeated = unit instanceof Unit.Spread;
      if (repeated) {
        last = lastUse(value, group);
      }
      if (last != null && last <= group.last() && !placed.containsKey(value)) {
        int index = repeated ? -1 : dying(unit, position, places, freeAfter);
        for (int i = 0; index < 0 && i < freeAfter.size(); i++) {
          index = freeAfter.get(i) < position ? i : -1;
        }
        if (index < 0) {
          index = freeAfter.size();
          freeAfter.add(last);
        }
        freeAfter.set(index, last);
        places.put(value, Place.floats(Place.Kind.SCRATCH, index, 0));
      }
      position++;
    }
    return places;
  }

  /// Other chains may repeat the same elements for themselves.
  private static int lastUse(Value value, Group group) {
    int last = group.first();
    for (int i = 0; i < group.units().size(); i++) {
      last = group.units().get(i).inputs().contains(value) ? group.first() + i : last;
    }
    return last;
  }

  /// Returns the array of an operand that nothing reads afterwards, −1 if there is none: an
  /// elementwise function may write over it.
  private static int dying(
      Unit unit, int position, Map<Value, Place> places, List<Integer> freeAfter) {
    for (Value input : unit.inputs()) {
      Place place = places.get(input);
      if (place != null && Objects.equals(freeAfter.get(place.index()), position)) {
        return place.index();
      }
    }
    return -1;
  }
}
