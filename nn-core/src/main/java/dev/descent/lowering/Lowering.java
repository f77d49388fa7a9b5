package dev.descent.lowering;

import java.util.List;

/// What an operation becomes for given input types: the words in which operations and the compiler
/// speak about kernels. Users meet it only when they write a compiler of their own.
///
/// Opcodes are the constants of the kernel package's elementwise door. All arrays are dense and
/// row-major.
public sealed interface Lowering {
  /// The output has the elements of the first input in the same order: no kernel runs.
  record View() implements Lowering {}

  /// `y[i] = f(x[i])`; inputs of the shape of the output.
  ///
  /// @param opcode the function
  /// @param p its first parameter, 0 where it has none
  /// @param q its second parameter, 0 where it has none
  record Unary(int opcode, float p, float q) implements Lowering {}

  /// `y[i] = f(a[i], b[i])`; inputs of the shape of the output.
  ///
  /// @param opcode the function
  record Binary(int opcode) implements Lowering {}

  /// `y[i] = c[i] != 0 ? a[i] : b[i]`; inputs of the shape of the output.
  record Where() implements Lowering {}

  /// The input repeated along axes of extent 1 (or missing leading axes) up to the output's shape.
  record Broadcast() implements Lowering {}

  /// `batch` products of op(A) [m, k] and op(B) [k, n]; a matrix whose batch stride is 0 is used
  /// for every product.
  ///
  /// @param batch the number of products
  /// @param m rows of the result
  /// @param n columns of the result
  /// @param k the inner extent
  /// @param transposeA whether A is stored as [k, m]
  /// @param transposeB whether B is stored as [n, k]
  /// @param strideA elements from one A to the next, or 0
  /// @param strideB elements from one B to the next, or 0
  record Matmul(
      int batch,
      int m,
      int n,
      int k,
      boolean transposeA,
      boolean transposeB,
      int strideA,
      int strideB)
      implements Lowering {}

  /// One kernel, called for ranges of `items` independent items: the split never changes bits.
  ///
  /// @param door the simple name of the door class in the kernel package, such as `Rows`
  /// @param method the name of its static method, such as `softmax`
  /// @param arguments its arguments in order
  /// @param items the number of independent items (1: the call is indivisible)
  /// @param work elements read or written for one item, to decide whether threads pay
  record Call(String door, String method, List<Argument> arguments, int items, int work)
      implements Lowering {
    /// Checks the counts and copies the list.
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// Several kernels that write to one output, one after the other.
  ///
  /// @param calls the calls in order
  record Sequence(List<Call> calls) implements Lowering {
    /// Copies the list.
    public Sequence {
      calls = List.copyOf(calls);
    }
  }

  /// The user's own operation runs on tensors that share the plan's buffers.
  record Callback() implements Lowering {}

  /// An argument of a kernel call for the items [from, to).
  sealed interface Argument {
    /// Input `index`: its array and the offset `from * stride + offset` (two arguments of the
    /// method).
    record Input(int index, int stride, int offset) implements Argument {
      /// An input whose items start at its first element.
      public Input(int index, int stride) {
        this(index, stride, 0);
      }
    }

    /// The output: its array and the offset `from * stride + offset` (two arguments of the method).
    record Output(int stride, int offset) implements Argument {
      /// An output whose items start at its first element.
      public Output(int stride) {
        this(stride, 0);
      }
    }

    /// `to - from`, an int.
    record Count() implements Argument {}

    /// `from`, an int.
    record From() implements Argument {}

    /// `to`, an int.
    record To() implements Argument {}

    /// A literal int.
    record IntLiteral(int value) implements Argument {}

    /// A literal float.
    record FloatLiteral(float value) implements Argument {}

    /// A literal boolean.
    record BooleanLiteral(boolean value) implements Argument {}

    /// A literal array of ints, shared and never written.
    record IntsLiteral(List<Integer> values) implements Argument {
      /// Copies the list.
      public IntsLiteral {
        values = List.copyOf(values);
      }
    }

    /// The key of this run folded with a name, a long.
    record Key(String name) implements Argument {}

    /// `from * stride` as a long: the global index of the first element.
    record LongFrom(int stride) implements Argument {}
  }
}
