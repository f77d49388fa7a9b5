package dev.descent.kernel;

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
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/// What the writers of kernels have in common: a hidden class with a static method for each size of
/// a tile, which one method chooses from, and the calls of the Vector API.
final class KernelClass {
  static final ClassDesc VECTOR = of(FloatVector.class);
  static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
  static final ClassDesc INT = ConstantDescs.CD_int;
  private static final ClassDesc SPECIES = of(VectorSpecies.class);
  private static final MethodTypeDesc LOAD = MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, INT);
  private static final MethodTypeDesc STORE = MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, INT);
  private static final MethodTypeDesc BROADCAST =
      MethodTypeDesc.of(VECTOR, SPECIES, ConstantDescs.CD_float);
  private static final MethodTypeDesc FMA =
      MethodTypeDesc.of(VECTOR, of(Vector.class), of(Vector.class));
  private static final MethodTypeDesc CAST =
      MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);

  /// Bytes of code from which HotSpot does not inline a method, however often it is called.
  private static final int TOO_LARGE = 325;

  private KernelClass() {}

  /// Defines a class with some methods and returns an instance.
  static <T> T define(Class<T> type, ClassDesc name, Consumer<ClassBuilder> methods) {
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                builder -> {
                  builder.withFlags(ClassFile.ACC_FINAL).withInterfaceSymbols(of(type));
                  builder.withMethodBody(
                      ConstantDescs.INIT_NAME,
                      ConstantDescs.MTD_void,
                      0,
                      code ->
                          code.aload(0)
                              .invokespecial(
                                  ConstantDescs.CD_Object,
                                  ConstantDescs.INIT_NAME,
                                  ConstantDescs.MTD_void)
                              .return_());
                  methods.accept(builder);
                });
    try {
      return type.cast(
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("kernels must be definable as a hidden class", e);
    }
  }

  /// Writes the method `multiply(rows, vectors, ...)`, which calls the kernel of that size.
  ///
  /// @param sizes rows and vectors of each kernel
  /// @param names the kernels' methods
  static void dispatch(
      ClassBuilder type,
      ClassDesc self,
      MethodTypeDesc kernel,
      List<int[]> sizes,
      List<String> names) {
    type.withMethodBody(
        "multiply",
        kernel.insertParameterTypes(0, INT, INT),
        ClassFile.ACC_PUBLIC,
        code -> {
          arguments(code, kernel, 0, 3);
          List<SwitchCase> cases = new ArrayList<>();
          for (int[] size : sizes) {
            cases.add(SwitchCase.of(4 * size[0] + size[1], code.newLabel()));
          }
          Label unknown = code.newLabel();
          code.iload(1).loadConstant(4).imul().iload(2).iadd().lookupswitch(unknown, cases);
          for (int i = 0; i < cases.size(); i++) {
            code.labelBinding(cases.get(i).target());
            code.invokestatic(self, names.get(i), kernel).return_();
          }
          ClassDesc failure = of(IllegalArgumentException.class);
          code.labelBinding(unknown).new_(failure).dup();
          code.invokespecial(failure, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).athrow();
        });
  }

  /// Pushes the arguments of a kernel from one on, whose first lies in some local variable.
  static void arguments(CodeBuilder code, MethodTypeDesc kernel, int from, int local) {
    for (int i = from; i < kernel.parameterCount(); i++) {
      if (kernel.parameterType(i).isArray()) {
        code.aload(local + i);
      } else {
        code.iload(local + i);
      }
    }
  }

  /// Keeps HotSpot from copying the method into its callers, where it would be compiled again, with
  /// what else they call, and after vectors of other widths; see docs/adr/0061 and 0071.
  static void keepApart(CodeBuilder code) {
    for (int i = 0; i < TOO_LARGE; i++) {
      code.nop();
    }
  }

  /// Pushes the species of [VectorWidth].
  static CodeBuilder species(CodeBuilder code) {
    return code.getstatic(of(VectorWidth.class), "SPECIES", SPECIES);
  }

  /// Takes species, array and index from the stack and pushes the vector that lies there.
  static CodeBuilder load(CodeBuilder code) {
    return code.invokestatic(VECTOR, "fromArray", LOAD);
  }

  /// Takes a vector, array and index from the stack and stores it there.
  static CodeBuilder store(CodeBuilder code) {
    return code.invokevirtual(VECTOR, "intoArray", STORE);
  }

  /// Takes species and a number from the stack and pushes a vector of it.
  static CodeBuilder broadcast(CodeBuilder code) {
    return code.invokestatic(VECTOR, "broadcast", BROADCAST);
  }

  /// Casts the vector on the stack to the class of its width, as [Lanes#FLOAT] says.
  static CodeBuilder exact(CodeBuilder code) {
    code.getstatic(of(Lanes.class), "FLOAT", ConstantDescs.CD_Class).swap();
    return code.invokevirtual(ConstantDescs.CD_Class, "cast", CAST).checkcast(VECTOR);
  }

  /// Adds the product of the vectors in two local variables to that in a third.
  static void fma(CodeBuilder code, int x, int y, int sum) {
    code.aload(x).aload(y).aload(sum).invokevirtual(VECTOR, "fma", FMA).astore(sum);
  }

  static ClassDesc of(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
