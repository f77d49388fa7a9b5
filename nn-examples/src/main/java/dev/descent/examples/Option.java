package dev.descent.examples;

/// What a user may ask of an example. Each example says which options it uses; another one is an
/// error.
public enum Option {
  /// The number of passes over the training data.
  EPOCHS("--epochs"),
  /// The seed of everything that is random.
  SEED("--seed"),
  /// The number of threads.
  THREADS("--threads"),
  /// The run directory.
  OUT("--out"),
  /// Whether files of an earlier run may be replaced.
  OVERWRITE("--overwrite"),
  /// The optimizer, by name.
  OPTIMIZER("--optimizer"),
  /// The whole optimizer, in a file.
  OPTIMIZER_FILE("--optimizer-file"),
  /// Transforms of gradients.
  TRANSFORM("--transform"),
  /// Hyper-parameters of the optimizer.
  SET("--set"),
  /// A folder with further optimizers.
  PLUGINS("--plugins"),
  /// The plan of a step instead of a training.
  PLAN("--plan"),
  /// Where the time of steps goes.
  PROFILE("--profile");

  private final String flag;

  Option(String flag) {
    this.flag = flag;
  }

  /// Returns how it is written on the command line.
  public String flag() {
    return flag;
  }
}
