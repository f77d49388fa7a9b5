package dev.descent.program;

import dev.descent.tensor.Layout;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a [Program] does in a run: a function of the graph and its shapes, the same on every
/// machine.
///
/// Prints as a table that is stable and meant to be read and compared.
///
/// @param steps the nodes in order
/// @param inputs the inputs, such as `input F32[32, 64]`
/// @param flops useful floating-point operations in matrix products (2 · m · n · k each)
/// @param plannedBytes the bytes of all buffers
/// @param unplannedBytes the bytes that buffers would take if no two values shared one
/// @param peakBytes buffers, constants, gradient and states: all that the program allocates
public record Plan(
    List<Step> steps,
    List<String> inputs,
    long flops,
    long plannedBytes,
    long unplannedBytes,
    long peakBytes) {

  /// One node: a kernel or a chain of kernels.
  ///
  /// @param operations the operations of the graph that it computes, in order
  /// @param layer the path of the layer that made the last of them
  /// @param type the type of the result
  /// @param place where the result is, such as `buffer 0` or `gradient 8192`
  /// @param flops useful floating-point operations in matrix products
  public record Step(List<String> operations, String layer, Type type, String place, long flops) {
    /// Copies the list.
    public Step {
      operations = List.copyOf(operations);
    }
  }

  /// Copies the lists.
  public Plan {
    steps = List.copyOf(steps);
    inputs = List.copyOf(inputs);
  }

  static Plan of(Traced traced, Layout layout, Compiler.Result compiled) {
    List<Step> steps = new ArrayList<>();
    long flops = 0;
    for (Node node : compiled.nodes()) {
      flops += node.flops();
      steps.add(
          new Step(
              node.fused(),
              node.value().origin().scope(),
              node.value().type(),
              node.results().getLast().toString(),
              node.flops()));
    }
    List<String> inputs = new ArrayList<>();
    traced.inputs().forEach((name, type) -> inputs.add(name + " " + type));
    Storage storage = compiled.storage();
    long own = traced.training() ? 4L * layout.size() : 0;
    return new Plan(
        steps,
        inputs,
        flops,
        storage.plannedBytes(),
        storage.unplannedBytes(),
        storage.plannedBytes() + storage.constantBytes() + own);
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
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String line =
          String.format(
              Locale.ROOT,
              "%3d  %-32s %-16s %-16s %10s  %s",
              i,
              String.join("+", step.operations()),
              step.type(),
              step.place(),
              step.flops() == 0 ? "" : step.flops(),
              step.layer());
      text.append(line.stripTrailing()).append('\n');
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d nodes, %d operations fused into them, %d flops\n",
            steps.size(),
            fusedOperations(),
            flops));
    text.append(
        String.format(
            Locale.ROOT,
            "buffers %d bytes instead of %d, all memory %d bytes\n",
            plannedBytes,
            unplannedBytes,
            peakBytes));
    return text.toString();
  }
}
