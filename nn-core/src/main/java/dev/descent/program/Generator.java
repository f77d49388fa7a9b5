package dev.descent.program;

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

/// Writes a plan as a hidden class: one static call for each kernel, with literal offsets and
/// extents.
///
/// Straight-line nodes stand in methods `run0`, `run1` ... of a bounded size, as HotSpot compiles
/// no method of more than 8000 bytes. A node with a loop, or one that a team shares, has a method
/// of its own.
final class Generator {
  private static final int MOST_CALLS = 150;
  private static final int MOST_BYTES = 6000;
  private static final ClassDesc FRAME = Frame.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc RUN = MethodTypeDesc.of(ConstantDescs.CD_void, FRAME);
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

  private Generator(List<Node> nodes, boolean shared) {
    this.nodes = nodes;
    this.shared = shared;
  }

  /// Returns the code of a plan.
  ///
  /// @param nodes the nodes in order
  /// @param shared whether a team of several threads runs it
  static Code generate(List<Node> nodes, boolean shared) {
    byte[] bytes = new Generator(nodes, shared).bytes();
    try {
      return (Code)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("generated plan must load", e);
    }
  }

  private byte[] bytes() {
    List<List<Integer>> methods = methods();
    return ClassFile.of()
        .build(
            self,
            builder -> {
              builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
              builder.withInterfaceSymbols(Code.class.describeConstable().orElseThrow());
              builder.withMethodBody(
                  "<init>",
                  ConstantDescs.MTD_void,
                  0,
                  code ->
                      code.aload(0)
                          .invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void)
                          .return_());
              builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, c -> run(c, methods.size()));
              builder.withMethodBody("part", PART, ClassFile.ACC_PUBLIC, this::part);
              for (int i = 0; i < methods.size(); i++) {
                List<Integer> indices = methods.get(i);
                builder.withMethodBody(
                    "run" + i, RUN, ClassFile.ACC_STATIC, code -> straight(code, indices));
              }
              for (int i = 0; i < nodes.size(); i++) {
                int index = i;
                if (hasMethod(nodes.get(i))) {
                  builder.withMethodBody(
                      "node" + i, RANGE, ClassFile.ACC_STATIC, code -> range(code, index));
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
    int calls = MOST_CALLS;
    int bytes = 0;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      int more = hasMethod(node) || node.callback() != null ? 1 : node.calls().size();
      int moreBytes = hasMethod(node) || node.callback() != null ? 12 : size(node);
      if (calls + more > MOST_CALLS || bytes + moreBytes > MOST_BYTES) {
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
    return node.calls().stream().mapToInt(call -> 3 + 7 * call.operands().size()).sum();
  }

  private void run(CodeBuilder code, int methods) {
    for (int i = 0; i < methods; i++) {
      code.aload(1).invokestatic(self, "run" + i, RUN);
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

  private void straight(CodeBuilder code, List<Integer> indices) {
    Calls calls = new Calls(code, 1);
    for (int index : indices) {
      Node node = nodes.get(index);
      if (node.callback() != null) {
        frameCall(code, "callback", index);
      } else if (isSplit(node)) {
        frameCall(code, "split", index);
      } else if (!node.straight()) {
        code.aload(0).loadConstant(0).loadConstant(node.items());
        code.invokestatic(self, "node" + index, RANGE);
      } else {
        node.calls().forEach(call -> calls.emit(call, Calls.Range.of(node.items())));
      }
    }
    code.return_();
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
      Calls calls = new Calls(code, 3);
      node.calls().forEach(call -> calls.emit(call, new Calls.Range(1, 2, 0)));
      code.return_();
      return;
    }
    // local 3: the end of the block that starts at local 1
    Calls calls = new Calls(code, 4);
    node.calls().forEach(calls::load);
    Label next = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(next).iload(1).iload(2).if_icmpge(end);
    code.iload(1).loadConstant(node.block()).iadd().iload(2);
    code.invokestatic(
        Math.class.describeConstable().orElseThrow(),
        "min",
        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int));
    code.istore(3);
    node.calls().forEach(call -> calls.emit(call, new Calls.Range(1, 3, 0)));
    code.iload(3).istore(1).goto_(next);
    code.labelBinding(end).return_();
  }
}
