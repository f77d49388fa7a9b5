package dev.descent.program;

import dev.descent.tensor.Batch;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes a plan as a hidden class: one static call for each kernel, with literal offsets and
/// extents.
///
/// Straight-line nodes stand in methods `run0`, `run1` ... of a bounded size, as HotSpot compiles
/// no method of more than 8000 bytes; they have the arguments of [Code#run]. A node with a loop, or
/// one that a team shares, has a method of its own. More than 300 lines, as each kind of method is
/// written in the order of the others, by rules of size that are common to all.
final class Generator {
  static final int MOST_CALLS = 150;
  static final int MOST_BYTES = 6000;

  private static final ClassDesc FRAME = Frame.class.describeConstable().orElseThrow();
  private static final ClassDesc BATCH = Batch.class.describeConstable().orElseThrow();
  private static final ClassDesc FIELDS = ConstantDescs.CD_int.arrayType();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          FRAME,
          BATCH,
          FIELDS,
          Update.class.describeConstable().orElseThrow());
  private static final MethodTypeDesc BIND =
      MethodTypeDesc.of(ConstantDescs.CD_void, BATCH, FIELDS);
  private static final MethodTypeDesc RANGE =
      MethodTypeDesc.of(ConstantDescs.CD_void, FRAME, ConstantDescs.CD_int, ConstantDescs.CD_int);
  private static final MethodTypeDesc PART =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          FRAME,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);

  private final ClassDesc self = ClassDesc.of(Generator.class.getPackageName() + ".GeneratedPlan");
  private final List<Node> nodes;
  private final boolean shared;
  private final int width;
  private final @Nullable Bodies bodies; // instead of calls of what is in vectors
  private final @Nullable Trained trained; // whose update stands behind the rest
  private final int most; // calls in a method
  private final List<List<Integer>> methods;
  private int left;

  /// What a method consists of.
  private enum Body {
    CONSTRUCTOR,
    RUN,
    PART,
    STRAIGHT,
    RANGE
  }

  /// @param shared whether a team of several threads runs the plan
  /// @param width how many numbers a vector holds, 0 for no vectors
  /// @param most calls in a method
  Generator(
      List<Node> nodes,
      boolean shared,
      int width,
      @Nullable Bodies bodies,
      @Nullable Trained trained,
      int most) {
    this.nodes = nodes;
    this.shared = shared;
    this.width = width;
    this.bodies = bodies;
    this.trained = trained;
    this.most = most;
    this.methods = methods();
  }

  /// Returns the code of a plan.
  ///
  /// @param nodes the nodes in order
  /// @param shared whether a team of several threads runs it
  static Code generate(List<Node> nodes, boolean shared) {
    return load(new Generator(nodes, shared, 0, null, null, MOST_CALLS).bytes(), List.of());
  }

  /// Defines a class.
  ///
  /// @param constants its data, see [Bodies#constants]
  static Code load(byte[] bytes, List<Object> constants) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      lookup =
          constants.isEmpty()
              ? lookup.defineHiddenClass(bytes, true)
              : lookup.defineHiddenClassWithClassData(bytes, constants, true);
      return (Code) lookup.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("generated plan must load", e);
    }
  }

  /// Returns how many straight-line methods the class has.
  int straightMethods() {
    return methods.size();
  }

  /// Returns how many kernels of straight-line methods have stayed calls, once the class is
  /// written.
  int left() {
    return left;
  }

  byte[] bytes() {
    return ClassFile.of()
        .build(
            self,
            new Consumer<ClassBuilder>() {
              @Override
              public void accept(ClassBuilder builder) {
                builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                builder.withInterfaceSymbols(Code.class.describeConstable().orElseThrow());
                method(builder, "<init>", ConstantDescs.MTD_void, 0, Body.CONSTRUCTOR, 0);
                method(builder, "run", RUN, ClassFile.ACC_PUBLIC, Body.RUN, 0);
                method(builder, "part", PART, ClassFile.ACC_PUBLIC, Body.PART, 0);
                for (int i = 0; i < methods.size(); i++) {
                  method(builder, "run" + i, RUN, ClassFile.ACC_STATIC, Body.STRAIGHT, i);
                }
                for (int i = 0; i < nodes.size(); i++) {
                  if (hasMethod(nodes.get(i))) {
                    method(builder, "node" + i, RANGE, ClassFile.ACC_STATIC, Body.RANGE, i);
                  }
                }
              }
            });
  }

  private void method(
      ClassBuilder builder, String name, MethodTypeDesc type, int flags, Body body, int index) {
    builder.withMethodBody(
        name,
        type,
        flags,
        new Consumer<CodeBuilder>() {
          @Override
          public void accept(CodeBuilder code) {
            switch (body) {
              case CONSTRUCTOR ->
                  code.aload(0)
                      .invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void)
                      .return_();
              case RUN -> run(code);
              case PART -> part(code);
              case STRAIGHT -> straight(code, index);
              case RANGE -> range(code, index);
            }
          }
        });
  }

  private boolean isSplit(Node node) {
    return shared && node.parts() > 1;
  }

  private boolean hasMethod(Node node) {
    return node.callback() == null && (isSplit(node) || !node.straight());
  }

  /// Returns the nodes of each straight-line method.
  private List<List<Integer>> methods() {
    List<List<Integer>> methods = new ArrayList<>();
    int calls = most;
    int bytes = 0;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      int more = hasMethod(node) || node.callback() != null ? 1 : node.calls().size();
      int moreBytes = hasMethod(node) || node.callback() != null ? 12 : size(node);
      if (calls + more > most || bytes + moreBytes > MOST_BYTES) {
        methods.add(new ArrayList<>());
        calls = 0;
        bytes = 0;
      }
      methods.getLast().add(i);
      calls += more;
      bytes += moreBytes;
    }
    return methods;
  }

  private static int size(Node node) {
    int bytes = 0;
    for (Invoke call : node.calls()) {
      bytes += 3 + 7 * call.operands().size();
    }
    return bytes;
  }

  private void run(CodeBuilder code) {
    boolean bound = width == 0;
    for (Node node : nodes) {
      bound |= node.callback() != null || hasMethod(node);
    }
    if (bound) {
      code.aload(1).aload(2).aload(3).invokevirtual(FRAME, "bind", BIND);
    }
    for (int i = 0; i < methods.size(); i++) {
      code.aload(1).aload(2).aload(3).aload(4).invokestatic(self, "run" + i, RUN);
    }
    code.return_();
  }

  private void part(CodeBuilder code) {
    List<SwitchCase> cases = new ArrayList<>();
    Label unknown = code.newLabel();
    for (int i = 0; i < nodes.size(); i++) {
      if (hasMethod(nodes.get(i))) {
        cases.add(SwitchCase.of(i, code.newLabel()));
      }
    }
    code.iload(2).lookupswitch(unknown, cases);
    for (SwitchCase target : cases) {
      code.labelBinding(target.target())
          .aload(1)
          .iload(3)
          .iload(4)
          .invokestatic(self, "node" + target.caseValue(), RANGE)
          .return_();
    }
    code.labelBinding(unknown).return_();
  }

  private void straight(CodeBuilder code, int method) {
    int bodyLocals = bodies == null ? 0 : LaneCalls.BODY_LOCALS;
    Calls calls = new Calls(code, LaneCalls.BODIES + bodyLocals, width > 0);
    LaneCalls lanes = new LaneCalls(code, calls, width, bodies);
    for (int index : methods.get(method)) {
      Node node = nodes.get(index);
      if (node.callback() != null) {
        frameCall(code, "callback", index);
      } else if (isSplit(node)) {
        frameCall(code, "split", index);
      } else if (!node.straight()) {
        code.aload(0).loadConstant(0).loadConstant(node.items());
        code.invokestatic(self, "node" + index, RANGE);
      } else {
        for (Invoke call : node.calls()) {
          if (width > 0 && lanes.emit(call, node.items())) {
            continue;
          }
          calls.emit(call, Calls.Range.of(node.items()));
          lanes.forget();
          left++;
        }
        continue;
      }
      lanes.forget();
    }
    if (trained != null && method == methods.size() - 1) {
      LaneUpdate.emit(code, calls, lanes, width, trained, 3);
    }
    code.return_();
  }

  private static void emit(Node node, Calls calls, Calls.Range range) {
    for (Invoke call : node.calls()) {
      calls.emit(call, range);
    }
  }

  private static void frameCall(CodeBuilder code, String method, int index) {
    code.aload(0)
        .loadConstant(index)
        .invokevirtual(
            FRAME, method, MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int));
  }

  /// The body of a method for the items [from, to), which are its arguments 1 and 2.
  private void range(CodeBuilder code, int index) {
    Node node = nodes.get(index);
    if (node.block() == Integer.MAX_VALUE) {
      Calls calls = new Calls(code, 3, false);
      emit(node, calls, new Calls.Range(1, 2, 0));
      code.return_();
      return;
    }
    // local 3: the end of the block that starts at local 1
    Calls calls = new Calls(code, 4, false);
    for (Invoke call : node.calls()) {
      calls.load(call);
    }
    Label next = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(next).iload(1).iload(2).if_icmpge(end);
    code.iload(1).loadConstant(node.block()).iadd().iload(2);
    code.invokestatic(
        Math.class.describeConstable().orElseThrow(),
        "min",
        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int));
    code.istore(3);
    emit(node, calls, new Calls.Range(1, 3, 0));
    code.iload(3).istore(1).goto_(next);
    code.labelBinding(end).return_();
  }
}
