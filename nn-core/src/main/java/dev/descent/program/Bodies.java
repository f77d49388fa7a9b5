package dev.descent.program;

import dev.descent.kernel.Fma;
import dev.descent.kernel.LaneConstants;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes what static methods of the kernel package do in the place of calls to them: where a call
/// may or may not be inlined by the JIT, by the size of what it has compiled before, a body stands.
///
/// A body may branch forward and call other kernels; it may neither loop nor switch nor catch. It
/// may read what is public only, as it then stands in another class.
final class Bodies {
  private static final String PACKAGE = "dev/descent/";
  private static final ClassDesc FMA = Fma.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc FMA_TYPE =
      MethodTypeDesc.of(
          ConstantDescs.CD_float,
          ConstantDescs.CD_float,
          ConstantDescs.CD_float,
          ConstantDescs.CD_float);

  /// Finds a constant among the data of a hidden class.
  private static final DirectMethodHandleDesc DATA =
      ConstantDescs.ofConstantBootstrap(
          ConstantDescs.CD_MethodHandles,
          "classDataAt",
          ConstantDescs.CD_Object,
          ConstantDescs.CD_int);

  private final Map<String, MethodModel> methods = new HashMap<>(); // by owner, name and type
  private final Set<String> read = new HashSet<>(); // class files
  private final int most;
  private final int width; // of vectors, 0 for the usual one
  private final Map<String, Integer> indices = new HashMap<>(); // of constants, by owner and name
  private final List<Object> constants = new ArrayList<>();
  private int written;

  /// There are more instructions than there may be.
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// @param most instructions in all bodies; each takes a byte at least
  /// @param width how many numbers a vector holds, if not as many as those of the kernels: every
  ///   field of theirs that a body reads is then one of [#constants] in its place
  Bodies(int most, int width) {
    this.most = most;
    this.width = width;
  }

  /// Returns the data of the class that is written, which the bodies in it read.
  List<Object> constants() {
    return List.copyOf(constants);
  }

  /// Writes a method, whose arguments are on the stack, as its result is afterwards.
  ///
  /// @param free the first local that nothing uses
  /// @param end the local after the last of those
  /// @throws TooLong if there are too many instructions
  /// @throws IllegalStateException if there are too few locals, or the method does what none may
  void write(
      CodeBuilder code, int free, int end, ClassDesc owner, String name, MethodTypeDesc type) {
    if (owner.equals(FMA)) { // and not both ways of it
      code.invokestatic(
          Fma.HARDWARE ? Math.class.describeConstable().orElseThrow() : FMA,
          Fma.HARDWARE ? "fma" : "software",
          FMA_TYPE);
      return;
    }
    CodeAttribute body = body(owner, name, type);
    if (free + body.maxLocals() > end) {
      throw new IllegalStateException(name + " needs more locals than there are");
    }
    takeArguments(code, free, type);
    List<CodeElement> elements = body.elementList();
    Map<Label, Label> labels = new HashMap<>();
    Set<Label> passed = new HashSet<>();
    Label behind = code.newLabel();
    int last = elements.size() - 1;
    while (!(elements.get(last) instanceof ReturnInstruction)) {
      last--;
    }
    for (int i = 0; i <= last; i++) {
      if (elements.get(i) instanceof Instruction && ++written > most) {
        throw new TooLong();
      }
      switch (elements.get(i)) {
        case LoadInstruction load -> code.loadLocal(load.typeKind(), free + load.slot());
        case StoreInstruction store -> code.storeLocal(store.typeKind(), free + store.slot());
        case IncrementInstruction more -> code.iinc(free + more.slot(), more.constant());
        case ReturnInstruction _ -> {
          if (i < last) {
            code.goto_(behind);
          }
        }
        case BranchInstruction branch when !passed.contains(branch.target()) ->
            code.branch(
                branch.opcode(), labels.computeIfAbsent(branch.target(), _ -> code.newLabel()));
        case LabelTarget target -> {
          passed.add(target.label());
          code.labelBinding(labels.computeIfAbsent(target.label(), _ -> code.newLabel()));
        }
        case BranchInstruction _,
            TableSwitchInstruction _,
            LookupSwitchInstruction _,
            ExceptionCatch _ ->
            throw new IllegalStateException(
                "%s must not loop, switch or catch, to stand in another method".formatted(name));
        case InvokeInstruction call when isOurs(call) ->
            write(
                code,
                free + body.maxLocals(),
                end,
                call.owner().asSymbol(),
                call.name().stringValue(),
                call.typeSymbol());
        case FieldInstruction field when width > 0 && isOurs(field) ->
            code.loadConstant(constant(field));
        case Instruction other -> code.with(other);
        default -> {} // lines, names
      }
    }
    code.labelBinding(behind);
  }

  private static boolean isOurs(InvokeInstruction call) {
    return call.opcode() == Opcode.INVOKESTATIC
        && call.owner().asInternalName().startsWith(PACKAGE);
  }

  private static boolean isOurs(FieldInstruction field) {
    return field.opcode() == Opcode.GETSTATIC && field.owner().asInternalName().startsWith(PACKAGE);
  }

  private ConstantDesc constant(FieldInstruction field) {
    String owner = field.owner().asInternalName().replace('/', '.');
    String name = field.name().stringValue();
    int index =
        indices.computeIfAbsent(
            owner + "." + name,
            _ -> {
              constants.add(LaneConstants.of(owner, name, width));
              return constants.size() - 1;
            });
    return DynamicConstantDesc.ofNamed(DATA, ConstantDescs.DEFAULT_NAME, field.typeSymbol(), index);
  }

  private static void takeArguments(CodeBuilder code, int free, MethodTypeDesc type) {
    int slot = free;
    for (ClassDesc parameter : type.parameterList()) {
      slot += TypeKind.from(parameter).slotSize();
    }
    for (ClassDesc parameter : type.parameterList().reversed()) {
      TypeKind kind = TypeKind.from(parameter);
      slot -= kind.slotSize();
      code.storeLocal(kind, slot);
    }
  }

  private CodeAttribute body(ClassDesc owner, String name, MethodTypeDesc type) {
    String path = owner.packageName().replace('.', '/') + "/" + owner.displayName() + ".class";
    if (read.add(path)) {
      for (MethodModel method : ClassFile.of().parse(bytes(path)).methods()) {
        methods.put(
            path + method.methodName().stringValue() + method.methodType().stringValue(), method);
      }
    }
    MethodModel method = methods.get(path + name + type.descriptorString());
    if (method == null) {
      throw new IllegalStateException("no method %s%s in %s".formatted(name, type, path));
    }
    return method.findAttribute(Attributes.code()).orElseThrow();
  }

  private static byte[] bytes(String path) {
    try (InputStream in = Bodies.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalStateException("no class file " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
