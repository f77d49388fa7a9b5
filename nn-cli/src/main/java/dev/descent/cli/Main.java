package dev.descent.cli;

import dev.descent.train.Cancellation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The entry point of the `nn` command.
public final class Main {
  private static final int PATIENCE_SECONDS = 5;

  private Main() {}

  /// Runs the command and ends the JVM with its exit code.
  ///
  /// Ctrl-C or a termination asks a running training to end; the JVM waits some seconds until it
  /// has and leaves with the code of a failure, in the middle of a step if that takes longer: files
  /// appear whole or not at all. A second signal changes nothing.
  public static void main(String[] args) {
    System.setProperty("guice_custom_class_loading", "CHILD");
    Cancellation cancellation = new Cancellation();
    CountDownLatch done = new CountDownLatch(1);
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    Thread hook = new Thread(() -> leave(cancellation, done, err), "nn-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    int code;
    try {
      code = new Nn(out, err, cancellation).run(args);
    } catch (Error e) {
      code = Failures.report(e, Arrays.asList(args).contains("--verbose"), err);
    }
    out.flush();
    err.flush();
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is leaving already: the hook ends it.
      return;
    }
    System.exit(code);
  }

  private static void leave(Cancellation cancellation, CountDownLatch done, PrintWriter err) {
    cancellation.cancel();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        err.println(
            "nn: the run must end within %d s of a signal, was still at work: it has no result"
                .formatted(PATIENCE_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.FAILURE);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
