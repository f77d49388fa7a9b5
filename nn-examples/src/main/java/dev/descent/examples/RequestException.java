package dev.descent.examples;

/// A request asks for something that there is not. Nothing has been done.
public final class RequestException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  RequestException(String message) {
    super(message);
  }

  RequestException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
