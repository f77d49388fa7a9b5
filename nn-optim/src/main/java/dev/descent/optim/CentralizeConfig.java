package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Centralize], valid by construction.
///
/// @param units which axis counts the units; default FIRST_AXIS
public record CentralizeConfig(Units units) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("centralize", "Subtracts from the gradient of each unit its mean")
          .paper(
              "Yong et al. (2020), Gradient Centralization: A New Optimization Technique for Deep"
                  + " Neural Networks",
              "https://arxiv.org/abs/2004.01461")
          .with("units", "axis that counts the units: first-axis or last-axis");

  /// Checks that there are some.
  public CentralizeConfig {
    HYPER.given("units", units);
  }

  /// Makes the defaults.
  public CentralizeConfig() {
    this(Units.FIRST_AXIS);
  }

  /// Returns a copy with another value of units: axis that counts the units: first-axis or
  /// last-axis.
  public CentralizeConfig withUnits(Units value) {
    return new CentralizeConfig(value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Centralize();
  }
}
