package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Calls a kernel by its name for all its items. Method handles are looked up once.
final class KernelCall {
  private record Target(String door, String method, MethodType type) {}

  private static final ConcurrentMap<Target, MethodHandle> HANDLES = new ConcurrentHashMap<>();

  private final List<Class<?>> types = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  private KernelCall() {}

  static void run(Lowering.Call call, List<Tensor> inputs, Tensor output) {
    KernelCall arguments = new KernelCall();
    for (Argument argument : call.arguments()) {
      arguments.add(argument, call.items(), inputs, output);
    }
    MethodType type = MethodType.methodType(void.class, arguments.types);
    Target target = new Target(call.door(), call.method(), type);
    MethodHandle handle = HANDLES.computeIfAbsent(target, KernelCall::find);
    try {
      handle.invokeExact(arguments.values.toArray());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("kernel " + target, e);
    }
  }

  private void add(Argument argument, int items, List<Tensor> inputs, Tensor output) {
    switch (argument) {
      case Argument.Input input -> add(inputs.get(input.index()), input.offset());
      case Argument.Output out -> add(output, out.offset());
      case Argument.Count _, Argument.To _ -> add(int.class, items);
      case Argument.From _ -> add(int.class, 0);
      case Argument.IntLiteral literal -> add(int.class, literal.value());
      case Argument.FloatLiteral literal -> add(float.class, literal.value());
      case Argument.BooleanLiteral literal -> add(boolean.class, literal.value());
      case Argument.IntsLiteral literal ->
          add(int[].class, literal.values().stream().mapToInt(Integer::intValue).toArray());
      case Argument.LongFrom _ -> add(long.class, 0L);
      case Argument.Key _ -> throw new IllegalArgumentException("a key needs a run");
    }
  }

  private void add(Tensor tensor, int offset) {
    if (tensor.dtype() == DType.F32) {
      add(float[].class, tensor.floats());
    } else {
      add(int[].class, tensor.ints());
    }
    add(int.class, tensor.offset() + offset);
  }

  private void add(Class<?> type, Object value) {
    types.add(type);
    values.add(value);
  }

  private static MethodHandle find(Target target) {
    try {
      Class<?> door = Class.forName("dev.descent.kernel." + target.door());
      return MethodHandles.lookup()
          .findStatic(door, target.method(), target.type())
          .asSpreader(Object[].class, target.type().parameterCount())
          .asType(MethodType.methodType(void.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no kernel " + target, e);
    }
  }
}
