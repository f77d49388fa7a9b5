package dev.descent.train;

import dev.descent.train.metric.Metric;
import java.util.Optional;

/// The best epoch so far by early stopping's metric, with its weights.
final class Best {
  private final EarlyStopping rule;
  private final boolean higherIsBetter;
  private double value = Double.NaN;
  private int epoch;
  private float[] weights = {};
  private float[] states = {};

  private Best(EarlyStopping rule, boolean higherIsBetter) {
    this.rule = rule;
    this.higherIsBetter = higherIsBetter;
  }

  /// Returns the watch over the best epoch that a trainer asks for, empty if it stops at no time
  /// early.
  static Optional<Best> of(Trainer trainer) {
    EarlyStopping rule = trainer.earlyStopping;
    if (rule == null) {
      return Optional.empty();
    }
    if (trainer.validation == null) {
      throw new IllegalStateException("early stopping needs validation data: set validation(...)");
    }
    if (rule.metric().equals(EpochReport.LOSS)) {
      return Optional.of(new Best(rule, false));
    }
    for (Metric metric : trainer.metrics) {
      if (metric.name().equals(rule.metric())) {
        return Optional.of(new Best(rule, metric.higherIsBetter()));
      }
    }
    throw new IllegalArgumentException(
        "early stopping watches '%s', which is no metric of this training; found %s"
            .formatted(
                rule.metric(),
                java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(EpochReport.LOSS),
                        trainer.metrics.stream().map(Metric::name))
                    .toList()));
  }

  /// Takes an epoch into account and returns whether patience has run out.
  boolean stops(EpochReport report, float[] evaluationWeights, float[] currentStates) {
    double now = report.validation().getOrDefault(rule.metric(), Double.NaN);
    double gain = higherIsBetter ? now - value : value - now;
    if (epoch == 0 || gain > rule.minimumChange() || (Double.isNaN(value) && !Double.isNaN(now))) {
      value = now;
      epoch = report.epoch();
      weights = evaluationWeights.clone();
      states = currentStates.clone();
    }
    return report.epoch() - epoch >= rule.patience();
  }

  int epoch() {
    return epoch;
  }

  float[] weights() {
    return weights;
  }

  float[] states() {
    return states;
  }
}
