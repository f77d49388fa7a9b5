package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Project], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
/// @param region the set; default L2_BALL
/// @param size r, radius or sum, finite and > 0; default 1
/// @param perUnit whether each unit is moved, not the parameter as a whole; default false
/// @param units which axis counts the units; default FIRST_AXIS
public record ProjectConfig(
    OptimizerConfig base, Region region, double size, boolean perUnit, Units units)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "project", "Moves the weights after each step to the nearest point of a set")
          .paper(
              "Duchi et al. (2008), Efficient Projections onto the l1-Ball for Learning in High"
                  + " Dimensions",
              "https://doi.org/10.1145/1390156.1390191")
          .with("base", "optimizer that is wrapped")
          .with("region", "set: simplex, l1-ball, l2-ball or l2-sphere")
          .with("size", Range.above(0), "radius or sum")
          .with("perUnit", "whether each unit is moved on its own")
          .with("units", "axis that counts the units: first-axis or last-axis");

  /// Checks the ranges.
  public ProjectConfig {
    HYPER.given("base", base).given("region", region).given("units", units).check("size", size);
  }

  /// Makes the defaults.
  public ProjectConfig() {
    this(new AdamConfig(), Region.L2_BALL, 1, false, Units.FIRST_AXIS);
  }

  /// Returns a wrapper that keeps the norm of the weights of each unit within a limit (Srivastava
  /// et al., 2014, with 3 to 4).
  public static ProjectConfig maxNorm(OptimizerConfig base, double limit) {
    return new ProjectConfig(base, Region.L2_BALL, limit, true, Units.FIRST_AXIS);
  }

  /// Returns a wrapper that keeps the norm of the weights of each unit at 1.
  public static ProjectConfig unitNorm(OptimizerConfig base) {
    return new ProjectConfig(base, Region.L2_SPHERE, 1, true, Units.FIRST_AXIS);
  }

  /// Returns a copy around another optimizer.
  public ProjectConfig withBase(OptimizerConfig value) {
    return new ProjectConfig(value, region, size, perUnit, units);
  }

  /// Returns a copy with another value of region: set: simplex, l1-ball, l2-ball or l2-sphere.
  public ProjectConfig withRegion(Region value) {
    return new ProjectConfig(base, value, size, perUnit, units);
  }

  /// Returns a copy with another value of size: radius or sum.
  public ProjectConfig withSize(double value) {
    return new ProjectConfig(base, region, value, perUnit, units);
  }

  /// Returns a copy with another value of perUnit: whether each unit is moved on its own.
  public ProjectConfig withPerUnit(boolean value) {
    return new ProjectConfig(base, region, size, value, units);
  }

  /// Returns a copy with another value of units: axis that counts the units: first-axis or
  /// last-axis.
  public ProjectConfig withUnits(Units value) {
    return new ProjectConfig(base, region, size, perUnit, value);
  }

  @Override
  public Optional<OptimizerConfig> inner() {
    return Optional.of(base);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Project();
  }
}
