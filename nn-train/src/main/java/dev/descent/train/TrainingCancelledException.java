package dev.descent.train;

import java.util.concurrent.CancellationException;

/// Training was ended from outside before it was done.
public final class TrainingCancelledException extends CancellationException {
  private static final long serialVersionUID = 1L;

  /// Says how far training had come.
  TrainingCancelledException(int epoch, int epochs, long step) {
    super("training was stopped in epoch %d of %d after %d steps".formatted(epoch, epochs, step));
  }
}
