package dev.descent.train;

import dev.descent.runtime.KernelReport;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the log says when the first training of a JVM starts: which kernels compute.
final class KernelNotice {
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private KernelNotice() {}

  /// Says it, unless this JVM's log has it.
  static void once() {
    if (!SAID.getAndSet(true)) {
      say(
          LoggerFactory.getLogger(Trainer.class),
          KernelReport.description(),
          System.getProperty("descent.kernel"));
    }
  }

  /// Says it: as a warning where the slow kernels run and nobody asked for them.
  ///
  /// @param wanted the value of the property that forces kernels, null if it is not set
  static void say(Logger log, String description, @Nullable String wanted) {
    if (description.startsWith("scalar") && !"scalar".equals(wanted)) {
      log.warn("training runs on {}", description);
    } else {
      log.info("training runs on {}", description);
    }
  }
}
