package dev.descent.train.run;

import java.nio.file.Path;

/// A run would write into a folder that has something in it, and nobody said that it may.
public final class RunExistsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  RunExistsException(Path path) {
    super(
        "run directory %s must be new or empty, was in use: name another one, or allow overwriting"
            .formatted(path));
  }
}
