package dev.descent.cli;

import dev.descent.train.Cancellation;
import java.io.PrintWriter;
import java.io.StringWriter;

/// Runs `nn` and keeps what it prints.
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /// Runs a command and returns its exit code.
  int nn(String... arguments) {
    return new Nn(new PrintWriter(out, true), new PrintWriter(err, true), new Cancellation())
        .run(arguments);
  }

  /// Returns standard output since the last [#clear].
  String out() {
    return out.toString();
  }

  /// Returns all of standard error.
  String err() {
    return err.toString();
  }

  /// Forgets standard output.
  void clear() {
    out.getBuffer().setLength(0);
  }
}
