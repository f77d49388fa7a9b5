package dev.descent.testkit;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Optional;

/// What the contract asks its implementation for.
interface OptimizerUnderTest {
  /// Returns the hyper-parameters of the golden trajectory. Every test runs with them.
  OptimizerConfig config();

  /// Returns what the optimizer shall do, computed by somebody else.
  Trajectory golden();

  /// Returns the function of the golden trajectory's losses and gradients, for a rule that
  /// evaluates again; empty until overridden.
  default Optional<Objective> objective() {
    return Optional.empty();
  }

  /// Returns how far the weights may be from the trajectory, relative to the largest of them; 2e-6
  /// until overridden.
  default double tolerance() {
    return 2e-6;
  }

  /// Returns whether a weight's way depends on its own gradients only: true for an elementwise rule
  /// without totals until overridden. Override it with false where a number of the whole group is
  /// meant to reach a parameter that joins late.
  default boolean perElement() {
    return Declared.perElement(config());
  }

  /// Returns whether gradients beyond some size are meant to be all alike: false until overridden.
  /// Override it with true where that is what the rule is there for, as with clipping by value.
  default boolean boundsGradients() {
    return false;
  }
}
