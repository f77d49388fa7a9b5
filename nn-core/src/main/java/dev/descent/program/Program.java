package dev.descent.program;

import dev.descent.kernel.Kernels;
import dev.descent.kernel.SliceNorms;
import dev.descent.parallel.Team;
import dev.descent.runtime.Heap;
import dev.descent.runtime.Required;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compiled network for inputs of fixed types. It owns no weights: they are an argument of every
/// run.
///
/// A run in steady state allocates nothing (apart from what a user's own operation does). The
/// arrays that it returns are its own and hold their numbers until the next run. One thread at a
/// time may use a program. More than 300 lines, most of them what callers must know of each answer.
public final class Program {
  private final Plan plan;
  private final Frame frame;
  private Code code;
  private @Nullable Upgrade upgrade; // null: none, or done
  private boolean started;
  private @Nullable Background background; // null: that of all programs
  private int untilNext = Upgrade.RUNS;
  private final Fields fields;
  private final Layout layout;
  private final Layout states;
  private final boolean training;
  private final float[] losses; // where the loss is
  private final int lossAt;
  private final SliceNorms norms;
  private boolean normed; // the norms are those of the last run
  private final Map<String, Tensor> outputs;
  private final @Nullable Profiler profiler;

  /// @param subject what a message calls it
  Program(Compiled compiled, Team team, Execution execution, String subject) {
    Traced traced = compiled.traced();
    Compiler.Result result = compiled.result();
    this.layout = compiled.layout();
    this.states = compiled.states();
    this.training = traced.training();
    this.plan = compiled.plan();
    Plan.Memory memory = plan.memory();
    Map<String, Long> needs = new LinkedHashMap<>();
    needs.put("parameters", memory.parameters());
    needs.put("gradient", memory.gradient());
    needs.put("buffers", memory.buffers() + memory.constants());
    needs.put("batch", memory.inputs());
    Heap.require(subject, needs);
    this.fields = new Fields(traced.inputs());
    this.frame = compiled.frame(team);
    this.profiler =
        execution == Execution.PROFILED ? new Profiler(result.nodes(), System::nanoTime) : null;
    this.code =
        switch (execution) {
          case GENERATED -> Generator.generate(result.nodes(), team.threads() > 1);
          case INTERPRETED -> new Interpreter(result.nodes());
          case CHECKED -> new Interpreter(result.nodes(), new Anomalies(result.nodes(), frame));
          case PROFILED -> new Interpreter(result.nodes(), Objects.requireNonNull(profiler));
        };
    this.upgrade = upgrade(compiled, team, execution);
    if (Kernels.FORCED) {
      useVectors();
    }
    frame.prepare(code);
    Place loss = result.outputs().get(Network.LOSS);
    this.losses = loss == null ? new float[] {Float.NaN} : frame.floats(loss);
    this.lossAt = loss == null ? 0 : loss.offset();
    this.norms = norms(layout.slices(), compiled.trained(), team);
    Map<String, Tensor> views = new LinkedHashMap<>();
    for (Map.Entry<String, Place> entry : result.outputs().entrySet()) {
      Value value = traced.outputs().get(entry.getKey());
      views.put(entry.getKey(), view(entry.getValue(), value));
    }
    this.outputs = Collections.unmodifiableMap(views);
  }

  private @Nullable Upgrade upgrade(Compiled compiled, Team team, Execution execution) {
    return execution == Execution.GENERATED && Upgrade.suits(compiled)
        ? new Upgrade(compiled, team.threads() > 1, code)
        : null;
  }

  /// Goes over to code in vectors now, fast or not; returns false if there is none.
  boolean useVectors() {
    if (upgrade == null) {
      return false;
    }
    Code wide = upgrade.make();
    upgrade = null;
    code = wide == null ? code : wide;
    return wide != null;
  }

  /// Has code in vectors become fast somewhere else.
  void warmUpIn(Background other) {
    background = other;
  }

  /// Returns what runs now.
  Code code() {
    return code;
  }

  /// After every some thousand runs: goes over to code in vectors, as far as it has come.
  private void consider() {
    untilNext = Upgrade.RUNS;
    Upgrade next = upgrade;
    if (next == null) {
      return;
    }
    if (next.ended()) {
      code = next.code();
      upgrade = null;
    } else if (!started) {
      started = next.start(background == null ? Background.THREAD : background);
    }
  }

  static Program compile(
      Traced traced, Layout layout, Layout states, Team team, Execution execution, boolean fuse) {
    boolean blocks = execution != Execution.CHECKED;
    Set<String> trained = traced.training() ? traced.trace().parameters().keySet() : Set.of();
    Compiled compiled = Compiled.of(traced, layout, states, trained, fuse, blocks);
    return new Program(compiled, team, execution, "program");
  }

  private static SliceNorms norms(List<Layout.Slice> slices, Set<String> trained, Team team) {
    int[] starts = new int[slices.size()];
    int[] ends = new int[starts.length];
    for (int i = 0; i < starts.length; i++) {
      Layout.Slice slice = slices.get(i);
      starts[i] = slice.offset();
      ends[i] = trained.contains(slice.path()) ? slice.end() : slice.offset(); // 0, not read
    }
    return new SliceNorms(team, starts, ends);
  }

  private Tensor view(Place place, @Nullable Value value) {
    if (value == null) {
      throw new IllegalStateException("no value at " + place);
    }
    return place.isFloats()
        ? Tensor.view(value.shape(), frame.floats(place), place.offset())
        : Tensor.view(value.shape(), frame.ints(place), place.offset());
  }

