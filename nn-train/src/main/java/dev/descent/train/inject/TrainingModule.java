package dev.descent.train.inject;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.descent.train.Trainers;
import dev.descent.train.TrainingListener;

/// Binds [Trainers]; an application adds listeners with `Multibinder.newSetBinder(binder(),
/// TrainingListener.class)`.
public final class TrainingModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), TrainingListener.class);
    bind(Trainers.class);
  }
}
