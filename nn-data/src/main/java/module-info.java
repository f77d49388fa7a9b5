import org.jspecify.annotations.NullMarked;

/// Data sources, pipelines over them, and transforms that are fitted on training data.
@NullMarked
module dev.descent.data {
  requires transitive dev.descent.core;
  requires de.siegmar.fastcsv;
  requires static transitive org.jspecify;

  exports dev.descent.data;
}
