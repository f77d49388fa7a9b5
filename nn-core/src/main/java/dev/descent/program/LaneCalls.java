package dev.descent.program;

import dev.descent.kernel.TinyLanes;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the kernels of [dev.descent.kernel.Tiny] into one method with every vector, and every
/// number that is no part of one, in a local variable: what one kernel computes, the next one finds
/// in a register instead of waiting for the cache. Everything is stored as well, for what reads it
/// one by one.
final class LaneCalls {
  /// The locals of bodies begin here, low ones, as those take fewer bytes.
  static final int BODIES = 4;

  /// How many they are.
  static final int BODY_LOCALS = 32;

  private static final int MOST = 8; // variables that a value takes
  private static final int MOST_PRODUCTS = 64;
  private static final ClassDesc LANES = TinyLanes.class.describeConstable().orElseThrow();
  static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
  static final ClassDesc FLOAT = ConstantDescs.CD_float;
  private static final ClassDesc FLOATS = FLOAT.arrayType();

  /// What is in a variable: a vector, or one number, from an offset on.
  private record Known(Place place, boolean vector) {}

  private final CodeBuilder code;
  private final Calls calls;
  private final int width;
  private final @Nullable Bodies bodies; // instead of calls
  private final Map<Known, Integer> variables = new HashMap<>();

  LaneCalls(CodeBuilder code, Calls calls, int width, @Nullable Bodies bodies) {
    this.code = code;
    this.calls = calls;
    this.width = width;
    this.bodies = bodies;
  }

  /// Says that something else may have written anything.
  void forget() {
    variables.clear();
  }

  /// Writes a call of all its items if it is of the kind; else nothing, and returns false.
  boolean emit(Invoke call, int items) {
    if (!call.door().equals("Tiny")) {
      return false;
    }
    List<Place> places = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<Float> reals = new ArrayList<>();
    for (Operand operand : call.operands()) {
      switch (operand) {
        case Operand.Array array -> places.add(array.place());
        case Operand.Whole number -> numbers.add(number.value());
        case Operand.Count count -> numbers.add(items * count.factor());
        case Operand.Real number -> reals.add(number.value());
        default -> {}
      }
    }
    return switch (call.method()) {
      case "product" -> product(numbers, places.get(0), places.get(1), places.get(2));
      case "addRow" -> addRow(places.get(0), places.get(1), numbers.get(0), numbers.get(1));
      default -> elements(call.method(), reals, places, numbers.getFirst());
    };
  }

  private boolean isWhole(int n) {
    return n % width == 0;
  }

  private boolean isFew(int n) {
    return (isWhole(n) ? n / width : n) <= MOST;
  }

  private boolean elements(String method, List<Float> reals, List<Place> places, int n) {
    if (!isFew(n)) {
      return false;
    }
    boolean vector = isWhole(n);
    for (int i = 0; i < n; i += vector ? width : 1) {
      reals.forEach(code::loadConstant);
      for (Place input : places.subList(0, places.size() - 1)) {
        load(input.plus(i), vector);
      }
      List<ClassDesc> types = new ArrayList<>();
      reals.forEach(_ -> types.add(FLOAT));
      places.forEach(_ -> types.add(vector ? VECTOR : FLOAT));
      invoke(method, types.removeLast(), types.toArray(new ClassDesc[0]));
      store(places.getLast().plus(i), vector);
    }
    return true;
  }

  private boolean addRow(Place row, Place y, int rows, int columns) {
    if (rows * columns > MOST * width || !isFew(columns)) {
      return false;
    }
    for (int i = 0; i < rows; i++) {
      Place at = y.plus(i * columns);
      elements("add", List.of(), List.of(at, row, at), columns);
    }
    return true;
  }

