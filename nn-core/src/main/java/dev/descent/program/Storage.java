package dev.descent.program;

import dev.descent.tensor.DType;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Where every value of a plan is: gradients in the flat vector, everything else in few buffers
/// that values share one after the other.
///
/// An elementwise result takes the buffer of an operand that nothing reads afterwards, another one
/// a buffer that is free.
final class Storage {
  private final Rewriter rewriter;
  private final Layout parameters;
  private final Layout states;
  private final List<String> inputs;
  private final Map<Value, Place> places = new HashMap<>();
  private final IdentityHashMap<Group, Map<Value, Place>> scratch = new IdentityHashMap<>();
  private Map<Value, Place> current = Map.of();
  private final Buffers buffers = new Buffers();
  private final Constants constants = new Constants();
  private long unplanned;

  Storage(Rewriter rewriter, Layout parameters, Layout states, List<String> inputs) {
    this.rewriter = rewriter;
    this.parameters = parameters;
    this.states = states;
    this.inputs = inputs;
  }

  /// Puts a value at a place that no other value uses.
  void fix(Value value, Place place) {
    places.put(value, place);
  }

  /// Returns whether a value has its place.
  boolean isPlaced(Value value) {
    return places.containsKey(value);
  }

  /// Returns a new buffer that no other value uses.
  Place reserve(DType dtype, int size) {
    unplanned += 4L * size;
    return buffers.reserve(dtype == DType.F32, size);
  }

  /// Plans buffers for the values that units compute.
  ///
  /// @param blocks whether what only a long chain reads is kept for a block at a time
  void plan(List<Group> groups, boolean blocks) {
    shareSums(groups);
    Map<Value, Integer> lastUses = lastUses(groups);
    for (Group group : groups) {
      Map<Value, Place> own =
          blocks && group.isBlocked() ? ScratchPlaces.of(group, lastUses, places) : Map.of();
      scratch.put(group, own);
      for (Value value : own.keySet()) {
        unplanned += 4L * value.shape().size();
      }
      int position = group.first();
      for (Unit unit : group.units()) {
        for (Value value : unit.values()) {
          if (!isPlaced(value) && !own.containsKey(value)) {
            place(unit, value, position, lastUses.getOrDefault(value, position), lastUses);
          }
        }
        position++;
      }
    }
  }

  /// From now on places are asked for by the units of a group.
  void enter(Group group) {
    current = scratch.getOrDefault(group, Map.of());
  }

  /// A sum at a fixed place is taken in place: its first term is computed there.
  private void shareSums(List<Group> groups) {
    Map<Value, Unit> units = new HashMap<>();
    Map<Value, Integer> uses = new HashMap<>();
    for (Group group : groups) {
      for (Unit unit : group.units()) {
        units.put(unit.value(), unit);
        for (Value input : unit.inputs()) {
          uses.put(input, uses.getOrDefault(input, 0) + 1);
        }
      }
    }
    for (Group group : groups.reversed()) {
      for (Unit unit : group.units().reversed()) {
        Place place = places.get(unit.value());
        if (place == null || !(unit instanceof Unit.Pointwise)) {
          continue;
        }
        for (Value input : unit.inputs()) {
          if (units.containsKey(input) && uses.getOrDefault(input, 0) == 1 && !isPlaced(input)) {
            places.put(input, place);
            break;
          }
        }
      }
    }
  }

  /// Within a chain, whose units run block by block over the same elements, an operand is free
  /// after its unit; what is repeated is read by every block, so it is free after the chain.
  private static Map<Value, Integer> lastUses(List<Group> groups) {
    Map<Value, Integer> lastUses = new HashMap<>();
    for (Group group : groups) {
      int position = group.first();
      for (Unit unit : group.units()) {
        for (Value input : unit.inputs()) {
          int use = unit instanceof Unit.Spread ? group.last() : position;
          lastUses.put(input, Math.max(use, lastUses.getOrDefault(input, use)));
        }
        position++;
      }
    }
    return lastUses;
  }

  private void place(
      Unit unit, Value value, int position, int lastUse, Map<Value, Integer> lastUses) {
    int size = value.shape().size();
    boolean floats = value.dtype() == DType.F32;
    unplanned += 4L * size;
    Place place = null;
    if (unit instanceof Unit.Pointwise) {
      place = buffers.inPlace(unit.inputs(), places, lastUses, size, position, lastUse);
    }
    places.put(value, place == null ? buffers.place(floats, size, position, lastUse) : place);
  }

  /// Returns where a source is.
  Place place(Value value) {
    Place own = current.get(value);
    if (own != null) {
      return own;
    }
    Place known = places.get(value);
    if (known == null) {
      known = leaf(value);
      places.put(value, known);
    }
    return known;
  }

  private Place leaf(Value value) {
    Tensor tensor = rewriter.constant(value);
    if (tensor != null) {
      return constants.add(tensor);
    }
    Value.Leaf leaf = value.leaf();
    if (leaf == null) {
      throw new IllegalStateException("no place for " + value);
    }
    return switch (leaf.kind()) {
      case PARAMETER ->
          Place.floats(Place.Kind.PARAMETER, 0, parameters.slice(leaf.name()).offset());
      case STATE -> Place.floats(Place.Kind.STATE, 0, states.slice(leaf.name()).offset());
      case INPUT -> new Place(Place.Kind.INPUT, value.dtype(), inputs.indexOf(leaf.name()), 0);
      case CONSTANT -> throw new IllegalStateException("no numbers for " + value);
    };
  }

  Buffers buffers() {
    return buffers;
  }

  Constants constants() {
    return constants;
  }

  /// Returns the bytes that buffers would have if values did not share them.
  long unplannedBytes() {
    return unplanned;
  }
}
