package dev.descent.train.inject;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.descent.data.spi.Source;
import java.util.Set;

/// Binds [Sources], the data of an application by name: it adds them with
/// `Multibinder.newSetBinder(binder(), Source.class)`.
public final class DataModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), Source.class);
  }

  @Provides
  @Singleton
  Sources sources(Set<Source> added) {
    return new Sources(added);
  }
}
