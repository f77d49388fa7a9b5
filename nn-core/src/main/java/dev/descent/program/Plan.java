package dev.descent.program;

import dev.descent.tensor.DType;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a [Program] does in a run and the memory that it takes: a function of the graph and its
/// shapes, the same on every machine, known before anything is allocated.
///
/// Prints as a table that is stable and meant to be read and compared.
///
/// @param steps the nodes in order
/// @param inputs the inputs, such as `input F32[32, 64]`
/// @param memory the bytes of the arrays of a run
public record Plan(List<Step> steps, List<String> inputs, Memory memory) {

  /// One node: a kernel or a chain of kernels.
  ///
  /// @param operations the operations of the graph that it computes, in order
  /// @param layer the path of the layer that made the last of them
  /// @param type the type of the result
  /// @param place where the result is, such as `buffer 0` or `gradient 8192`
  /// @param flops useful floating-point operations: 2 · m · n · k for a matrix product, one for
  ///   each element that an elementwise function computes, one for each that a reduction or a
  ///   function of rows reads; 0 where numbers are only moved or drawn, and for a user's operation
  /// @param bytes the bytes of the arrays that it reads and of those that it writes, each once
  public record Step(
      List<String> operations, String layer, Type type, String place, long flops, long bytes) {
    /// Copies the list.
    public Step {
      operations = List.copyOf(operations);
    }

    /// Returns the operations joined by `+`.
    public String name() {
      return String.join("+", operations);
    }
  }

  /// The bytes of the arrays of a run.
  ///
  /// @param parameters the parameters, padding included: the caller's
  /// @param states the states that are not trained, before and after the step; those before are the
  ///   caller's
  /// @param inputs a batch: the caller's
  /// @param gradient the gradient, 0 for evaluation
  /// @param constants fixed numbers
  /// @param buffers results of operations
  /// @param unsharedBuffers what buffers would take if no two values shared one
  public record Memory(
      long parameters,
      long states,
      long inputs,
      long gradient,
      long constants,
      long buffers,
      long unsharedBuffers) {
    /// Returns what the program itself allocates: gradient, next states, constants and buffers.
    public long own() {
      return gradient + states / 2 + constants + buffers;
    }

    /// Returns what a run needs: what the program allocates and what it is given.
    public long all() {
      return parameters + states + inputs + gradient + constants + buffers;
    }
  }

  /// Copies the lists.
  public Plan {
    steps = List.copyOf(steps);
    inputs = List.copyOf(inputs);
  }

  static Plan of(Traced traced, Layout layout, Layout states, Compiler.Result compiled) {
    List<Step> steps = new ArrayList<>();
    for (Node node : compiled.nodes()) {
      steps.add(
          new Step(
              node.fused(),
              node.value().origin().scope(),
              node.value().type(),
              node.results().getLast().toString(),
              node.cost().flops(),
              node.cost().bytes()));
    }
    List<String> inputs = new ArrayList<>();
    long inputBytes = 0;
    for (Map.Entry<String, Type> input : traced.inputs().entrySet()) {
      inputs.add(input.getKey() + " " + input.getValue());
      inputBytes += bytes(input.getValue());
    }
    Storage storage = compiled.storage();
    Memory memory =
        new Memory(
            4L * layout.size(),
            8L * states.size(),
            inputBytes,
            traced.training() ? 4L * layout.size() : 0,
            storage.constants().bytes(),
            storage.buffers().bytes(),
            storage.unplannedBytes());
    return new Plan(steps, inputs, memory);
  }

  private static long bytes(Type type) {
    return (type.dtype() == DType.F32 ? Float.BYTES : Integer.BYTES) * (long) type.shape().size();
  }

  /// Returns the useful floating-point operations of a run.
  public long flops() {
    long sum = 0;
    for (Step step : steps) {
      sum += step.flops();
    }
    return sum;
  }

  /// Returns the bytes that all nodes read and write.
  public long bytes() {
    return steps.stream().mapToLong(Step::bytes).sum();
  }

  /// Returns the number of operations that run inside another node.
  public int fusedOperations() {
    return steps.stream().mapToInt(step -> step.operations().size() - 1).sum();
  }

  /// Returns the plan as a table with a summary.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("plan for ").append(String.join(", ", inputs)).append('\n');
    line(text, "", "operation", "result", "place", "flops", "bytes", "layer");
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      line(
          text,
          Integer.toString(i),
          step.name(),
          step.type().toString(),
          step.place(),
          step.flops() == 0 ? "" : Long.toString(step.flops()),
          Long.toString(step.bytes()),
          step.layer());
    }
    String nodes =
        "%d nodes, %d operations fused into them".formatted(steps.size(), fusedOperations());
    line(text, "", nodes, "", "", Long.toString(flops()), Long.toString(bytes()), "");
    text.append(
        String.format(
            Locale.ROOT,
            "bytes of memory: parameters %d, gradient %d, states %d, batch %d, constants %d,"
                + " buffers %d instead of %d; %d in all\n",
            memory.parameters(),
            memory.gradient(),
            memory.states(),
            memory.inputs(),
            memory.constants(),
            memory.buffers(),
            memory.unsharedBuffers(),
            memory.all()));
    return text.toString();
  }

  private static void line(
      StringBuilder text,
      String number,
      String operation,
      String result,
      String place,
      String flops,
      String bytes,
      String layer) {
    String line =
        String.format(
            Locale.ROOT,
            "%3s  %-32s %-16s %-16s %12s %12s  %s",
            number,
            operation,
            result,
            place,
            flops,
            bytes,
            layer);
    text.append(line.stripTrailing()).append('\n');
  }
}
