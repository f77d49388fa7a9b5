package dev.descent.program;

import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds a program's inputs among the fields of batches; a batch of known names and types is not
/// checked again.
final class Fields {
  private static final int KNOWN = 64;

  private final Map<String, Type> types;
  private final List<String> names;
  private final boolean[] floats;
  private final int[][] positions;
  private final @Nullable List<?>[] knownNames = new List<?>[KNOWN];
  private final @Nullable List<?>[] knownTypes = new List<?>[KNOWN];

  Fields(Map<String, Type> types) {
    this.types = types;
    this.names = List.copyOf(types.keySet());
    this.positions = new int[KNOWN][names.size()];
    this.floats = new boolean[names.size()];
    int i = 0;
    for (Type type : types.values()) {
      floats[i++] = type.dtype() == DType.F32;
    }
  }

  Map<String, Type> types() {
    return types;
  }

  /// Points the frame at the arrays of a batch.
  @SuppressWarnings("ReferenceEquality") // a batch keeps its lists: same lists, same fields
  void bind(Batch batch, Frame frame) {
    List<Type> batchTypes = batch.types();
    int slot = System.identityHashCode(batchTypes) & (KNOWN - 1);
    int[] found = positions[slot];
    if (batchTypes != knownTypes[slot] || batch.names() != knownNames[slot]) {
      check(batch, found);
      knownTypes[slot] = batchTypes;
      knownNames[slot] = batch.names();
    }
    for (int i = 0; i < found.length; i++) {
      int field = found[i];
      if (floats[i]) {
        frame.inputs[i] = batch.floats(field);
      } else {
        frame.intInputs[i] = batch.ints(field);
      }
      frame.inputOffsets[i] = batch.offset(field);
    }
  }

  private void check(Batch batch, int[] found) {
    for (int i = 0; i < found.length; i++) {
      String name = names.get(i);
      int field = batch.indexOf(name);
      if (field < 0) {
        throw new IllegalArgumentException(
            "batch must have a field '%s' %s; found %s"
                .formatted(name, types.get(name), batch.fields()));
      }
      Type type = batch.types().get(field);
      if (!type.equals(types.get(name))) {
        throw new IllegalArgumentException(
            "batch field '%s' must be %s for this program, was %s: compile one for these types"
                .formatted(name, types.get(name), type));
      }
      found[i] = field;
    }
  }
}
