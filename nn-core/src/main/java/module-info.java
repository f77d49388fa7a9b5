import org.jspecify.annotations.NullMarked;

/// Tensors, graphs of operations and their derivatives, programs that run them, layers and losses,
/// and the interfaces that optimizers, data sources and file formats plug into.
@NullMarked
module dev.descent.core {
  requires jdk.incubator.vector;
  requires jdk.jfr;
  requires static transitive org.jspecify;

  exports dev.descent.autodiff;
  exports dev.descent.data.spi;
  exports dev.descent.io.spi;
  exports dev.descent.layer;
  exports dev.descent.loss;
  exports dev.descent.lowering;
  exports dev.descent.math;
  exports dev.descent.optim.engine;
  exports dev.descent.optim.spi;
  exports dev.descent.parallel;
  exports dev.descent.program;
  exports dev.descent.random;
  exports dev.descent.runtime;
  exports dev.descent.tensor;

  uses dev.descent.optim.spi.OptimizerConfig;
}
