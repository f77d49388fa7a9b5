package dev.descent.program;

import dev.descent.tensor.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/// Runs a plan node by node through method handles: slower than generated code, with room to look
/// at every result.
final class Interpreter implements Code {
  /// What looks on, always on the thread that runs the program, while no thread computes.
  interface Observer {
    /// Returns whether each call of a node is to be seen: it then runs for all items before the
    /// next one does.
    boolean everyCall();

    /// Called before a node runs.
    void before(int node);

    /// Called when a call of a node has run for all items; if not every call is to be seen, when
    /// the last one has.
    void after(int node, int call);
  }

  private static final Observer NOBODY =
      new Observer() {
        @Override
        public boolean everyCall() {
          return false;
        }

        @Override
        public void before(int node) {}

        @Override
        public void after(int node, int call) {}
      };

  private final List<Node> nodes;
  private final MethodHandle[][] handles;
  private final Observer observer;
  private int only = -1; // the call that runs, of all threads; -1 for all calls

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
  public void run(Frame frame, Batch batch, int[] fields, Update update) {
    frame.bind(batch, fields);
    for (int i = 0; i < nodes.size(); i++) {
      int calls = nodes.get(i).calls().size();
      observer.before(i);
      if (observer.everyCall() && calls > 1) {
        try {
          for (only = 0; only < calls; only++) {
            frame.split(i);
            observer.after(i, only);
          }
        } finally {
          only = -1;
        }
      } else {
        frame.split(i);
        observer.after(i, Math.max(0, calls - 1));
      }
    }
  }

  @Override
  public void part(Frame frame, int index, int from, int to) {
    Node node = nodes.get(index);
    if (node.callback() != null) {
      frame.callback(index);
      return;
    }
    int calls = node.calls().size();
    int first = only < 0 ? 0 : only;
    int last = only < 0 ? calls : only + 1;
    int block = last - first == 1 && node.block() > 1 ? Integer.MAX_VALUE : node.block();
    for (long start = from; start < to; start += block) {
      for (int call = first; call < last; call++) {
        call(frame, node, index, call, (int) start, (int) Math.min(to, start + block));
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
