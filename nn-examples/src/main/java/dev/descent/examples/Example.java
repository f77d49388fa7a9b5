package dev.descent.examples;

import dev.descent.train.TrainingPlan;
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

  /// Returns what a step of its training would compute and what would be held in memory. Nothing is
  /// trained or written.
  ///
  /// @param request what the user asked for
  /// @throws IllegalStateException if the example does not use [Option#PLAN]
  /// @throws IOException if files cannot be read
  default TrainingPlan plan(Request request) throws IOException {
    throw new IllegalStateException(
        "example '%s' must use --plan to have one, it uses %s".formatted(name(), options()));
  }

  /// Runs it.
  ///
  /// @param request what the user asked for; options that this example does not use are not set
  /// @throws IOException if files cannot be read or written
  Outcome run(Request request) throws IOException;
}
