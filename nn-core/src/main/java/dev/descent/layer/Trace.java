package dev.descent.layer;

import dev.descent.tensor.Graph;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Source;
import dev.descent.tensor.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one pass of layers over symbolic inputs has collected: the graph, and what the model owns.
public final class Trace {
  /// A trained parameter.
  ///
  /// @param value its leaf in the graph
  /// @param initializer its values before training
  public record Parameter(Value value, Initializer initializer) {}

  /// A piece of non-trainable state.
  ///
  /// @param value its leaf in the graph
  /// @param initial the value of every element before training
  public record State(Value value, double initial) {}

  private final Graph graph = new Graph();
  private final boolean training;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, State> states = new LinkedHashMap<>();
  private final Map<String, Value> nextStates = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Map<String, Integer> draws = new HashMap<>();
  private final Set<String> opened = new HashSet<>();

  /// Starts an empty trace.
  ///
  /// @param training whether layers behave as in training
  public Trace(boolean training) {
    this.training = training;
  }

  /// Returns the graph that the layers write to.
  public Graph graph() {
    return graph;
  }

  /// Returns whether layers behave as in training.
  public boolean training() {
    return training;
  }

  /// Returns the scope of the outermost layer.
  public Scope root() {
    return new Scope(this, "");
  }

  /// Returns the parameters by path, in the order of their first request.
  public Map<String, Parameter> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /// Returns the states by path, in the order of their first request.
  public Map<String, State> states() {
    return Collections.unmodifiableMap(states);
  }

  /// Returns what states become when the step commits, by path; a state without entry keeps its
  /// value.
  public Map<String, Value> nextStates() {
    return Collections.unmodifiableMap(nextStates);
  }

  /// Returns further names of parameters: alias path to parameter path.
  public Map<String, String> aliases() {
    return Collections.unmodifiableMap(aliases);
  }

  void open(String path) {
    if (!opened.add(path)) {
      throw new IllegalArgumentException(
          "scope '%s' must be opened once: give each layer its own name, or keep the Scope and pass it twice to share the layer"
              .formatted(path));
    }
  }

  Value parameter(String path, Shape shape, Initializer initializer) {
    Parameter known = parameters.get(path);
    if (known == null) {
      requireFree(path);
      known = new Parameter(graph.parameter(path, shape), initializer);
      parameters.put(path, known);
    }
    if (!known.value().shape().equals(shape)) {
      throw new IllegalArgumentException(
          "parameter '%s' has shape %s, asked for %s"
              .formatted(path, known.value().shape(), shape));
    }
    return known.value();
  }

  Value tied(String path, String target) {
    Parameter known = parameters.get(target);
    if (known == null) {
      throw new IllegalArgumentException(
          "'%s' cannot be tied to '%s': no such parameter yet; found %s"
              .formatted(path, target, parameters.keySet()));
    }
    if (!target.equals(aliases.get(path))) {
      requireFree(path);
      aliases.put(path, target);
    }
    return known.value();
  }

  Value state(String path, Shape shape, double initial) {
    Value next = nextStates.get(path);
    if (next != null) {
      return next;
    }
    if (!states.containsKey(path)) {
      requireFree(path);
    }
    return states.computeIfAbsent(path, p -> new State(graph.state(p, shape), initial)).value();
  }

  void update(String path, Value next) {
    State state = states.get(path);
    if (state == null) {
      throw new IllegalArgumentException(
          "no state '%s' to update; found %s".formatted(path, states.keySet()));
    }
    if (!state.value().type().equals(next.type())) {
      throw new IllegalArgumentException(
          "state '%s' has type %s and cannot become %s"
              .formatted(path, state.value().type(), next.type()));
    }
    nextStates.put(path, next);
  }

  Value uniform(String prefix, Shape shape) {
    int number = draws.merge(prefix, 1, Integer::sum) - 1;
    return graph.apply(new Source.Uniform(prefix + "#" + number, shape), List.of());
  }

  private void requireFree(String path) {
    if (parameters.containsKey(path) || states.containsKey(path) || aliases.containsKey(path)) {
      throw new IllegalArgumentException(
          "'%s' is taken: a path names one parameter, one state or one alias".formatted(path));
    }
  }
}
