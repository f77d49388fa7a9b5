import org.jspecify.annotations.NullMarked;

/// Weights in files that other frameworks read as well.
@NullMarked
module dev.descent.io {
  requires transitive dev.descent.core;
  requires com.fasterxml.jackson.core;
  requires static transitive org.jspecify;

  exports dev.descent.io;

  uses dev.descent.io.spi.WeightFormat;

  provides dev.descent.io.spi.WeightFormat with
      dev.descent.io.Safetensors;
}
