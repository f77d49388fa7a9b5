package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Cocob], valid by construction.
///
/// @param learningRate α, factor of the gradient, finite and >= 0; default 1: the paper has none
/// @param alpha a, which keeps early bets small, finite and > 0; default 100
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
public record CocobConfig(double learningRate, double alpha, double epsilon, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("cocob", "Bets coins on each coordinate and has no learning rate")
          .paper(
              "Orabona and Tommasi (2017), Training Deep Networks without Learning Rates Through"
                  + " Coin Betting",
              "https://arxiv.org/abs/1705.07795")
          .with("learningRate", Range.atLeast(0), "factor of the gradient, for schedules")
          .with("alpha", Range.above(0), "keeps early bets small")
          .with("epsilon", Range.above(0), "first estimate of the largest gradient")
          .decay("weightDecay", "L2 penalty, added to the gradient");

  /// Checks the ranges.
  public CocobConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("alpha", alpha)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper (section 5).
  public CocobConfig() {
    this(1, 100, 1e-8, 0);
  }

  /// Returns the defaults with a learning rate.
  public static CocobConfig of(double learningRate) {
    return new CocobConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public CocobConfig withLearningRate(double value) {
    return new CocobConfig(value, alpha, epsilon, weightDecay);
  }

  /// Returns a copy with another alpha.
  public CocobConfig withAlpha(double value) {
    return new CocobConfig(learningRate, value, epsilon, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public CocobConfig withEpsilon(double value) {
    return new CocobConfig(learningRate, alpha, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public CocobConfig withWeightDecay(double value) {
    return new CocobConfig(learningRate, alpha, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Cocob();
  }
}
