package dev.descent.examples;

import dev.descent.layer.Layer;
import dev.descent.loss.Loss;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.train.Trainer;
import dev.descent.train.Trainers;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// What a request says about training: the listeners, threads and seed, and the optimizer.
final class Setup {
  private final Request request;
  private final Trainers trainers;
  private final OptimizerConfig optimizer;

  private Setup(Request request, Trainers trainers, OptimizerConfig optimizer) {
    this.request = request;
    this.trainers = trainers;
    this.optimizer = optimizer;
  }

  /// Returns what a request says.
  ///
  /// @param standard the optimizer if the user names none; hyper-parameters that the user sets
  ///   change it
  /// @throws RequestException if the request is wrong
  static Setup of(Request request, OptimizerConfig standard) {
    try {
      Wiring wiring = Wiring.of(request.plugins(), request.listeners());
      Trainers trainers = wiring.trainers();
      return new Setup(
          request, trainers, OptimizerChoice.of(request, wiring.optimizers(), standard));
    } catch (IllegalArgumentException e) {
      throw new RequestException(e);
    }
  }

  /// Returns a trainer that is set up as the user wants it.
  Trainer trainer(Layer network, Loss loss) {
    return trainers
        .of(network, loss)
        .seed(request.seedOr(1))
        .threads(request.threadCount())
        .profile(request.profile())
        .cancellation(request.cancellation());
  }

  /// Returns the optimizer that the user wants.
  OptimizerConfig optimizer() {
    return optimizer;
  }

  /// Returns a cosine schedule from the optimizer's learning rate to 0, for optimizers that have
  /// one.
  Consumer<OptimizerBuilder> cosine(long steps) {
    OptionalDouble rate = OptimizerChoice.component(optimizer, "learningRate");
    return builder -> {
      if (rate.isPresent()) {
        builder.schedule("learningRate", Schedules.cosine(rate.getAsDouble(), 0, steps));
      }
    };
  }
}
