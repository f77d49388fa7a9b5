package dev.descent.kernel;

import org.jspecify.annotations.Nullable;

/// Which kernels a JVM with certain properties uses, and why.
///
/// @param vector whether the kernels written with the Vector API run
/// @param forced whether the system property `descent.kernel` decided
/// @param reason why the vector kernels do not run and what helps, empty if they do
/// @param refusal why the forced kernels cannot run, empty if they can
record KernelChoice(boolean vector, boolean forced, String reason, String refusal) {
  static final String PROPERTY = "descent.kernel";
  private static final String FLAG = "--add-modules jdk.incubator.vector";

  /// Decides.
  ///
  /// @param wanted the value of the property, null if it is not set
  /// @param module whether the module of the Vector API is in the boot layer
  /// @param fma whether the processor has a fused multiply-add
  /// @param compiler the JVM's `java.vm.info`: the Vector API needs the optimizing compiler
  static KernelChoice decide(
      @Nullable String wanted, boolean module, boolean fma, String compiler) {
    String reason = "";
    if (!module) {
      reason = "the Vector API is not loaded: start java with " + FLAG;
    } else if (!fma) {
      reason = "the processor (or the JVM's -XX:UseAVX, -XX:UseFMA) offers no fused multiply-add";
    } else if (compiler.contains("interpreted") || compiler.contains("emulated-client")) {
      reason =
          "the JVM runs without its optimizing compiler: leave out -Xint, -XX:TieredStopAtLevel";
    }
    if (wanted == null) {
      return new KernelChoice(reason.isEmpty(), false, reason, "");
    }
    return switch (wanted) {
      case "scalar" -> new KernelChoice(false, true, "-D" + PROPERTY + "=scalar forces it", "");
      case "vector" ->
          module && fma
              ? new KernelChoice(true, true, "", "")
              : new KernelChoice(
                  false, true, reason, "-D" + PROPERTY + "=vector cannot be had: " + reason);
      default ->
          new KernelChoice(
              false, true, reason, "-D" + PROPERTY + " must be scalar or vector, was " + wanted);
    };
  }

  /// Decides for this JVM.
  static KernelChoice current() {
    return decide(
        System.getProperty(PROPERTY),
        hasVectorApi(),
        Fma.HARDWARE,
        System.getProperty("java.vm.info", ""));
  }

  private static boolean hasVectorApi() {
    for (Module module : ModuleLayer.boot().modules()) { // findModule would start streams
      if ("jdk.incubator.vector".equals(module.getName())) {
        return true;
      }
    }
    return false;
  }

  /// Returns this choice, unless it was forced and cannot be had.
  ///
  /// @throws IllegalStateException with the refusal
  KernelChoice orThrow() {
    if (!refusal.isEmpty()) {
      throw new IllegalStateException(refusal);
    }
    return this;
  }
}
