package dev.descent.kernel;

/// The choice between scalar and vector kernels, made once when the first kernel runs.
///
/// Both compute the same bits. Classes that use `jdk.incubator.vector` are loaded only where
/// [#VECTOR] is true.
public final class Kernels {
  private static final KernelChoice CHOICE = KernelChoice.current().orThrow();

  /// Whether the kernels written with the Vector API are used.
  public static final boolean VECTOR = CHOICE.vector();

  /// Whether `-Ddescent.kernel` forced the choice: then warm-up makes no exception from it, and
  /// size only where there are fewer numbers than fill a vector.
  public static final boolean FORCED = CHOICE.forced();

  private Kernels() {}

  /// Says in one line which kernels run and, if they are the slow ones, why and what helps.
  ///
  /// @throws IllegalStateException if `-Ddescent.kernel` forces kernels that this JVM cannot run
  public static String description() {
    return description(KernelChoice.current().orThrow(), VectorReadiness.givenUp());
  }

  // givenUp: why products stay in plain loops, empty if they do not
  static String description(KernelChoice choice, String givenUp) {
    if (!choice.vector()) {
      return "scalar kernels: " + choice.reason();
    }
    String vectors = "vector kernels, " + VectorWidth.bits() + " bit";
    return givenUp.isEmpty() ? vectors : vectors + ", but products in plain loops: " + givenUp;
  }
}
