package dev.descent.train;

import dev.descent.layer.Layer;
import dev.descent.loss.Loss;
import dev.descent.program.Network;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Makes trainers that share an application's listeners.
///
/// With Guice it is injected and has the listeners that the application has bound; without, it is
/// made of them.
public final class Trainers {
  private final List<TrainingListener> listeners;

  /// Makes trainers with the given listeners; they are called in the order of their class names.
  @Inject
  public Trainers(Set<TrainingListener> listeners) {
    this.listeners =
        listeners.stream()
            .sorted(Comparator.comparing(listener -> listener.getClass().getName()))
            .toList();
  }

  /// Returns a trainer of a layer with a loss, see [Trainer#of(Layer, Loss)].
  public Trainer of(Layer layer, Loss loss) {
    return with(Trainer.of(layer, loss));
  }

  /// Returns a trainer of a network, see [Trainer#of(Network)].
  public Trainer of(Network network) {
    return with(Trainer.of(network));
  }

  private Trainer with(Trainer trainer) {
    listeners.forEach(trainer::listener);
    return trainer;
  }
}