  private boolean product(List<Integer> numbers, Place a, Place b, Place c) {
    int m = numbers.get(0);
    int n = numbers.get(1);
    int k = numbers.get(2);
    int ai = numbers.get(3);
    int ak = numbers.get(4);
    int bk = numbers.get(5);
    int bj = numbers.get(6);
    boolean rows = isWhole(n) && bj == 1;
    boolean pairs = isWhole(n) && k == 2 && bj == 2 && bk == 1;
    if (k == 1 && n == 2 && ai == 1 && isWhole(m) && m <= MOST * width) {
      outerPairs(m, a, b, bj, c);
      return true;
    }
    int step = rows || pairs ? width : 1;
    if (m * n * k > MOST_PRODUCTS * step) {
      return false;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j += step) {
        if (pairs) {
          load(a.plus(i * ai), false);
          load(a.plus(i * ai + ak), false);
          load(b.plus(2 * j), true);
          load(b.plus(2 * j + width), true);
          invoke("pairs", VECTOR, FLOAT, FLOAT, VECTOR, VECTOR);
        } else {
          chain(k, a.plus(i * ai), ak, b.plus(j * bj), bk, rows);
        }
        store(c.plus(i * n + j), rows || pairs);
      }
    }
    return true;
  }

  private void chain(int k, Place a, int ak, Place b, int bk, boolean vector) {
    ClassDesc type = vector ? VECTOR : FLOAT;
    if (vector) {
      invoke("zeros", VECTOR);
    } else {
      code.loadConstant(0f);
    }
    for (int l = 0; l < k; l++) {
      load(a.plus(l * ak), false);
      load(b.plus(l * bk), vector);
      invoke("chain", type, type, FLOAT, type);
    }
  }

  private void outerPairs(int m, Place a, Place b, int bj, Place c) {
    load(b, false);
    load(b.plus(bj), false);
    invoke("pair", VECTOR, FLOAT, FLOAT);
    int pair = calls.variable();
    code.astore(pair);
    for (int i = 0; i < m; i += width) {
      load(a.plus(i), true);
      code.aload(pair);
      invoke("lower", VECTOR, VECTOR, VECTOR);
      store(c.plus(2 * i), true);
      load(a.plus(i), true);
      code.aload(pair);
      invoke("upper", VECTOR, VECTOR, VECTOR);
      store(c.plus(2 * i + width), true);
    }
  }

  /// Pushes what is at a place.
  void load(Place place, boolean vector) {
    Integer variable = variables.get(new Known(place, vector));
    if (variable == null && !vector && lane(place)) {
      return;
    }
    if (variable == null) {
      calls.address(place);
      if (vector) {
        invoke("load", VECTOR, FLOATS, ConstantDescs.CD_int);
      } else {
        code.faload();
      }
      keep(place, vector);
      return;
    }
    if (vector) {
      code.aload(variable);
    } else {
      code.fload(variable);
    }
  }

  /// Pushes a number that is part of a vector in a variable; false if none has it.
  private boolean lane(Place place) {
    for (int lane = 0; lane < width && lane <= place.offset(); lane++) {
      Integer variable = variables.get(new Known(place.plus(-lane), true));
      if (variable != null) {
        code.aload(variable).loadConstant(lane);
        invoke("lane", FLOAT, VECTOR, ConstantDescs.CD_int);
        keep(place, false);
        return true;
      }
    }
    return false;
  }

  /// Stores what is on the stack.
  void store(Place place, boolean vector) {
    int size = vector ? width : 1;
    variables
        .keySet()
        .removeIf(known ->
            known.place().kind() == place.kind()
                && known.place().index() == place.index()
                && known.place().offset() < place.offset() + size
                && place.offset() < known.place().offset() + (known.vector() ? width : 1));
    int variable = keep(place, vector);
    if (vector) {
      calls.address(place);
      invoke("store", ConstantDescs.CD_void, VECTOR, FLOATS, ConstantDescs.CD_int);
    } else {
      code.pop();
      calls.address(place);
      code.fload(variable).fastore();
    }
  }

  /// Keeps what is on the stack, and leaves it there; returns its variable.
  private int keep(Place place, boolean vector) {
    int variable = calls.variable();
    variables.put(new Known(place, vector), variable);
    code.dup();
    if (vector) {
      code.astore(variable);
    } else {
      code.fstore(variable);
    }
    return variable;
  }

  /// Writes a function of [TinyLanes], whose arguments are on the stack.
  void invoke(String method, ClassDesc result, ClassDesc... types) {
    write(LANES, method, MethodTypeDesc.of(result, types));
  }

  /// Writes a static method, whose arguments are on the stack.
  void write(ClassDesc owner, String method, MethodTypeDesc type) {
    if (bodies == null) {
      code.invokestatic(owner, method, type);
    } else {
      bodies.write(code, BODIES, BODIES + BODY_LOCALS, owner, method, type);
    }
  }
}
