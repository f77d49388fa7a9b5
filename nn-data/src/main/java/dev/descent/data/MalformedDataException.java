package dev.descent.data;

import java.io.IOException;

/// A data file is not what was said about it. The message has the file, the line or byte, the
/// column and the value.
public final class MalformedDataException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedDataException(String message) {
    super(message);
  }

  MalformedDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
