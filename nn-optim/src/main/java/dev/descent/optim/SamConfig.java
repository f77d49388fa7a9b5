package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Sam], valid by construction.
///
/// @param radius ρ, length of the climb, finite and >= 0; default 0.05
/// @param climbs evaluations that climb, each by ρ, at least 1; default 1
/// @param adaptive whether the climb is in proportion to the weights (ASAM); default false
/// @param eta η, added to the magnitude of each weight if adaptive, finite and >= 0; default 0.01
public record SamConfig(double radius, int climbs, boolean adaptive, double eta)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "sam",
              "Takes the gradient where the loss is highest nearby: sharpness-aware minimization")
          .paper(
              "Foret et al. (2021), Sharpness-Aware Minimization for Efficiently Improving"
                  + " Generalization",
              "https://arxiv.org/abs/2010.01412")
          .with("radius", Range.atLeast(0), "length of the climb")
          .with("climbs", Range.atLeast(1), "evaluations that climb")
          .with("adaptive", "whether the climb is in proportion to the weights")
          .with("eta", Range.atLeast(0), "added to the magnitudes of weights if adaptive");

  /// Checks the ranges.
  public SamConfig {
    HYPER.check("radius", radius).check("climbs", climbs).check("eta", eta);
  }

  /// Makes the defaults.
  public SamConfig() {
    this(0.05, 1, false, 0.01);
  }

  /// Returns ASAM's defaults (Kwon et al., 2021): ρ 0.5, η 0.01, in proportion to the weights.
  public static SamConfig asam() {
    return new SamConfig(0.5, 1, true, 0.01);
  }

  /// Returns a copy with another value of radius: length of the climb.
  public SamConfig withRadius(double value) {
    return new SamConfig(value, climbs, adaptive, eta);
  }

  /// Returns a copy with another value of climbs: evaluations that climb.
  public SamConfig withClimbs(int value) {
    return new SamConfig(radius, value, adaptive, eta);
  }

  /// Returns a copy with another value of adaptive: whether the climb is in proportion to the
  /// weights.
  public SamConfig withAdaptive(boolean value) {
    return new SamConfig(radius, climbs, value, eta);
  }

  /// Returns a copy with another value of eta: added to the magnitudes of weights if adaptive.
  public SamConfig withEta(double value) {
    return new SamConfig(radius, climbs, adaptive, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Sam();
  }
}
