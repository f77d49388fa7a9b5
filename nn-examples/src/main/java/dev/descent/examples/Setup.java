package dev.descent.examples;

import dev.descent.layer.Layer;
import dev.descent.loss.Loss;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.train.Trainer;
import dev.descent.train.Trainers;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// What a request says about training: the listeners, threads and seed, and the optimizer.
final class Setup {
  private final Request request;
  private final Trainers trainers;
  private final OptimizerChoice choice;

  private Setup(Request request, Trainers trainers, OptimizerChoice choice) {
    this.request = request;
    this.trainers = trainers;
    this.choice = choice;
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
    } catch (UncheckedIOException e) {
      String file = "optimizer file '%s' must be ".formatted(request.optimizerFile().orElse(null));
      throw new RequestException(new IllegalArgumentException(file + unread(request, e), e));
    }
  }

  /// Returns what an optimizer file must be that cannot be read, what it was, and what to do.
  private static String unread(Request request, UncheckedIOException problem) {
    if (problem.getCause() instanceof NoSuchFileException) {
      return "a file to read, was not found: check the name, relative ones begin at "
          + Path.of("").toAbsolutePath();
    }
    if (request.optimizerFile().filter(Files::isDirectory).isPresent()) {
      return "a file to read, was a folder: give a file in it";
    }
    return problem.getCause() instanceof CharacterCodingException
        ? "text in UTF-8, was in another encoding: save it in that one"
        : "readable text: " + problem.getCause();
  }

  /// Returns a trainer that has all but the optimizer, with the optimizer that the user wants.
  ///
  /// @param own what the example sets beside its optimizer, unless the user gives a whole one
  /// @throws RequestException if the optimizer does not fit the network
  Trainer optimized(Trainer trainer, Consumer<OptimizerBuilder> own) {
    trainer.optimizer(choice.config());
    if (!choice.whole()) {
      trainer.adjust(own);
    }
    trainer.adjust(choice.more());
    if (isTheUsers()) {
      requireFit(trainer);
    }
    return trainer;
  }

  private boolean isTheUsers() {
    return choice.whole()
        || request.optimizer().isPresent()
        || !request.settings().isEmpty()
        || !request.transforms().isEmpty();
  }

  private void requireFit(Trainer trainer) {
    try {
      trainer.requireFit();
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          choice.whole()
              ? new IllegalArgumentException(
                  "optimizer file '%s': %s"
                      .formatted(request.optimizerFile().orElse(null), e.getMessage()),
                  e)
              : e);
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

  /// Returns a cosine schedule from the optimizer's learning rate to 0, for optimizers that have
  /// one.
  Consumer<OptimizerBuilder> cosine(long steps) {
    OptionalDouble rate = OptimizerChoice.component(choice.config(), "learningRate");
    return builder -> {
      if (rate.isPresent()) {
        builder.schedule("learningRate", Schedules.cosine(rate.getAsDouble(), 0, steps));
      }
    };
  }
}
