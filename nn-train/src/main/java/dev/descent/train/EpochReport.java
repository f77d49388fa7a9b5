package dev.descent.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an epoch brought.
///
/// @param epoch its number, from 1
/// @param step the number of steps at its end
/// @param samples the number of samples seen at its end
/// @param seconds the seconds since training began
/// @param training `loss` and metrics over the epoch, as the weights moved (dropout active)
/// @param validation `loss` and metrics of the evaluation weights on the validation data, empty if
///   there is none
public record EpochReport(
    int epoch,
    long step,
    long samples,
    double seconds,
    Map<String, Double> training,
    Map<String, Double> validation) {
  /// The name under which the loss stands among the metrics.
  public static final String LOSS = "loss";

  /// Keeps copies of the maps, in their order.
  public EpochReport {
    training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
  }
}
