import org.jspecify.annotations.NullMarked;

/// Examples that train on real data, each with a test that runs it small.
@NullMarked
module dev.descent.examples {
  requires transitive dev.descent.train;
  requires static transitive org.jspecify;

  exports dev.descent.examples;
}
