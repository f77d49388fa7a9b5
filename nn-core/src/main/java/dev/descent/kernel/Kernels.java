package dev.descent.kernel;

/// The choice between scalar and vector kernels, made once when the first kernel runs.
///
/// Both compute the same bits. Classes that use `jdk.incubator.vector` are loaded only where
/// [#VECTOR] is true.
public final class Kernels {
  private static final KernelChoice CHOICE = KernelChoice.current().orThrow();

  /// Whether the kernels written with the Vector API are used.
  public static final boolean VECTOR = CHOICE.vector();

  /// Whether `-Ddescent.kernel` forced the choice: then neither size nor warm-up make exceptions
  /// from it.
  static final boolean FORCED = CHOICE.forced();

  private Kernels() {}

  /// Says in one line which kernels run and, if they are the slow ones, why and what helps.
  ///
  /// @throws IllegalStateException if `-Ddescent.kernel` forces kernels that this JVM cannot run
  public static String description() {
    KernelChoice choice = KernelChoice.current().orThrow();
    return choice.vector()
        ? "vector kernels, " + VectorWidth.bits() + " bit"
        : "scalar kernels: " + choice.reason();
  }
}
