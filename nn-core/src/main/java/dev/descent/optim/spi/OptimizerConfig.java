package dev.descent.optim.spi;

import java.util.Optional;

/// The hyper-parameters of an optimizer: a public record in an exported package, valid by
/// construction, and at the same time the optimizer's entry point.
///
/// Components are `double`, `long`, `int`, `boolean`, `String`, an enum or another
/// `OptimizerConfig`. `double` components can follow a [Schedule]: when a scheduled value moves,
/// the framework makes one new record through the canonical constructor, so a schedule can never
/// leave the range that the constructor checks.
///
/// A config that is to be found by name has a public constructor without arguments, which is where
/// its defaults are written, and is listed as a service: in
/// `META-INF/services/dev.descent.optim.spi.OptimizerConfig` (class path, plug-in directory) and,
/// in a named module, by `provides OptimizerConfig with AdamConfig`. Nothing else is needed:
///
/// ```java
/// public record SignMomentumConfig(double learningRate, double momentum) implements OptimizerConfig {
///   private static final HyperParameters HYPER =
///       HyperParameters.of("sign-momentum", "Steps by the sign of a running mean of gradients")
///           .paper("Bernstein et al. (2018)", "https://arxiv.org/abs/1802.04434")
///           .with("learningRate", Range.atLeast(0), "length of a step in every coordinate")
///           .with("momentum", Range.rightOpen(0, 1), "decay of the running mean");
///
///   public SignMomentumConfig {
///     HYPER.check("learningRate", learningRate).check("momentum", momentum);
///   }
///
///   public SignMomentumConfig() {
///     this(1e-3, 0.9);
///   }
///
///   @Override public HyperParameters hyperParameters() { return HYPER; }
///   @Override public Rule<?> rule() { return new SignMomentum(); }
/// }
/// ```
public interface OptimizerConfig {
  /// Returns the mathematics; a rule has no fields, so a new one each time is as good as a shared
  /// one.
  Rule<?> rule();

  /// Returns the name, sentence, paper and ranges, as declared once in the config.
  HyperParameters hyperParameters();

  /// Returns the optimizer that this one wraps; empty for a rule of its own.
  default Optional<OptimizerConfig> inner() {
    return Optional.empty();
  }

  /// Returns what updates the parameters that the rule does not accept; empty: they are an error.
  default Optional<OptimizerConfig> fallback() {
    return Optional.empty();
  }
}
