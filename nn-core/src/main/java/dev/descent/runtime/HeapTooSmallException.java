package dev.descent.runtime;

/// Something that the heap of this JVM cannot hold; nothing of it has been allocated.
public final class HeapTooSmallException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final String flag;

  HeapTooSmallException(String message, String flag) {
    super(message);
    this.flag = flag;
  }

  /// Returns the flag of the JVM that gives enough, such as `-Xmx2048m`.
  public String flag() {
    return flag;
  }
}
