package dev.descent.runtime;

import dev.descent.kernel.Kernels;

/// What an application can tell its user about the kernels that compute in this JVM.
///
/// The system property `-Ddescent.kernel=scalar` or `=vector` forces one kind. Without it the
/// vector kernels run where the Vector API is loaded (`--add-modules jdk.incubator.vector`; on the
/// module path it always is) and the processor has a fused multiply-add. The choice never changes a
/// result.
public final class KernelReport {
  private KernelReport() {}

  /// Returns one line that names the kernels and their width and, if they are the slow ones, why
  /// and the flag that helps, such as `vector kernels, 256 bit`.
  ///
  /// @throws IllegalStateException if the property forces kernels that this JVM cannot run
  public static String description() {
    return Kernels.description();
  }
}
