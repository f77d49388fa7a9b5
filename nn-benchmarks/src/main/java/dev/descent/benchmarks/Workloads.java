package dev.descent.benchmarks;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Plan;
import dev.descent.program.Program;
import dev.descent.program.Update;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import java.util.OptionalLong;

/// End-to-end training steps: a step is forward, loss, backward and update on batches in memory
/// that take turns.
final class Workloads {
  private final Program program;
  private final Optimizer optimizer;
  private final Gradient gradient;
  private final long slotBytes;
  private final float[] weights;
  private final float[] states;
  private final Batch[] batches;
  private int turn;
  private float loss;
  private double shortest = Double.POSITIVE_INFINITY;

  Workloads(Workload workload, Team team) {
    Model model = Model.of(workload.network(), workload.types());
    OptimizerBuilder builder = Optimizer.builder(workload.optimizer()).team(team);
    this.slotBytes = builder.estimate(model.parameters(), model.aliases()).slotBytes();
    this.optimizer = builder.build(model.parameters(), model.aliases());
    this.program = model.training(optimizer.layout(), workload.types(), team);
    this.weights = weights(workload.mlp(), optimizer.layout());
    this.states = model.initialStates();
    this.gradient = new Gradient(program.gradient());
    this.batches = workload.batches().toArray(new Batch[0]);
  }

  private static float[] weights(Mlp mlp, Layout layout) {
    float[] weights = new float[layout.size()];
    for (int i = 0; i < layout.slices().size(); i++) {
      Layout.Slice slice = layout.slices().get(i);
      Numbers.parameter(i, mlp.widths().get(i / 2), weights, slice.offset(), slice.end());
    }
    return weights;
  }

  /// Times one workload's steps and prints its lines.
  static void run(Workload workload, Timing timing) {
    try (Team team = Team.of(timing.threads())) {
      Workloads steps = new Workloads(workload, team);
      timing.check(workload.mlp().name(), steps::step);
      double[] nanos = timing.nanos(steps::step);
      if (!Float.isFinite(steps.loss)) {
        throw new IllegalStateException("loss must stay finite, was " + steps.loss);
      }
      timing.rates(workload.mlp(), nanos);
      double rate = steps.program.plan().flops() / Timing.median(nanos);
      timing.line(workload.mlp().name(), "gflops", rate);
      steps.printProfile();
      steps.printMemory(workload.mlp().name(), timing);
    }
  }

  /// Prints the peak of the process's memory, and how many times the planned one it is: weights,
  /// gradient, slots and buffers.
  private void printMemory(String name, Timing timing) {
    OptionalLong peak = PeakMemory.bytes();
    if (peak.isPresent()) {
      Plan.Memory memory = program.plan().memory();
      long planned = memory.parameters() + memory.gradient() + memory.buffers() + slotBytes;
      timing.line(name, "planned_bytes", (double) planned);
      timing.line(name, "peak_rss_bytes", (double) peak.getAsLong());
      timing.line(name, "rss_over_plan", peak.getAsLong() / (double) planned);
    }
  }

  /// Prints the program's profile if it has one.
  void printProfile() {
    if (program.profiles()) {
      System.out.print(program.profile());
    }
  }

  /// Takes note of a step's nanoseconds.
  void took(long nanos) {
    shortest = Math.min(shortest, (double) nanos);
  }

  /// Returns the nanoseconds of the shortest step that was noted.
  double shortest() {
    return shortest;
  }

  /// Takes one step and returns its loss.
  float step() {
    Batch batch = batches[turn];
    turn = turn + 1 == batches.length ? 0 : turn + 1;
    Update update = optimizer.update(weights, gradient);
    loss = program.run(weights, states, batch, 0, update); // no workload draws random numbers
    optimizer.step(weights, gradient.loss(loss)); // none clips, so nobody asks for norms
    return loss;
  }
}
