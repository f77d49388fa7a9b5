package dev.descent.train;

import dev.descent.data.Pipeline;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.Need;
import dev.descent.program.Model;
import dev.descent.program.Plan;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a training computes in a step and holds in memory, known before anything is allocated.
///
/// Prints as a table.
///
/// @param step what the program does with a full batch; where parameters are frozen until a step,
///   what it does from that step on
/// @param memory the bytes of all arrays, by what they are for, in order: `parameters`, `gradient`,
///   `optimizer slots`, `buffers` (results of operations, constants and running statistics),
///   `batches`, `evaluation weights`, and for an optimizer that evaluates a batch again
///   `evaluations`: gradient and buffers of the programs that do. A smaller last batch has a
///   program of its own with its own gradient and buffers, and validation has buffers. Work space
///   of optimizers that keep steps apart, and the data, are not in it
public record TrainingPlan(Plan step, Map<String, Long> memory) {
  private static final String SLOTS = "optimizer slots";

  /// Keeps a copy of the map, in its order.
  public TrainingPlan {
    memory = Collections.unmodifiableMap(new LinkedHashMap<>(memory));
  }

  static TrainingPlan of(
      Trainer trainer, Pipeline training, Model model, OptimizerBuilder.Estimate estimate) {
    Layout layout = estimate.layout();
    Plan step = model.trainingPlan(layout, training.types(), estimate.trained());
    long gradient = step.memory().gradient();
    long buffers = buffers(step);
    long batches = step.memory().inputs();
    long again = again(model, training.types(), step, estimate);
    if (!training.lastTypes().equals(training.types())) {
      Plan last = model.trainingPlan(layout, training.lastTypes(), estimate.trained());
      gradient += last.memory().gradient();
      buffers += buffers(last);
      batches += last.memory().inputs();
      again += again(model, training.lastTypes(), last, estimate);
    }
    Pipeline validation = trainer.validation;
    if (validation != null) {
      for (Map<String, Type> types : Set.copyOf(types(validation))) {
        buffers += buffers(model.evaluationPlan(layout, types));
      }
    }
    long vector = step.memory().parameters();
    boolean apart = estimate.needs().contains(Need.EVALUATION_WEIGHTS);
    int copies = (apart ? 1 : 0) + (trainer.earlyStopping == null ? 0 : 1);
    Map<String, Long> memory = new LinkedHashMap<>();
    memory.put("parameters", vector);
    memory.put("gradient", gradient);
    memory.put(SLOTS, estimate.slotBytes());
    memory.put("buffers", buffers);
    memory.put("batches", batches);
    memory.put("evaluation weights", copies * vector);
    if (again > 0) {
      memory.put("evaluations", again);
    }
    return new TrainingPlan(step, memory);
  }

  /// Returns the bytes of the programs that evaluate a batch again.
  private static long again(
      Model model, Map<String, Type> types, Plan step, OptimizerBuilder.Estimate estimate) {
    long bytes = estimate.needs().contains(Need.OBJECTIVE) ? step.memory().own() : 0;
    if (estimate.needs().contains(Need.HESSIAN_VECTOR)) {
      Plan product = model.hessianVectorPlan(estimate.layout(), types, estimate.trained());
      bytes += product.memory().own();
    }
    return bytes;
  }

  private static List<Map<String, Type>> types(Pipeline pipeline) {
    return List.of(pipeline.types(), pipeline.lastTypes());
  }

  private static long buffers(Plan plan) {
    return plan.memory().buffers() + plan.memory().constants() + plan.memory().states();
  }

  /// Returns the bytes of all arrays.
  public long bytes() {
    return memory.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns what a step of the optimizer reads and writes: weights and slots twice, the gradient
  /// once.
  long optimizerBytes() {
    return 3 * step.memory().parameters() + 2 * memory.getOrDefault(SLOTS, 0L);
  }

  /// Returns the plan of a step and the memory as a table.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(step.toString());
    text.append("\nbytes that the training holds\n");
    memory.forEach((name, bytes) -> line(text, name, bytes));
    line(text, "all", bytes());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long bytes) {
    text.append(String.format(Locale.ROOT, "%-20s %,17d\n", name, bytes));
  }
}
