package dev.descent.program;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/// Runs a plan node by node through method handles: slower than generated code, with room to look
/// at every result.
final class Interpreter implements Code {
  /// What looks on.
  interface Observer {
    /// Called before a node runs.
    void before(int node);

    /// Called when a call of a node has run for all items.
    void after(int node, int call);
  }

  private static final Observer NOBODY =
      new Observer() {
        @Override
        public void before(int node) {}

        @Override
        public void after(int node, int call) {}
      };

  private final List<Node> nodes;
  private final MethodHandle[][] handles;
  private final Observer observer;

  Interpreter(List<Node> nodes) {
    this(nodes, NOBODY);
  }

  Interpreter(List<Node> nodes, Observer observer) {
    this.nodes = nodes;
    this.observer = observer;
    this.handles = new MethodHandle[nodes.size()][];
    for (int i = 0; i < nodes.size(); i++) {
      handles[i] =
          nodes.get(i).calls().stream().map(Interpreter::handle).toArray(MethodHandle[]::new);
    }
  }

  private static MethodHandle handle(Invoke invoke) {
    try {
      MethodHandle found = MethodHandles.lookup().unreflect(invoke.find());
      return found
          .asSpreader(Object[].class, invoke.operands().size())
          .asType(java.lang.invoke.MethodType.methodType(void.class, Object[].class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("kernel " + invoke.door() + "." + invoke.method(), e);
    }
  }

  @Override
  public void run(Frame frame) {
    for (int i = 0; i < nodes.size(); i++) {
      observer.before(i);
      frame.split(i);
    }
  }

  @Override
  public void part(Frame frame, int index, int from, int to) {
    Node node = nodes.get(index);
    if (node.callback() != null) {
      frame.callback(index);
      observer.after(index, 0);
      return;
    }
    boolean watched = !observer.equals(NOBODY);
    if (node.block() == 1 || watched) {
      for (int call = 0; call < node.calls().size(); call++) {
        int step = node.block() == 1 ? 1 : to - from;
        for (int first = from; first < to; first += Math.max(1, step)) {
          call(frame, node, index, call, first, Math.min(to, first + step));
        }
        observer.after(index, call);
      }
      return;
    }
    for (long first = from; first < to; first += node.block()) {
      for (int call = 0; call < node.calls().size(); call++) {
        call(frame, node, index, call, (int) first, (int) Math.min(to, first + node.block()));
      }
    }
  }

  private void call(Frame frame, Node node, int index, int call, int from, int to) {
    List<Operand> operands = node.calls().get(call).operands();
    Object[] arguments = new Object[operands.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(frame, operands.get(i), from, to);
    }
    try {
      handles[index][call].invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(node.value().toString(), e);
    }
  }

  @SuppressWarnings("NullAway") // a product without bias takes null
  private static Object argument(Frame frame, Operand operand, int from, int to) {
    return switch (operand) {
      case Operand.Array array ->
          array.place().isFloats() ? frame.floats(array.place()) : frame.ints(array.place());
      case Operand.Offset offset -> frame.offset(offset.place()) + from * offset.stride();
      case Operand.From first -> from * first.stride();
      case Operand.To _ -> to;
      case Operand.Count count -> (to - from) * count.factor();
      case Operand.Whole number -> number.value();
      case Operand.Real number -> number.value();
      case Operand.Flag flag -> flag.value();
      case Operand.Wholes ints -> frame.literals[ints.index()];
      case Operand.Key key -> frame.keys[key.index()];
      case Operand.LongFrom first -> (long) from * first.stride();
      case Operand.TeamOperand _ -> frame.team;
      case Operand.NoFloats _ -> null;
    };
  }
}
