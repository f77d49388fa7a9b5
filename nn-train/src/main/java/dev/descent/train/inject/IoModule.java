package dev.descent.train.inject;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.descent.io.WeightFormats;
import dev.descent.io.spi.WeightFormat;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/// Binds [WeightFormats]: those that ServiceLoader finds, and those that the application adds with
/// `Multibinder.newSetBinder(binder(), WeightFormat.class)`.
public final class IoModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), WeightFormat.class);
  }

  @Provides
  @Singleton
  WeightFormats formats(Set<WeightFormat> added) {
    Stream<WeightFormat> found =
        ServiceLoader.load(WeightFormat.class).stream().map(ServiceLoader.Provider::get);
    return WeightFormats.of(Stream.concat(found, added.stream()));
  }
}
