package dev.descent.program;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds a program's inputs among the fields of batches; a batch of known names and types is not
/// checked again.
final class Fields {
  private static final int KNOWN = 64;

  private final Map<String, Type> types;
  private final List<String> names;
  private final int[][] positions = new int[KNOWN][];
  private int[] usual = {}; // those of the first batch
  private final @Nullable List<?>[] knownNames = new List<?>[KNOWN];
  private final @Nullable List<?>[] knownTypes = new List<?>[KNOWN];

  Fields(Map<String, Type> types) {
    this.types = types;
    this.names = List.copyOf(types.keySet());
  }

  Map<String, Type> types() {
    return types;
  }

  /// Returns which field of a batch each input is.
  ///
  /// @throws IllegalArgumentException if one is missing or has another type
  @SuppressWarnings("ReferenceEquality") // a batch keeps its lists: same lists, same fields
  int[] of(Batch batch) {
    List<Type> batchTypes = batch.types();
    int slot = System.identityHashCode(batchTypes) & (KNOWN - 1);
    if (batchTypes != knownTypes[slot] || batch.names() != knownNames[slot]) {
      int[] found = check(batch);
      positions[slot] = Arrays.equals(found, usual) ? usual : found;
      knownTypes[slot] = batchTypes;
      knownNames[slot] = batch.names();
    }
    int[] found = positions[slot];
    return found == usual ? usual : found; // not found: the inputs need not wait for the slot
  }

  private int[] check(Batch batch) {
    int[] found = new int[names.size()];
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
    usual = usual.length == found.length ? usual : found;
    return found;
  }
}
