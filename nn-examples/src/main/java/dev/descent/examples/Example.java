package dev.descent.examples;

import java.io.IOException;
import java.util.Set;

/// Something that can be run by name and trains.
public interface Example {
  /// Returns the name, lower-case words joined by hyphens.
  String name();

  /// Returns what it shows, in a line.
  String summary();

  /// Returns the options that it uses.
  Set<Option> options();

  /// Runs it.
  ///
  /// @param request what the user asked for; options that this example does not use are not set
  /// @throws IOException if files cannot be read or written
  Outcome run(Request request) throws IOException;
}
