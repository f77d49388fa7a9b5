package dev.descent.train.inject;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.OptimizerConfig;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Binds [OptimizerRegistry]: the optimizers that ServiceLoader finds, also in a folder of
/// plug-ins, and those that the application adds, or puts in the place of one of the same name,
/// with `Multibinder.newSetBinder(binder(), OptimizerConfig.class)`.
public final class OptimModule extends AbstractModule {
  private final @Nullable Path plugins;

  /// Makes the module for what the class path and the module path offer.
  public OptimModule() {
    this.plugins = null;
  }

  /// Makes the module with a folder of jars besides.
  public OptimModule(Path plugins) {
    this.plugins = plugins;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), OptimizerConfig.class);
  }

  @Provides
  @Singleton
  OptimizerRegistry optimizers(Set<OptimizerConfig> added) {
    OptimizerRegistry found =
        plugins == null ? OptimizerRegistry.discover() : OptimizerRegistry.discover(plugins);
    OptimizerRegistry all = found.with(added);
    LoggerFactory.getLogger(OptimModule.class).debug("optimizers found: {}", all.names());
    return all;
  }
}
