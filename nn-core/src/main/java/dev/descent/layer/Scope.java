package dev.descent.layer;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Value;

/// Where a layer asks for what it owns. Paths are PyTorch's `state_dict` names: `0.weight`,
/// `encoder.layers.1.linear1.bias`.
///
/// Everything is keyed by path, nothing by a layer object. To share a layer, keep its Scope and
/// pass it twice.
public final class Scope {
  private final Trace trace;
  private final String prefix;

  Scope(Trace trace, String prefix) {
    this.trace = trace;
    this.prefix = prefix;
  }

  /// Returns whether the trace is for training (dropout active, batch statistics used and updated).
  public boolean training() {
    return trace.training();
  }

  /// Returns the path of this scope without a trailing dot, empty at the top.
  public String path() {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
  }

  /// Returns the scope of a part of this layer.
  ///
  /// @throws IllegalArgumentException if the name has been used in this scope before
  public Scope child(String name) {
    String path = prefix + name + ".";
    trace.open(path);
    return new Scope(trace, path);
  }

  /// Applies a layer inside a child scope of the given name, so that the nodes it makes carry its
  /// path.
  public Value call(String name, Layer layer, Value input) {
    Scope inner = child(name);
    String outer = trace.graph().enter(inner.path());
    try {
      return layer.apply(inner, input);
    } finally {
      trace.graph().enter(outer);
    }
  }

  /// Returns the trained parameter of this name, made at the first request.
  ///
  /// @param name the last part of its path, such as `weight`
  /// @param shape its shape
  /// @param initializer its values before training
  /// @throws IllegalArgumentException if it exists with another shape
  public Value parameter(String name, Shape shape, Initializer initializer) {
    return trace.parameter(prefix + name, shape, initializer);
  }

  /// Returns the parameter at an absolute path under one more name (weight tying): one slice, one
  /// optimizer slot, both names in files.
  ///
  /// @param name the further name in this scope
  /// @param target the absolute path of a parameter that exists already
  /// @throws IllegalArgumentException if there is no such parameter yet
  public Value tied(String name, String target) {
    return trace.tied(prefix + name, target);
  }

  /// Returns a piece of non-trainable state, such as a running mean, as the last use in this trace
  /// left it.
  ///
  /// @param name the last part of its path
  /// @param shape its shape
  /// @param initial the value of every element before training
  public Value state(String name, Shape shape, double initial) {
    return trace.state(prefix + name, shape, initial);
  }

  /// Says what a piece of state becomes when this step commits.
  ///
  /// @throws IllegalArgumentException if there is no such state or the shape differs
  public void update(String name, Value next) {
    trace.update(prefix + name, next);
  }

  /// Returns uniform random numbers in [0, 1), new in every step, keyed by run key, path and
  /// element index.
  public Value uniform(Shape shape) {
    return trace.uniform(prefix, shape);
  }
}
