package dev.descent.testkit;

import dev.descent.optim.spi.OptimizerConfig;

/// What the contract asks its implementation for.
interface OptimizerUnderTest {
  /// Returns the hyper-parameters of the golden trajectory. Every test runs with them.
  OptimizerConfig config();

  /// Returns what the optimizer shall do, computed by somebody else.
  Trajectory golden();

  /// Returns how far the weights may be from the trajectory, relative to the largest of them; 2e-6
  /// until overridden.
  default double tolerance() {
    return 2e-6;
  }
}
