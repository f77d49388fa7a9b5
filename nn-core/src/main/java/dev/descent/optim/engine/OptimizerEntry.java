package dev.descent.optim.engine;

import dev.descent.optim.spi.HyperParameter;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An optimizer that was found: what `nn optimizers` lists.
///
/// @param defaults the config that its constructor without arguments makes
/// @param origin where it was found: `module dev.descent.optim`, a jar, a directory
public record OptimizerEntry(OptimizerConfig defaults, String origin) {
  /// One line of an optimizer's page.
  ///
  /// @param name the component, as it is set: `learningRate`
  /// @param type `double`, `long`, `int`, `boolean`, `String`, an enum's or a config's name
  /// @param value the default
  /// @param range the legal values, as they follow "must be"; empty for what is no number
  /// @param summary what it does
  public record Line(String name, String type, String value, String range, String summary) {}

  /// What an entry can be.
  public enum Kind {
    /// Updates weights by itself.
    OPTIMIZER,
    /// Changes the steps, or the evaluation weights, of another optimizer.
    WRAPPER,
    /// Changes gradients before an optimizer sees them.
    TRANSFORM;

    /// The kinds that make steps, alone or around another one.
    public static final Set<Kind> STEPPING = Set.of(OPTIMIZER, WRAPPER);
  }

  /// Returns what it is.
  public Kind kind() {
    @SuppressWarnings("unchecked") // a config's rule takes that config
    Rule<OptimizerConfig> rule = (Rule<OptimizerConfig>) defaults.rule();
    if (rule.needs(defaults).contains(Need.GRADIENT)) {
      return Kind.TRANSFORM;
    }
    return defaults.inner().isPresent() ? Kind.WRAPPER : Kind.OPTIMIZER;
  }

  /// Returns the name by which it is found.
  public String name() {
    return defaults.hyperParameters().name();
  }

  /// Returns the name of the config's class.
  public String className() {
    return defaults.getClass().getName();
  }

  /// Returns the hyper-parameters in the order of their declaration.
  public List<Line> lines() {
    ConfigRecord record = ConfigRecord.of(defaults);
    List<Line> lines = new ArrayList<>();
    for (HyperParameter one : defaults.hyperParameters().list()) {
      int component = record.names().indexOf(one.name());
      Object value = record.get(defaults, component);
      lines.add(
          new Line(
              one.name(),
              record.type(component).getSimpleName(),
              value instanceof OptimizerConfig inner ? Configs.text(inner) : value.toString(),
              one.range() == null ? "" : one.range().toString(),
              one.summary()));
    }
    return lines;
  }
}
