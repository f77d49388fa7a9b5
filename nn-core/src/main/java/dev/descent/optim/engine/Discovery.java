package dev.descent.optim.engine;

import dev.descent.optim.spi.HyperParameter;
import dev.descent.optim.spi.OptimizerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds configs that are declared as services.
final class Discovery {
  private Discovery() {}

  static List<OptimizerEntry> installed() {
    return load(
        ServiceLoader.load(OptimizerConfig.class, OptimizerConfig.class.getClassLoader()), null);
  }

  /// Returns what the jars of a directory add.
  static List<OptimizerEntry> directory(Path plugins) {
    URL[] jars;
    try (Stream<Path> files = Files.isDirectory(plugins) ? Files.list(plugins) : Stream.empty()) {
      jars =
          files
              .filter(f -> f.toString().endsWith(".jar"))
              .sorted()
              .map(Discovery::url)
              .toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (jars.length == 0) {
      throw new IllegalArgumentException(
          "plug-in directory must exist and hold a jar, was '%s'".formatted(plugins));
    }
    URLClassLoader loader =
        new URLClassLoader("plugins", jars, OptimizerConfig.class.getClassLoader());
    List<OptimizerEntry> found = load(ServiceLoader.load(OptimizerConfig.class, loader), loader);
    for (OptimizerEntry entry : found) {
      requireOneJar(loader, entry.className());
    }
    return found;
  }

  /// Two versions of a plug-in side by side would otherwise be one or the other by chance.
  private static void requireOneJar(URLClassLoader loader, String name) {
    try {
      List<String> jars =
          Collections.list(loader.findResources(name.replace('.', '/') + ".class")).stream()
              .map(url -> url.getPath().replaceFirst("!.*", "").replaceFirst(".*/", ""))
              .sorted()
              .toList();
      if (jars.size() > 1) {
        throw new IllegalStateException(
            "class %s must be in one plug-in jar, is in %s".formatted(name, jars));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<OptimizerEntry> load(
      ServiceLoader<OptimizerConfig> services, @Nullable ClassLoader only) {
    List<OptimizerEntry> entries = new ArrayList<>();
    try {
      services.stream()
          .filter(service -> only == null || only.equals(service.type().getClassLoader()))
          .forEach(
              service -> entries.add(new OptimizerEntry(service.get(), origin(service.type()))));
    } catch (ServiceConfigurationError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "an optimizer plug-in cannot be loaded: %s: %s".formatted(e.getMessage(), cause), e);
    }
    return entries;
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String origin(Class<?> type) {
    if (type.getModule().isNamed()) {
      return "module " + type.getModule().getName();
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? "unknown"
        : Path.of(java.net.URI.create(source.getLocation().toString())).toString();
  }

  /// Checks what the compiler cannot: that the config is a public record whose sheet names its
  /// components.
  ///
  /// @throws IllegalStateException if not
  static void requireUsable(OptimizerConfig config) {
    ConfigRecord record;
    try {
      record = ConfigRecord.of(config);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    List<String> declared =
        config.hyperParameters().list().stream().map(HyperParameter::name).toList();
    if (!declared.equals(record.names())) {
      throw new IllegalStateException(
          "config %s must declare its components %s as hyper-parameters, declares %s"
              .formatted(config.getClass().getName(), record.names(), declared));
    }
  }
}
