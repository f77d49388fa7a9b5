package dev.descent.kernel;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/// Calls of long kernels that C2 does not copy into the caller. Several of them in one caller are
/// more than it writes out in one piece, and vectors of what it leaves become objects; see
/// docs/adr/0071.
final class Apart {
  private Apart() {}

  /// Returns an object whose methods call static methods of the same name and type, each in code of
  /// its own.
  ///
  /// @param loops an interface with the methods
  /// @param kernels the class of the static methods, which this package can call
  static <T> T of(Class<T> loops, Class<?> kernels) {
    ClassDesc name = ClassDesc.of(kernels.getPackageName(), kernels.getSimpleName() + "Apart");
    return KernelClass.define(
        loops,
        name,
        type -> {
          for (Method method : loops.getDeclaredMethods()) {
            call(type, method, KernelClass.of(kernels));
          }
        });
  }

  private static void call(ClassBuilder type, Method method, ClassDesc kernels) {
    MethodTypeDesc kernel =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .describeConstable()
            .orElseThrow();
    type.withMethodBody(
        method.getName(),
        kernel,
        ClassFile.ACC_PUBLIC,
        code -> {
          KernelClass.keepApart(code);
          for (int i = 0; i < kernel.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(kernel.parameterType(i)), code.parameterSlot(i));
          }
          code.invokestatic(kernels, method.getName(), kernel);
          code.return_(TypeKind.from(kernel.returnType()));
        });
  }
}
