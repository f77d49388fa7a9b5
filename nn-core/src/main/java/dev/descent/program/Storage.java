package dev.descent.program;

import dev.descent.tensor.DType;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where every value of a plan is: gradients in the flat vector, everything else in few buffers
/// that values share one after the other.
///
/// A value takes the smallest free buffer that holds it, else the largest free one, which grows. An
/// elementwise result takes the buffer of an operand that nothing reads afterwards.
final class Storage {
  private static final class Buffer {
    final boolean floats;
    int size;
    int freeAfter;

    Buffer(boolean floats) {
      this.floats = floats;
    }
  }

  private final Rewriter rewriter;
  private final Layout parameters;
  private final Layout states;
  private final List<String> inputs;
  private final Map<Value, Place> places = new HashMap<>();
  private final IdentityHashMap<Group, Map<Value, Place>> scratch = new IdentityHashMap<>();
  private Map<Value, Place> current = Map.of();
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Integer> indices = new ArrayList<>();
  private final List<Tensor> constants = new ArrayList<>();
  private final List<int[]> literals = new ArrayList<>();
  private long unplanned;
  private int floatBuffers;
  private int intBuffers;

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
    return take(newBuffer(dtype == DType.F32), size, Integer.MAX_VALUE);
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
    Buffer buffer = unit instanceof Unit.Pointwise ? dying(unit, position, lastUses) : null;
    if (buffer == null) {
      buffer = free(floats, size, position);
    }
    places.put(value, take(buffer == null ? newBuffer(floats) : buffer, size, lastUse));
  }

  private @Nullable Buffer dying(Unit unit, int position, Map<Value, Integer> lastUses) {
    for (Value input : unit.inputs()) {
      Place place = places.get(input);
      if (place != null
          && place.kind() == Place.Kind.BUFFER
          && place.isFloats()
          && Objects.equals(lastUses.get(input), position)
          && buffer(place).freeAfter == position) {
        return buffer(place);
      }
    }
    return null;
  }

  private @Nullable Buffer free(boolean floats, int size, int position) {
    Buffer chosen = null;
    for (Buffer buffer : buffers) {
      if (buffer.floats == floats && buffer.freeAfter < position) {
        boolean better =
            chosen == null
                || (chosen.size < size
                    ? buffer.size > chosen.size
                    : buffer.size >= size && buffer.size < chosen.size);
        chosen = better ? buffer : chosen;
      }
    }
    return chosen;
  }

  private Buffer newBuffer(boolean floats) {
    Buffer buffer = new Buffer(floats);
    buffers.add(buffer);
    indices.add(floats ? floatBuffers++ : intBuffers++);
    return buffer;
  }

  private Buffer buffer(Place place) {
    for (int i = 0; i < buffers.size(); i++) {
      if (indices.get(i) == place.index() && buffers.get(i).floats == place.isFloats()) {
        return buffers.get(i);
      }
    }
    throw new IllegalStateException("no " + place);
  }

  private Place take(Buffer buffer, int size, int lastUse) {
    buffer.size = Math.max(buffer.size, size);
    buffer.freeAfter = lastUse;
    return new Place(
        Place.Kind.BUFFER,
        buffer.floats ? DType.F32 : DType.I32,
        indices.get(buffers.indexOf(buffer)),
        0);
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
      constants.add(tensor);
      return new Place(Place.Kind.CONSTANT, tensor.dtype(), constants.size() - 1, tensor.offset());
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

  /// Keeps numbers of the plan and returns their index.
  int literal(int... numbers) {
    for (int i = 0; i < literals.size(); i++) {
      if (java.util.Arrays.equals(literals.get(i), numbers)) {
        return i;
      }
    }
    literals.add(numbers);
    return literals.size() - 1;
  }

  float[][] newBuffers() {
    float[][] arrays = new float[floatBuffers][];
    for (int i = 0; i < buffers.size(); i++) {
      if (buffers.get(i).floats) {
        arrays[indices.get(i)] = new float[buffers.get(i).size];
      }
    }
    return arrays;
  }

  int[][] newIntBuffers() {
    int[][] arrays = new int[intBuffers][];
    for (int i = 0; i < buffers.size(); i++) {
      if (!buffers.get(i).floats) {
        arrays[indices.get(i)] = new int[buffers.get(i).size];
      }
    }
    return arrays;
  }

  float[][] constants() {
    float[][] arrays = new float[constants.size()][];
    for (int i = 0; i < arrays.length; i++) {
      Tensor tensor = constants.get(i);
      arrays[i] = tensor.dtype() == DType.F32 ? tensor.floats() : new float[0];
    }
    return arrays;
  }

  int[][] intConstants() {
    int[][] arrays = new int[constants.size()][];
    for (int i = 0; i < arrays.length; i++) {
      Tensor tensor = constants.get(i);
      arrays[i] = tensor.dtype() == DType.I32 ? tensor.ints() : new int[0];
    }
    return arrays;
  }

  int[][] literals() {
    return literals.toArray(new int[0][]);
  }

  /// Returns the bytes of all buffers.
  long plannedBytes() {
    long bytes = 0;
    for (Buffer buffer : buffers) {
      bytes += 4L * buffer.size;
    }
    return bytes;
  }

  /// Returns the bytes that buffers would have if values did not share them.
  long unplannedBytes() {
    return unplanned;
  }

  /// Returns the bytes of constants.
  long constantBytes() {
    long bytes = 0;
    for (Tensor tensor : constants) {
      bytes += 4L * tensor.shape().size();
    }
    return bytes;
  }

  int bufferCount() {
    return buffers.size();
  }
}
