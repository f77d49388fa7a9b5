package dev.descent.program;

import dev.descent.lowering.Lowering;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value and the kernel that computes it, after rewriting: what the compiler schedules.
///
/// Inputs are sources: leaves, constants or the values of other units, never views.
sealed interface Unit {
  /// Returns the value that the unit computes.
  Value value();

  /// Returns all values that the unit computes.
  default List<Value> values() {
    return List.of(value());
  }

  /// Returns the values whose numbers the kernel reads.
  List<Value> inputs();

  /// Returns the names of the graph's operations that it stands for, in order.
  List<String> names();

  /// The elementwise doors.
  enum Door {
    UNARY,
    BINARY,
    WHERE
  }

  /// `y[i] = f(x[i], ...)`: all inputs have as many elements as the value.
  ///
  /// @param value the result
  /// @param door the number of inputs
  /// @param opcode the function, 0 for where
  /// @param p its first parameter
  /// @param q its second parameter
  /// @param inputs what it reads
  /// @param names the operation
  record Pointwise(
      Value value, Door door, int opcode, float p, float q, List<Value> inputs, List<String> names)
      implements Unit {
    Pointwise withInput(int index, Value input) {
      List<Value> changed = new ArrayList<>(inputs);
      changed.set(index, input);
      return new Pointwise(value, door, opcode, p, q, List.copyOf(changed), names);
    }

    boolean is(Door wantedDoor, int wantedOpcode) {
      return door == wantedDoor && opcode == wantedOpcode;
    }
  }

  /// A product with what is done to each number of the result while it is in cache: plus a bias,
  /// then a function.
  ///
  /// @param value the result
  /// @param matmul extents
  /// @param a the left matrix
  /// @param b the right matrix
  /// @param bias the numbers added to each row
  /// @param opcode the unary function, 0 for none
  /// @param p its first parameter
  /// @param q its second parameter
  /// @param names the operations
  record Product(
      Value value,
      Lowering.Matmul matmul,
      Value a,
      Value b,
      @Nullable Value bias,
      int opcode,
      float p,
      float q,
      List<String> names)
      implements Unit {
    @Override
    public List<Value> inputs() {
      return bias == null ? List.of(a, b) : List.of(a, b, bias);
    }
  }

  /// The input repeated along axes, written out.
  ///
  /// @param value the result
  /// @param input the operation's input, whose shape says which axes
  /// @param source the value whose numbers the input shares
  /// @param names the operation
  record Spread(Value value, Value input, Value source, List<String> names) implements Unit {
    @Override
    public List<Value> inputs() {
      return List.of(source);
    }
  }

  /// Other kernels that write the value one after the other.
  record Kernels(Value value, List<Lowering.Call> calls, List<Value> inputs, List<String> names)
      implements Unit {
    /// Copies the list.
    public Kernels {
      calls = List.copyOf(calls);
    }
  }

  /// The losses of rows and their gradient in one pass over the logits.
  ///
  /// @param value the gradient
  /// @param losses one loss a row
  /// @param inputs logits, labels, and the cotangent of the losses
  /// @param ignored the label of rows that do not count
  /// @param names the operations
  record LossAndGradient(
      Value value, Value losses, List<Value> inputs, int ignored, List<String> names)
      implements Unit {
    @Override
    public List<Value> values() {
      return List.of(losses, value);
    }
  }

  /// A user's operation.
  record Callback(Value value, Operation.Custom operation, List<Value> inputs, List<String> names)
      implements Unit {}

  static List<String> join(List<String> first, List<String> second) {
    List<String> joined = new ArrayList<>(first);
    joined.addAll(second);
    return List.copyOf(joined);
  }
}
