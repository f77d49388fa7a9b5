import org.jspecify.annotations.NullMarked;

/// Optimizers, gradient transforms and schedules.
@NullMarked
module dev.descent.optim {
  requires transitive dev.descent.core;
  requires static transitive org.jspecify;

  exports dev.descent.optim;
}
