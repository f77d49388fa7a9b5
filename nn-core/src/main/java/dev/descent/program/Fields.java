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
  private final Map<String, Type> types;
  private final List<String> names;
  private final boolean[] floats;
  private final int[] positions;
  private @Nullable List<String> knownNames;
  private @Nullable List<Type> knownTypes;

  Fields(Map<String, Type> types) {
    this.types = types;
    this.names = List.copyOf(types.keySet());
    this.positions = new int[names.size()];
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
    if (batch.names() != knownNames || batch.types() != knownTypes) {
      check(batch);
    }
    for (int i = 0; i < positions.length; i++) {
      int field = positions[i];
      if (floats[i]) {
        frame.inputs[i] = batch.floats(field);
      } else {
        frame.intInputs[i] = batch.ints(field);
      }
      frame.inputOffsets[i] = batch.offset(field);
    }
  }

  private void check(Batch batch) {
    for (int i = 0; i < positions.length; i++) {
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
      positions[i] = field;
    }
    knownNames = batch.names();
    knownTypes = batch.types();
  }
}
