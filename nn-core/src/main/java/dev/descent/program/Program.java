package dev.descent.program;

import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A compiled network for inputs of fixed types. It owns no weights: they are an argument of every
/// run.
///
/// A run in steady state allocates nothing (apart from what a user's own operation does). The
/// arrays that it returns are its own and hold their numbers until the next run. One thread at a
/// time may use a program.
public final class Program {
  private final Plan plan;
  private final Frame frame;
  private final Code code;
  private final Fields fields;
  private final Layout layout;
  private final Layout states;
  private final boolean training;
  private final @Nullable Place loss;
  private final Statistics statistics;
  private final Map<String, Tensor> outputs;
  private final @Nullable Profile profile;

  private Program(
      Traced traced,
      Layout layout,
      Layout states,
      Team team,
      Execution execution,
      Compiler.Result compiled) {
    this.layout = layout;
    this.states = states;
    this.training = traced.training();
    this.plan = Plan.of(traced, layout, compiled);
    this.fields = new Fields(traced.inputs());
    this.frame =
        new Frame(
            team,
            compiled.nodes(),
            compiled.storage(),
            compiled.draws(),
            training ? layout.size() : 0,
            states.size(),
            traced.inputs().size());
    this.profile = execution == Execution.PROFILED ? new Profile(compiled.nodes()) : null;
    this.code =
        switch (execution) {
          case GENERATED -> Generator.generate(compiled.nodes(), team.threads() > 1);
          case INTERPRETED -> new Interpreter(compiled.nodes());
          case CHECKED -> new Interpreter(compiled.nodes(), new Anomalies(compiled.nodes(), frame));
          case PROFILED ->
              new Interpreter(compiled.nodes(), java.util.Objects.requireNonNull(profile));
        };
    frame.prepare(code);
    this.loss = compiled.outputs().get(Network.LOSS);
    this.statistics = new Statistics(training ? layout : Layout.of(Map.of(), Map.of()), team);
    Map<String, Tensor> views = new LinkedHashMap<>();
    compiled
        .outputs()
        .forEach((name, place) -> views.put(name, view(place, traced.outputs().get(name))));
    this.outputs = Collections.unmodifiableMap(views);
  }

  static Program compile(
      Traced traced, Layout layout, Layout states, Team team, Execution execution) {
    return compile(traced, layout, states, team, execution, true);
  }

  static Program compile(
      Traced traced, Layout layout, Layout states, Team team, Execution execution, boolean fuse) {
    boolean watched = execution == Execution.CHECKED || execution == Execution.PROFILED;
    Compiler.Result compiled = new Compiler(traced, layout, states, fuse, !watched).compile();
    return new Program(traced, layout, states, team, execution, compiled);
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
    if (parameters.length < layout.size() || states.length < this.states.size()) {
      throw new IllegalArgumentException(
          "run needs %d parameters and %d states, was %d and %d"
              .formatted(layout.size(), this.states.size(), parameters.length, states.length));
    }
    fields.bind(batch, frame);
    frame.parameters = parameters;
    frame.states = states;
    frame.fold(key);
    if (states.length > 0) {
      System.arraycopy(states, 0, frame.nextStates, 0, frame.nextStates.length);
    }
    code.run(frame);
    if (training) {
      statistics.changed(frame.gradient);
    }
    return loss == null ? Float.NaN : frame.floats(loss)[loss.offset()];
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

  /// Returns the gradient of the last run, in the program's layout; elements outside slices are 0.
  ///
  /// @throws IllegalStateException if the program is for evaluation
  public float[] gradient() {
    requireTraining();
    return frame.gradient;
  }

  /// Returns the sum of squares of each slice of the last gradient, in the order of the layout.
  ///
  /// @throws IllegalStateException if the program is for evaluation
  public double[] gradientSumSquares() {
    requireTraining();
    return statistics.sumSquares();
  }

  /// Returns the largest absolute value in each slice of the last gradient, NaN if there is a NaN,
  /// in the order of the layout.
  ///
  /// @throws IllegalStateException if the program is for evaluation
  public float[] gradientMaxAbs() {
    requireTraining();
    return statistics.maxAbs();
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
    return profile != null;
  }

  /// Returns a table of the time that each node took, for programs that run as
  /// [Execution#PROFILED].
  ///
  /// @throws IllegalStateException if the program runs another way
  public String profile() {
    if (profile == null) {
      throw new IllegalStateException(
          "a profile needs Execution.PROFILED: use model.withExecution or"
              + " -Ddescent.program=profiled");
    }
    return profile.toString();
  }

  private void requireTraining() {
    if (!training) {
      throw new IllegalStateException("an evaluation program has no gradient: use model.training");
    }
  }
}
