package dev.descent.optim;

/// What [Mars] does with the corrected gradient.
public enum MarsKind {
  /// Steps as [AdamW].
  ADAMW,
  /// Steps by the sign of the mean, as Lion.
  LION
}
