package dev.descent.cli;

import dev.descent.examples.RequestException;
import dev.descent.optim.engine.NonFiniteException;
import dev.descent.optim.engine.UnknownOptimizerException;
import dev.descent.runtime.HeapTooSmallException;
import dev.descent.train.run.RunExistsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/// Turns what went wrong into one line and an exit code: that of usage where the command line asks
/// for something wrong, that of a failure for all that goes wrong in the run itself.
final class Failures {
  private Failures() {}

  static int report(Throwable problem, boolean verbose, PrintWriter err) {
    err.println("nn: " + message(problem));
    if (verbose) {
      problem.printStackTrace(err);
    }
    err.flush();
    return problem instanceof UsageException
            || problem instanceof RequestException
            || problem instanceof RunExistsException
        ? ExitCode.USAGE
        : ExitCode.FAILURE;
  }

  private static String message(Throwable problem) {
    if (problem instanceof NoSuchFileException missing) {
      return "no file '%s': check the name, relative ones begin at %s"
          .formatted(missing.getFile(), Path.of("").toAbsolutePath());
    }
    if (problem instanceof AccessDeniedException denied) {
      return "file '%s' must be readable, access was denied".formatted(denied.getFile());
    }
    if (problem instanceof OutOfMemoryError) {
      return "the heap must hold model and data, %d MiB were not enough: set NN_JAVA_OPTS=-Xmx8g or the like"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    String text = problem.getMessage();
    if (text == null || text.isBlank()) {
      return "%s without a message: run again with --verbose"
          .formatted(problem.getClass().getSimpleName());
    }
    String line = String.join(" ", text.lines().map(String::strip).toList());
    if (problem instanceof CancellationException) {
      return line + ": nothing was written, run it again for a result";
    }
    if (problem instanceof NonFiniteException) {
      return line
          + " (--set learningRate=VALUE; NN_JAVA_OPTS=-Ddescent.program=checked names the"
          + " operation, if it is one of the network)";
    }
    if (problem instanceof HeapTooSmallException heap) {
      return line + " (NN_JAVA_OPTS=%s)".formatted(heap.flag());
    }
    if (ofUnknownOptimizer(problem)) {
      return line + " (see nn optimizers)";
    }
    if (problem instanceof RunExistsException) {
      return line + " (--out, --overwrite)";
    }
    if (problem instanceof IOException
        || problem instanceof IllegalArgumentException
        || problem instanceof IllegalStateException
        || problem instanceof ArithmeticException
        || problem instanceof UsageException) {
      return line;
    }
    return "%s: %s".formatted(problem.getClass().getSimpleName(), line);
  }

  private static boolean ofUnknownOptimizer(Throwable problem) {
    for (Throwable one = problem; one != null; one = one.getCause()) {
      if (one instanceof UnknownOptimizerException) {
        return true;
      }
    }
    return false;
  }
}
