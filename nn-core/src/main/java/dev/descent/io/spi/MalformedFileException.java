package dev.descent.io.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file is not what its format demands. It says where and what, so that the file can be mended.
public final class MalformedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path path;
  private final @Nullable String tensor;
  private final long offset;
  private final String expected;
  private final String actual;

  /// Makes the exception; its message has all of the arguments that say something.
  ///
  /// @param path the file
  /// @param tensor the tensor that is wrong, null if it is the file as a whole
  /// @param offset the index of the byte where it goes wrong, −1 if there is no one place
  /// @param expected the rule, such as `must have at most 100000000 bytes of header`
  /// @param actual what the file has instead
  public MalformedFileException(
      Path path, @Nullable String tensor, long offset, String expected, String actual) {
    super(
        path
            + (tensor == null ? "" : ", tensor '" + tensor + "'")
            + (offset < 0 ? "" : ", byte " + offset)
            + ": "
            + expected
            + ", was "
            + actual);
    this.path = path;
    this.tensor = tensor;
    this.offset = offset;
    this.expected = expected;
    this.actual = actual;
  }

  /// Returns the file.
  public Path path() {
    return path;
  }

  /// Returns the name of the tensor that is wrong, empty if it is the file as a whole.
  public Optional<String> tensor() {
    return Optional.ofNullable(tensor);
  }

  /// Returns the index of the byte where the file goes wrong, −1 if there is no one place.
  public long offset() {
    return offset;
  }

  /// Returns the rule that the file breaks.
  public String expected() {
    return expected;
  }

  /// Returns what the file has instead.
  public String actual() {
    return actual;
  }
}
