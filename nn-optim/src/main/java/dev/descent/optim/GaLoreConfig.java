package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [GaLore], valid by construction.
///
/// @param base the optimizer that is run on projected gradients: elementwise, without an L2 penalty
///   or numbers beside its slots; default Adam
/// @param rank r, number of singular vectors, >= 1; default 128
/// @param interval steps from one projection to the next, >= 1; default 200
/// @param scale factor of the step of projected matrices, finite and >= 0; default 1 (the paper:
///   0.25)
/// @param others what updates all that is no matrix; default AdamW with λ 0
public record GaLoreConfig(
    OptimizerConfig base, int rank, int interval, double scale, OptimizerConfig others)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "galore",
              "Another optimizer on the projection of each gradient on its leading singular"
                  + " vectors")
          .paper(
              "Zhao et al. (2024), GaLore: Memory-Efficient LLM Training by Gradient Low-Rank"
                  + " Projection",
              "https://arxiv.org/abs/2403.03507")
          .with("base", "optimizer of projected gradients: elementwise, state in slots only")
          .with("rank", Range.atLeast(1), "singular vectors that are kept")
          .with("interval", Range.atLeast(1), "steps from one projection to the next")
          .with("scale", Range.atLeast(0), "factor of the step of matrices")
          .with("others", "what updates all that is no matrix");

  /// Checks the ranges, and that the optimizer inside can do with projected gradients.
  public GaLoreConfig {
    HYPER
        .given("base", base)
        .given("others", others)
        .check("rank", rank)
        .check("interval", interval)
        .check("scale", scale);
    LowRank.require(base);
  }

  /// Makes the defaults of optax.
  public GaLoreConfig() {
    this(new AdamConfig(), 128, 200, 1, new AdamWConfig().withWeightDecay(0));
  }

  /// Returns the defaults around another optimizer, which updates all that is no matrix, too.
  public static GaLoreConfig of(OptimizerConfig base) {
    return new GaLoreConfig().withBase(base).withOthers(base);
  }

  /// Returns a copy around another optimizer.
  public GaLoreConfig withBase(OptimizerConfig value) {
    return new GaLoreConfig(value, rank, interval, scale, others);
  }

  /// Returns a copy with another rank.
  public GaLoreConfig withRank(int value) {
    return new GaLoreConfig(base, value, interval, scale, others);
  }

  /// Returns a copy with another interval.
  public GaLoreConfig withInterval(int value) {
    return new GaLoreConfig(base, rank, value, scale, others);
  }

  /// Returns a copy with another scale.
  public GaLoreConfig withScale(double value) {
    return new GaLoreConfig(base, rank, interval, value, others);
  }

  /// Returns a copy with another others.
  public GaLoreConfig withOthers(OptimizerConfig value) {
    return new GaLoreConfig(base, rank, interval, scale, value);
  }

  @Override
  public Optional<OptimizerConfig> fallback() {
    return Optional.of(others);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new GaLore();
  }
}
