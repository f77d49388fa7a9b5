package dev.descent.program;

import java.util.Locale;

/// How a [Program] runs its plan. The results have the same bits.
public enum Execution {
  /// As a generated class, straight-line calls of kernels: the default.
  GENERATED,
  /// Node by node.
  INTERPRETED,
  /// Node by node, with a look at every result: the first NaN or infinity is an error that names
  /// the operation, the layer and the line of user code that made it.
  CHECKED,
  /// Node by node, with the time that each takes: [Program#profile], and events of a flight
  /// recording.
  PROFILED;

  /// The system property that chooses for models that do not: `generated`, `interpreter`, `checked`
  /// or `profiled`.
  public static final String PROPERTY = "descent.program";

  /// Returns what the system property [#PROPERTY] asks for, [#GENERATED] if it is not set.
  ///
  /// @throws IllegalArgumentException if the property has another value
  public static Execution preferred() {
    String value = System.getProperty(PROPERTY, "generated");
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "generated" -> GENERATED;
      case "interpreter" -> INTERPRETED;
      case "checked" -> CHECKED;
      case "profiled" -> PROFILED;
      default ->
          throw new IllegalArgumentException(
              "-D%s must be generated, interpreter, checked or profiled, was '%s'"
                  .formatted(PROPERTY, value));
    };
  }
}
