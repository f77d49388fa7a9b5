package dev.descent.train;

import dev.descent.program.Profile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What training gives.
///
/// @param model the model with its evaluation weights; with early stopping, those of the best epoch
/// @param history one report for each epoch
/// @param steps the number of steps
/// @param samples the number of samples seen
/// @param seconds the seconds from the first step to the end, validation included
/// @param bestEpoch the epoch of the weights, the last one without early stopping
/// @param stoppedEarly whether early stopping ended the training
/// @param configuration all that decides the weights, by name: network, loss, optimizer with its
///   schedules, batch size, epochs or steps, seed, pipelines; numbers, texts, lists and maps of
///   them, as they stand in a run's `config.json`
/// @param plan what a step computed and what memory was planned
/// @param profile where the time of the steps went: every operation of the network, the optimizer,
///   the data pipeline and the rest; empty unless [Trainer#profile] or `-Ddescent.program=profiled`
///   asked for it
public record TrainingResult(
    TrainedModel model,
    List<EpochReport> history,
    long steps,
    long samples,
    double seconds,
    int bestEpoch,
    boolean stoppedEarly,
    Map<String, Object> configuration,
    TrainingPlan plan,
    Profile profile) {
  /// Keeps copies of the history and of the configuration, in its order.
  public TrainingResult {
    history = List.copyOf(history);
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
  }

  /// Returns the report of the last epoch, empty if no epoch was trained.
  public Optional<EpochReport> last() {
    return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
  }
}
