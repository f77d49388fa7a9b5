package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Lookahead], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
/// @param period k, steps between two meetings, at least 1; default 5
/// @param slowStepSize α, share of the way that the slow weights go, in (0, 1]; default 0.5
/// @param lateStart whether the slow weights start as the fast ones of step k, not as the initial
///   ones; default false
/// @param resetState whether the optimizer inside begins anew after a meeting; default false
public record LookaheadConfig(
    OptimizerConfig base, long period, double slowStepSize, boolean lateStart, boolean resetState)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "lookahead",
              "Slow weights follow those of another optimizer, which restarts from them")
          .paper(
              "Zhang et al. (2019), Lookahead Optimizer: k steps forward, 1 step back",
              "https://arxiv.org/abs/1907.08610")
          .with("base", "optimizer that is wrapped")
          .with("period", Range.atLeast(1), "steps between two meetings")
          .with("slowStepSize", Range.leftOpen(0, 1), "share of the way that the slow weights go")
          .with("lateStart", "whether the slow weights start at step k")
          .with("resetState", "whether the optimizer inside begins anew after a meeting");

  /// Checks the ranges.
  public LookaheadConfig {
    HYPER.given("base", base).check("period", period).check("slowStepSize", slowStepSize);
  }

  /// Makes the defaults.
  public LookaheadConfig() {
    this(new AdamConfig(), 5, 0.5, false, false);
  }

  /// Returns the defaults around another optimizer.
  public static LookaheadConfig of(OptimizerConfig base) {
    return new LookaheadConfig().withBase(base);
  }

  /// Returns a copy around another optimizer.
  public LookaheadConfig withBase(OptimizerConfig value) {
    return new LookaheadConfig(value, period, slowStepSize, lateStart, resetState);
  }

  /// Returns a copy with another value of period: steps between two meetings.
  public LookaheadConfig withPeriod(long value) {
    return new LookaheadConfig(base, value, slowStepSize, lateStart, resetState);
  }

  /// Returns a copy with another value of slowStepSize: share of the way that the slow weights go.
  public LookaheadConfig withSlowStepSize(double value) {
    return new LookaheadConfig(base, period, value, lateStart, resetState);
  }

  /// Returns a copy with another value of lateStart: whether the slow weights start at step k.
  public LookaheadConfig withLateStart(boolean value) {
    return new LookaheadConfig(base, period, slowStepSize, value, resetState);
  }

  /// Returns a copy with another value of resetState: whether the optimizer inside begins anew
  /// after a meeting.
  public LookaheadConfig withResetState(boolean value) {
    return new LookaheadConfig(base, period, slowStepSize, lateStart, value);
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
    return new Lookahead();
  }
}
