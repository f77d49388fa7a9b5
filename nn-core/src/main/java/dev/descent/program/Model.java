package dev.descent.program;

import dev.descent.layer.Trace;
import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.runtime.Nearest;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A network with what it owns: parameters, states, their values before training, and its compiled
/// programs.
///
/// A model holds no weights. A network is traced once for every combination of input types, and
/// each trace is compiled once: programs are kept and returned again. Of compiled traces those of
/// the last few sets of trained parameters are kept, since a set that gave way to another one
/// rarely comes back.
///
/// Methods may be called by several threads; a [Program] serves one thread at a time, so threads
/// that share a model use programs with teams or layouts of their own, or models of their own.
public final class Model {
  /// Sets of trained parameters whose compiled traces are kept: now, before, ever, none at all.
  private static final int SETS = 4;

  private final Network network;
  private final Execution execution;
  private final Trace trace;
  private final Map<String, Shape> parameters;
  private final Layout states;
  private final Map<Source.Request, Program> programs = new HashMap<>();

  /// By the set of trained parameters, the set that was asked for last at the end.
  private final LinkedHashMap<Set<String>, Map<Source, Compiled>> compiled =
      new LinkedHashMap<>(2 * SETS, 0.75f, true);

  private Model(Network network, Execution execution, Trace trace) {
    this.network = network;
    this.execution = execution;
    this.trace = trace;
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, Trace.Parameter> entry : trace.parameters().entrySet()) {
      shapes.put(entry.getKey(), entry.getValue().value().shape());
    }
    this.parameters = Collections.unmodifiableMap(shapes);
    Map<String, Shape> stateShapes = new LinkedHashMap<>();
    for (Map.Entry<String, Trace.State> entry : trace.states().entrySet()) {
      stateShapes.put(entry.getKey(), entry.getValue().value().shape());
    }
    this.states = Layout.of(stateShapes, Map.of());
  }

  /// Returns the model of a network, traced for training with inputs of the given types.
  ///
  /// Programs run as `-Ddescent.program` says, generated if it is not set.
  public static Model of(Network network, Map<String, Type> inputs) {
    return new Model(network, Execution.preferred(), Traced.of(network, inputs, true).trace());
  }

  /// Returns this model with programs that run in the given way.
  public Model withExecution(Execution next) {
    return new Model(network, next, trace);
  }

  /// Returns how programs run.
  public Execution execution() {
    return execution;
  }

  /// Returns the shapes of the trained parameters by path, in the order in which the network asks
  /// for them.
  public Map<String, Shape> parameters() {
    return parameters;
  }

  /// Returns further names of parameters (ties): alias path to parameter path.
  public Map<String, String> aliases() {
    return trace.aliases();
  }

  /// Returns where each piece of non-trainable state lies in the flat state vector.
  public Layout states() {
    return states;
  }

  /// Returns the parameters before training as a flat vector: a pure function of seed, path and
  /// element index, whatever the layout.
  ///
  /// @param layout where each parameter lies; it must have a slice of the right shape for each
  /// @param seed the seed
  public float[] initialParameters(Layout layout, long seed) {
    requireSlices(layout);
    float[] values = new float[layout.size()];
    long key = Keys.of(seed);
    for (Map.Entry<String, Trace.Parameter> entry : trace.parameters().entrySet()) {
      Layout.Slice slice = layout.slice(entry.getKey());
      entry
          .getValue()
          .initializer()
          .fill(Keys.fold(key, entry.getKey()), slice.shape(), values, slice.offset());
    }
    return values;
  }

  /// Returns the states before training as a flat vector.
  public float[] initialStates() {
    float[] values = new float[states.size()];
    for (Map.Entry<String, Trace.State> entry : trace.states().entrySet()) {
      Layout.Slice slice = states.slice(entry.getKey());
      Arrays.fill(values, slice.offset(), slice.end(), (float) entry.getValue().initial());
    }
    return values;
  }

  /// Returns the program that computes loss and gradient for inputs of the given types.
  ///
  /// @throws IllegalArgumentException if the network has no scalar output `loss` for these inputs,
  ///   or the layout does not fit the parameters
  /// @throws UnsupportedOperationException if the loss depends on a user's operation that has no
  ///   gradient
  /// @throws dev.descent.runtime.HeapTooSmallException if the heap cannot hold it; nothing has been
  ///   allocated
  public Program training(Layout layout, Map<String, Type> inputs, Team team) {
    return training(layout, inputs, team, parameters.keySet());
  }

  /// Returns the program that computes loss and gradient where only some parameters are trained:
  /// without the parts of the backward pass that serve the frozen ones alone.
  ///
  /// The gradient of the trained parameters has the bits that it has with all trained; that of the
  /// frozen ones is 0.
  ///
  /// @param trained the paths of the trained parameters
  /// @throws IllegalArgumentException as the other `training`, or if a path is no parameter's
  /// @throws UnsupportedOperationException as the other `training`, if it is between a trained
  ///   parameter and the loss
  /// @throws dev.descent.runtime.HeapTooSmallException if the heap cannot hold it; nothing has been
  ///   allocated
  public Program training(Layout layout, Map<String, Type> inputs, Team team, Set<String> trained) {
    return program(source(Source.Purpose.TRAINING, layout, inputs, trained), team);
  }

  /// Returns the program that computes the outputs without a gradient, with layers in evaluation
  /// mode. Without an input `target` a supervised network has no loss.
  ///
  /// @throws IllegalArgumentException if the layout does not fit the parameters
  /// @throws dev.descent.runtime.HeapTooSmallException if the heap cannot hold it; nothing has been
  ///   allocated
  public Program evaluation(Layout layout, Map<String, Type> inputs, Team team) {
    return program(source(Source.Purpose.EVALUATION, layout, inputs, Set.of()), team);
  }

  /// Returns products of the Hessian of the loss with vectors, for inputs of the given types. Made
  /// anew by every call, with memory of its own.
  ///
  /// @param trained the paths of the parameters that the Hessian is taken of
  /// @throws IllegalArgumentException as [#training]
  /// @throws UnsupportedOperationException if the loss depends on a user's operation that has no
  ///   second derivative, or no first
  /// @throws dev.descent.runtime.HeapTooSmallException if the heap cannot hold it; nothing has been
  ///   allocated
  public HessianVector hessianVector(
      Layout layout, Map<String, Type> inputs, Team team, Set<String> trained) {
    Source source = source(Source.Purpose.HESSIAN, layout, inputs, trained);
    Program program = new Program(compiled(source), team, execution, source.purpose().text);
    return new HessianVector(program, slope(source));
  }

  /// Returns what [HessianVector#multiply] would compute and need, without memory for it.
  ///
  /// @throws IllegalArgumentException as [#training]
  /// @throws UnsupportedOperationException as [#hessianVector]
  public Plan hessianVectorPlan(Layout layout, Map<String, Type> inputs, Set<String> trained) {
    return compiled(source(Source.Purpose.HESSIAN, layout, inputs, trained)).plan();
  }

  private DirectionalDerivative slope(Source source) {
    return DirectionalDerivative.of(network, source.inputs(), source.layout(), source.trained());
  }

  /// Returns what [#training] would compute and need, without memory for it.
  ///
  /// @throws IllegalArgumentException as [#training]
  /// @throws UnsupportedOperationException as [#training]
  public Plan trainingPlan(Layout layout, Map<String, Type> inputs) {
    return trainingPlan(layout, inputs, parameters.keySet());
  }

  /// Returns what [#training] would compute and need where only some parameters are trained.
  ///
  /// @throws IllegalArgumentException as [#training]
  /// @throws UnsupportedOperationException as [#training]
  public Plan trainingPlan(Layout layout, Map<String, Type> inputs, Set<String> trained) {
    return compiled(source(Source.Purpose.TRAINING, layout, inputs, trained)).plan();
  }

  /// Returns what [#evaluation] would compute and need, without memory for it.
  ///
  /// @throws IllegalArgumentException as [#evaluation]
  public Plan evaluationPlan(Layout layout, Map<String, Type> inputs) {
    return compiled(source(Source.Purpose.EVALUATION, layout, inputs, Set.of())).plan();
  }

  private Source source(
      Source.Purpose purpose, Layout layout, Map<String, Type> inputs, Set<String> trained) {
    for (String path : trained) {
      if (!parameters.containsKey(path)) {
        throw new IllegalArgumentException(
            Nearest.message("no parameter to train named", path, parameters.keySet()));
      }
    }
    return new Source(
        purpose,
        layout,
        Collections.unmodifiableMap(new LinkedHashMap<>(inputs)),
        Set.copyOf(trained));
  }

  /// Forgets the programs of a team, and with them the memory that they hold, once nobody else uses
  /// them. Asked for again they are made anew.
  public synchronized void forget(Team team) {
    programs.keySet().removeIf(request -> request.team() == team);
  }

  private synchronized Program program(Source source, Team team) {
    Source.Request request = new Source.Request(source, team);
    Program found = programs.get(request);
    if (found == null) {
      found = new Program(compiled(source), team, execution, source.purpose().text);
      programs.put(request, found);
    }
    return found;
  }

  private synchronized Compiled compiled(Source source) {
    Map<Source, Compiled> known = compiled.getOrDefault(source.trained(), Map.of());
    Compiled found = known.get(source);
    if (found == null) {
      requireSlices(source.layout());
      found =
          source.purpose() == Source.Purpose.HESSIAN
              ? twice(source)
              : compiled(
                  source,
                  traced(network, source.inputs(), source.purpose() == Source.Purpose.TRAINING));
      if (known.isEmpty()) {
        known = new HashMap<>();
        compiled.put(source.trained(), known);
      }
      known.put(source, found);
      if (compiled.size() > SETS) {
        compiled.pollFirstEntry();
      }
    }
    return found;
  }

  private Compiled twice(Source source) {
    DirectionalDerivative slope = slope(source);
    Traced traced = traced(slope, slope.types(source.layout()), true);
    try {
      return compiled(source, traced);
    } catch (UnsupportedOperationException missing) {
      throw new UnsupportedOperationException(
          "a product with the Hessian needs second derivatives: " + missing.getMessage(), missing);
    }
  }

  private Traced traced(Network traceable, Map<String, Type> inputs, boolean training) {
    Traced traced = Traced.of(traceable, inputs, training);
    traced.requireOwned(parameters, states);
    return traced;
  }

  private Compiled compiled(Source source, Traced traced) {
    return Compiled.of(
        traced, source.layout(), states, source.trained(), true, execution != Execution.CHECKED);
  }

  private void requireSlices(Layout layout) {
    for (Map.Entry<String, Shape> entry : parameters.entrySet()) {
      Shape found = layout.slice(entry.getKey()).shape();
      if (!found.equals(entry.getValue())) {
        throw new IllegalArgumentException(
            "layout slice '%s' must have the parameter's shape %s, was %s"
                .formatted(entry.getKey(), entry.getValue(), found));
      }
    }
  }
}
