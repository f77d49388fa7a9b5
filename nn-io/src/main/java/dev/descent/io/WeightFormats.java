package dev.descent.io;

import dev.descent.io.spi.WeightFormat;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The weight formats that were found, by name and by file name.
public final class WeightFormats {
  private final Map<String, WeightFormat> byName = new TreeMap<>();
  private final Map<String, WeightFormat> byExtension = new TreeMap<>();

  private WeightFormats(Stream<WeightFormat> formats) {
    formats.forEach(format -> {
      put(byName, "named", format.name(), format);
      put(byExtension, "for files", "." + format.extension(), format);
    });
  }

  /// Returns the formats that [ServiceLoader] finds.
  ///
  /// @throws IllegalStateException if two have one name or extension
  public static WeightFormats found() {
    return of(ServiceLoader.load(WeightFormat.class).stream().map(ServiceLoader.Provider::get));
  }

  /// Returns the given formats.
  ///
  /// @throws IllegalStateException if two have one name or extension
  public static WeightFormats of(Stream<WeightFormat> formats) {
    return new WeightFormats(formats);
  }

  /// Returns the format of a name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names
  public WeightFormat named(String name) {
    WeightFormat format = byName.get(name);
    if (format == null) {
      throw new IllegalArgumentException(
          "no weight format named '%s'; found %s".formatted(name, byName.keySet()));
    }
    return format;
  }

  /// Returns the format of a file by the ending of its name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the endings
  public WeightFormat of(Path path) {
    String name = Objects.toString(path.getFileName(), "");
    return byExtension.entrySet().stream()
        .filter(entry -> name.endsWith(entry.getKey()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no weight format for '%s'; found %s".formatted(name, byExtension.keySet())))
        .getValue();
  }

  private static void put(
      Map<String, WeightFormat> formats, String what, String key, WeightFormat format) {
    WeightFormat other = formats.put(key, format);
    if (other != null) {
      String classes =
          Stream.of(other.getClass().getName(), format.getClass().getName())
              .sorted()
              .reduce((a, b) -> a + " and " + b)
              .orElseThrow();
      throw new IllegalStateException(
          "two weight formats %s '%s': %s; leave one out".formatted(what, key, classes));
    }
  }
}