  /// Computes the outputs, and in training the gradient and the next states.
  ///
  /// @param parameters the parameters, in the program's layout
  /// @param states the non-trainable states, in the model's layout of states
  /// @param batch the inputs; fields that the network does not take are ignored
  /// @param key the random key of this run: the same key gives the same random numbers
  /// @return the output `loss`, NaN if the network has none
  /// @throws IllegalArgumentException if an array is too short, or a field is missing or has
  ///   another type
  public float run(float[] parameters, float[] states, Batch batch, long key) {
    return run(parameters, states, batch, key, Update.NONE);
  }

  /// Computes what [#run] does and may make an update with the gradient.
  ///
  /// @param update for this run; a step of the optimizer comes before another
  /// @throws IllegalArgumentException as the other `run`
  /// @throws IllegalStateException if a run has made the update already
  @SuppressWarnings("ReferenceEquality") // the very array: to write it again has a price
  public float run(float[] parameters, float[] states, Batch batch, long key, Update update) {
    Required.given(parameters, "parameters of a run", "give Model.initialParameters or the like");
    Required.given(states, "states of a run", "give Model.initialStates(), empty for none");
    Required.given(batch, "batch of a run", "give a Batch with the inputs");
    Required.given(update, "update of a run", "give Update.NONE for none");
    if (parameters.length < layout.size() || states.length < this.states.size()) {
      throw new IllegalArgumentException(
          "run needs %d parameters and %d states, was %d and %d"
              .formatted(layout.size(), this.states.size(), parameters.length, states.length));
    }
    if (update.isBegun()) {
      throw new IllegalStateException(
          "an update is for one run and has been made: call Optimizer.step first");
    }
    int[] found = fields.of(batch);
    if (frame.parameters != parameters) {
      frame.parameters = parameters;
    }
    if (frame.states != states) {
      frame.states = states;
    }
    frame.fold(key);
    if (states.length > 0) {
      System.arraycopy(states, 0, frame.nextStates, 0, frame.nextStates.length);
    }
    code.run(frame, batch, found, update);
    if (--untilNext == 0) {
      consider();
    }
    if (training) {
      normed = false;
    }
    return losses[lossAt];
  }

  /// Returns whether a run draws random numbers, so whether its key matters.
  public boolean draws() {
    return frame.keys.length > 0;
  }

  /// Returns the types of the inputs by name.
  public Map<String, Type> inputs() {
    return fields.types();
  }

  /// Returns the layout of parameters and gradient.
  public Layout layout() {
    return layout;
  }

  /// Returns the gradient of the last run, in the program's layout; elements outside slices, and
  /// those of frozen parameters, are 0.
  ///
  /// @throws IllegalStateException if the program is for evaluation
  public float[] gradient() {
    requireTraining();
    return frame.gradient;
  }

  /// Returns the sum of squares of each slice of the last gradient, in the order of the layout: of
  /// the numbers that [#gradient] has held when this was first asked for after the run. What is
  /// written there later is not seen.
  ///
  /// @throws IllegalStateException if the program is for evaluation
  public double[] gradientSumSquares() {
    return norms().sumSquares();
  }

  /// Returns the largest absolute value in each slice of the last gradient, NaN if there is a NaN,
  /// in the order of the layout: of the numbers that [#gradient] has held when this was first asked
  /// for.
  ///
  /// @throws IllegalStateException if the program is for evaluation
  public float[] gradientMaxAbs() {
    return norms().maxAbs();
  }

  /// Returns what the states become if the step commits.
  public float[] nextStates() {
    return frame.nextStates;
  }

  /// Returns an output of the last run: a view that the next run changes.
  ///
  /// @throws IllegalArgumentException if there is no such output; the message lists the names
  public Tensor output(String name) {
    Tensor output = outputs.get(name);
    if (output == null) {
      throw new IllegalArgumentException(
          "no output '%s'; found %s".formatted(name, outputs.keySet()));
    }
    return output;
  }

  /// Returns whether there is an output of this name.
  public boolean hasOutput(String name) {
    return outputs.containsKey(name);
  }

  /// Returns what the program does in a run.
  public Plan plan() {
    return plan;
  }

  /// Returns whether there is a [#profile]: whether the program runs as [Execution#PROFILED].
  public boolean profiles() {
    return profiler != null;
  }

  /// Returns the time that each node took in all runs so far, for programs that run as
  /// [Execution#PROFILED]. While a flight recording is going on that enables them, each node of
  /// each run is an event `dev.descent.Operation` as well.
  ///
  /// @throws IllegalStateException if the program runs another way
  public Profile profile() {
    return profiler().profile();
  }

  /// Says which step the next run is, for the events of a profile; runs count from 0 until told.
  ///
  /// @throws IllegalStateException if the program does not run as [Execution#PROFILED]
  public void profiledStep(long number) {
    profiler().step(number);
  }

  private Profiler profiler() {
    if (profiler == null) {
      throw new IllegalStateException(
          "a profile needs Execution.PROFILED: use model.withExecution or"
              + " -Ddescent.program=profiled");
    }
    return profiler;
  }

  private SliceNorms norms() {
    requireTraining();
    if (!normed) {
      norms.changed(frame.gradient);
      normed = true;
    }
    return norms;
  }

  private void requireTraining() {
    if (!training) {
      throw new IllegalStateException("an evaluation program has no gradient: use model.training");
    }
  }
}
