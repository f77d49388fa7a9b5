package dev.descent.examples;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.spi.Message;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.train.Trainers;
import dev.descent.train.TrainingListener;
import dev.descent.train.inject.DataModule;
import dev.descent.train.inject.IoModule;
import dev.descent.train.inject.OptimModule;
import dev.descent.train.inject.StrictModule;
import dev.descent.train.inject.TrainingModule;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The parts of an application, put together by Guice.
public final class Wiring {
  private final Injector injector;

  private Wiring(Injector injector) {
    this.injector = injector;
  }

  /// Puts the parts together.
  ///
  /// @param plugins a folder with jars of further optimizers, empty for none
  /// @param listeners what watches every training
  /// @throws IllegalArgumentException if there are no plug-ins in the folder
  /// @throws IllegalStateException if parts contradict each other, such as two optimizers of one
  ///   name
  public static Wiring of(Optional<Path> plugins, List<TrainingListener> listeners) {
    try {
      return new Wiring(
          Guice.createInjector(
              Stage.PRODUCTION,
              new StrictModule(),
              plugins.map(OptimModule::new).orElseGet(OptimModule::new),
              new DataModule(),
              new IoModule(),
              new TrainingModule(),
              new ListenersModule(listeners)));
    } catch (CreationException e) {
      throw unwrapped(e, e.getErrorMessages());
    } catch (ProvisionException e) {
      throw unwrapped(e, e.getErrorMessages());
    }
  }

  /// Returns the optimizers that were found.
  public OptimizerRegistry optimizers() {
    return injector.getInstance(OptimizerRegistry.class);
  }

  /// Returns what makes trainers.
  Trainers trainers() {
    return injector.getInstance(Trainers.class);
  }

  /// Returns what a part had to say, without what Guice says around it.
  private static RuntimeException unwrapped(RuntimeException e, Collection<Message> messages) {
    for (Message message : messages) {
      if (message.getCause() instanceof RuntimeException cause) {
        return cause;
      }
    }
    return e;
  }

  private static final class ListenersModule extends AbstractModule {
    private final List<TrainingListener> listeners;

    ListenersModule(List<TrainingListener> listeners) {
      this.listeners = listeners;
    }

    @Override
    protected void configure() {
      Multibinder<TrainingListener> binder =
          Multibinder.newSetBinder(binder(), TrainingListener.class);
      listeners.forEach(listener -> binder.addBinding().toInstance(listener));
    }
  }
}
