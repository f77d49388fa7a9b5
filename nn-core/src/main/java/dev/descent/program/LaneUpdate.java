package dev.descent.program;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.IntFunction;

/// Writes an [Update] of the trained weights behind the gradient: weights and gradient are in
/// vectors in local variables then.
final class LaneUpdate {
  private static final ClassDesc UPDATE = Update.class.describeConstable().orElseThrow();
  private static final ClassDesc INTS = ClassDesc.of("jdk.incubator.vector.IntVector");
  private static final ClassDesc INT = ConstantDescs.CD_int;
  private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
  private static final ClassDesc FLOAT = LaneCalls.FLOAT;
  private static final ClassDesc VECTOR = LaneCalls.VECTOR;
  private static final MethodTypeDesc IS_OPEN =
      MethodTypeDesc.of(BOOLEAN, UPDATE, Frame.class.describeConstable().orElseThrow(), INT, INT);
  private static final MethodTypeDesc MAKE = MethodTypeDesc.of(BOOLEAN, UPDATE, BOOLEAN, FLOAT);
  private static final List<String> FACTORS = List.of("rate", "scale", "decay");

  private final CodeBuilder code;
  private final LaneCalls lanes;
  private final int width;
  private final Trained trained;
  private final int update;

  private LaneUpdate(CodeBuilder code, LaneCalls lanes, int width, Trained trained, int update) {
    this.code = code;
    this.lanes = lanes;
    this.width = width;
    this.trained = trained;
    this.update = update;
  }

  /// Writes that an update is made if it is open and the gradient is within its limit.
  ///
  /// @param calls which variables are free
  /// @param update the local that holds the update; that of the frame is 0
  static void emit(
      CodeBuilder code, Calls calls, LaneCalls lanes, int width, Trained trained, int update) {
    new LaneUpdate(code, lanes, width, trained, update).emit(calls);
  }

  private void emit(Calls calls) {
    Label end = code.newLabel();
    code.aload(update).aload(0).loadConstant(trained.from()).loadConstant(trained.to());
    lanes.write(UPDATE, "isOpen", IS_OPEN);
    code.ifeq(end).aload(update);
    within(trained::gradient, "gradientLimit");
    lanes.load(trained.loss(), false);
    lanes.write(UPDATE, "make", MAKE);
    code.ifeq(end);
    int[] vectors = new int[FACTORS.size()];
    for (int i = 0; i < vectors.length; i++) {
      factor(FACTORS.get(i));
      lanes.invoke("all", VECTOR, FLOAT);
      vectors[i] = calls.variable();
      code.astore(vectors[i]);
    }
    for (int at = trained.from(); at < trained.to(); ) {
      boolean vector = at + width <= trained.to();
      ClassDesc type = vector ? VECTOR : FLOAT;
      lanes.load(trained.weight(at), vector);
      lanes.load(trained.gradient(at), vector);
      for (int i = 0; i < vectors.length; i++) {
        if (vector) {
          code.aload(vectors[i]);
        } else {
          factor(FACTORS.get(i));
        }
      }
      lanes.invoke("descend", type, type, type, type, type, type);
      lanes.store(trained.weight(at), vector);
      at += vector ? width : 1;
    }
    code.aload(update);
    within(trained::weight, "limit");
    code.putfield(UPDATE, "within", BOOLEAN);
    code.aload(update).loadConstant(1).putfield(UPDATE, "made", BOOLEAN);
    code.labelBinding(end);
  }

  private void factor(String name) {
    code.aload(update).getfield(UPDATE, name, FLOAT);
  }

  /// Pushes whether no trained weight, or number of its gradient, is beyond a limit.
  private void within(IntFunction<Place> place, String limit) {
    int vectors = (trained.to() - trained.from()) / width;
    for (int i = 0; i < vectors; i++) {
      lanes.load(place.apply(trained.from() + i * width), true);
      lanes.invoke("magnitude", INTS, VECTOR);
      if (i > 0) {
        lanes.invoke("larger", INTS, INTS, INTS);
      }
    }
    if (vectors > 0) {
      code.aload(update).getfield(UPDATE, limit, INT);
      lanes.invoke("within", BOOLEAN, INTS, INT);
    } else {
      code.loadConstant(1);
    }
    for (int i = trained.from() + vectors * width; i < trained.to(); i++) {
      lanes.load(place.apply(i), false);
      code.aload(update).getfield(UPDATE, limit, INT);
      lanes.invoke("within", BOOLEAN, FLOAT, INT);
      code.iand();
    }
  }
}
