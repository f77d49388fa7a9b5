package dev.descent.program;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

/// One call of a static kernel method.
///
/// @param door the simple name of the class in the kernel package
/// @param method the method's name
/// @param operands its arguments
record Invoke(String door, String method, List<Operand> operands) {
  static final String KERNELS = "dev.descent.kernel.";

  Invoke {
    operands = List.copyOf(operands);
  }

  Invoke(String door, String method, Operand... operands) {
    this(door, method, List.of(operands));
  }

  /// Returns the method, found by the types of the operands.
  Method find() {
    Class<?>[] types = new Class<?>[operands.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = operands.get(i).type();
    }
    try {
      Method found = Class.forName(KERNELS + door).getDeclaredMethod(method, types);
      if (!Modifier.isStatic(found.getModifiers()) || !Modifier.isPublic(found.getModifiers())) {
        throw new IllegalStateException("kernel " + found + " must be public and static");
      }
      return found;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "no kernel %s.%s%s".formatted(door, method, List.of(types)), e);
    }
  }
}
