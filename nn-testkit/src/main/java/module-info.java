import org.jspecify.annotations.NullMarked;

/// Contract suites: what every implementation of a plug-in interface must do, as tests to inherit.
@NullMarked
module dev.descent.testkit {
  requires transitive dev.descent.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports dev.descent.testkit;

  uses dev.descent.optim.spi.OptimizerConfig;
}
