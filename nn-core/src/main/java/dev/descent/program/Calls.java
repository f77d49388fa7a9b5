package dev.descent.program;

import dev.descent.tensor.Batch;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;

/// Writes kernel calls into one method, whose local 0 is the [Frame]; arrays are loaded into locals
/// once.
final class Calls {
  private static final ClassDesc FRAME = Frame.class.describeConstable().orElseThrow();
  private static final ClassDesc BATCH = Batch.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc INT_OF_INT =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);
  private static final ClassDesc SCRATCH = Scratch.class.describeConstable().orElseThrow();
  private static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
  private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
  private static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();

  /// The items of a call: in two locals, or all of a known number.
  ///
  /// @param from the local that holds the first item, −1 for all items
  /// @param to the local that holds the item after the last, −1 for all items
  /// @param items the number of items, if all
  record Range(int from, int to, int items) {
    static Range of(int items) {
      return new Range(-1, -1, items);
    }

    boolean isAll() {
      return from < 0;
    }
  }

  private final CodeBuilder code;
  private final Map<String, Integer> locals = new HashMap<>();
  private final Map<Integer, Integer> literals = new HashMap<>();
  private final boolean direct;
  private int free;

  /// @param direct whether inputs are those of the [Batch] in local 1, whose fields are in the
  ///   numbers in local 2; else those of the frame
  Calls(CodeBuilder code, int firstFreeLocal, boolean direct) {
    this.code = code;
    this.free = firstFreeLocal;
    this.direct = direct;
  }

  /// Loads the arrays of a call into locals.
  void load(Invoke call) {
    for (Operand operand : call.operands()) {
      if (operand instanceof Operand.Array array) {
        local(array.place());
      } else if (operand instanceof Operand.Wholes ints) {
        literal(ints.index());
      }
    }
  }

  /// Returns a local that nothing uses.
  int variable() {
    return free++;
  }

  /// Pushes the array of a place and the offset in it.
  void address(Place place) {
    Range all = Range.of(0);
    push(new Operand.Array(place), all);
    push(new Operand.Offset(place, 0), all);
  }

  /// Writes a call.
  void emit(Invoke call, Range range) {
    load(call);
    for (Operand operand : call.operands()) {
      push(operand, range);
    }
    Class<?> result = call.find().getReturnType();
    ClassDesc[] types = new ClassDesc[call.operands().size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = call.operands().get(i).type().describeConstable().orElseThrow();
    }
    code.invokestatic(
        ClassDesc.of(Invoke.KERNELS + call.door()),
        call.method(),
        MethodTypeDesc.of(result.describeConstable().orElseThrow(), types));
    if (result == long.class || result == double.class) {
      code.pop2();
    } else if (result != void.class) {
      code.pop();
    }
  }

  private void push(Operand operand, Range range) {
    switch (operand) {
      case Operand.Array array -> code.aload(local(array.place()));
      case Operand.Offset offset -> offset(offset, range);
      case Operand.From from -> times(range, from.stride(), 0);
      case Operand.To _ -> to(range);
      case Operand.Count count -> {
        if (range.isAll()) {
          code.loadConstant(range.items() * count.factor());
        } else {
          code.iload(range.to()).iload(range.from()).isub();
          if (count.factor() != 1) {
            code.loadConstant(count.factor()).imul();
          }
        }
      }
      case Operand.Whole number -> code.loadConstant(number.value());
      case Operand.Real number -> code.loadConstant(number.value());
      case Operand.Flag flag -> code.loadConstant(flag.value() ? 1 : 0);
      case Operand.Wholes ints -> code.aload(literal(ints.index()));
      case Operand.Key key ->
          code.aload(0)
              .getfield(FRAME, "keys", LONGS)
              .loadConstant(key.index())
              .arrayLoad(TypeKind.LONG);
      case Operand.LongFrom from -> {
        if (range.isAll()) {
          code.loadConstant(0L);
        } else {
          code.iload(range.from()).i2l().loadConstant((long) from.stride()).lmul();
        }
      }
      case Operand.TeamOperand _ ->
          code.aload(0)
              .getfield(
                  FRAME, "team", dev.descent.parallel.Team.class.describeConstable().orElseThrow());
      case Operand.NoFloats _ -> code.aconst_null();
    }
  }

  private void offset(Operand.Offset offset, Range range) {
    Place place = offset.place();
    times(range, offset.stride(), place.offset());
    if (place.kind() == Place.Kind.INPUT) {
      if (direct) {
        field(place).invokevirtual(BATCH, "offset", INT_OF_INT);
      } else {
        code.aload(0)
            .getfield(FRAME, "inputOffsets", INTS)
            .loadConstant(place.index())
            .arrayLoad(TypeKind.INT);
      }
      code.iadd();
    }
  }

  /// Pushes the batch and which of its fields an input is.
  private CodeBuilder field(Place place) {
    return code.aload(1).aload(2).loadConstant(place.index()).iaload();
  }

  /// Pushes `from * stride + base`.
  private void times(Range range, int stride, int base) {
    if (range.isAll() || stride == 0) {
      code.loadConstant(base);
      return;
    }
    code.iload(range.from());
    if (stride != 1) {
      code.loadConstant(stride).imul();
    }
    if (base != 0) {
      code.loadConstant(base).iadd();
    }
  }

  private void to(Range range) {
    if (range.isAll()) {
      code.loadConstant(range.items());
    } else {
      code.iload(range.to());
    }
  }

  private int literal(int index) {
    Integer known = literals.get(index);
    if (known != null) {
      return known;
    }
    code.aload(0).getfield(FRAME, "literals", INTS.arrayType()).loadConstant(index).aaload();
    return store(literals, index);
  }

  private int local(Place place) {
    String array = place.kind().name() + (place.isFloats() ? " " : " int ") + place.index();
    Integer known = locals.get(array);
    if (known != null) {
      return known;
    }
    if (place.isScratch()) {
      code.loadConstant(place.index())
          .invokestatic(SCRATCH, "array", MethodTypeDesc.of(FLOATS, ConstantDescs.CD_int));
      return store(locals, array);
    }
    if (direct && place.kind() == Place.Kind.INPUT) {
      ClassDesc type = place.isFloats() ? FLOATS : INTS;
      field(place)
          .invokevirtual(
              BATCH,
              place.isFloats() ? "floats" : "ints",
              MethodTypeDesc.of(type, ConstantDescs.CD_int));
      return store(locals, array);
    }
    String field =
        switch (place.kind()) {
          case PARAMETER -> "parameters";
          case STATE -> "states";
          case GRADIENT -> "gradient";
          case NEXT_STATE -> "nextStates";
          case INPUT -> place.isFloats() ? "inputs" : "intInputs";
          case CONSTANT -> place.isFloats() ? "constants" : "intConstants";
          case BUFFER -> place.isFloats() ? "buffers" : "intBuffers";
          case SCRATCH -> throw new IllegalStateException(place + " is no field");
        };
    boolean flat =
        switch (place.kind()) {
          case PARAMETER, STATE, GRADIENT, NEXT_STATE -> true;
          case INPUT, CONSTANT, BUFFER, SCRATCH -> false;
        };
    code.aload(0);
    if (flat) {
      code.getfield(FRAME, field, FLOATS);
    } else {
      ClassDesc element = place.isFloats() ? FLOATS : INTS;
      code.getfield(FRAME, field, element.arrayType()).loadConstant(place.index()).aaload();
    }
    return store(locals, array);
  }

  private <K> int store(Map<K, Integer> slots, K key) {
    int slot = free++;
    code.astore(slot);
    slots.put(key, slot);
    return slot;
  }
}
