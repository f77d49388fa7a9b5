import org.jspecify.annotations.NullMarked;

/// The trainer, metrics, listeners, the run directory, and the Guice modules that wire them.
@NullMarked
module dev.descent.train {
  requires transitive com.google.guice;
  requires transitive dev.descent.data;
  requires transitive dev.descent.io;
  requires transitive dev.descent.optim;
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires jakarta.inject;
  requires org.slf4j;
  requires xchart;
  requires static transitive org.jspecify;
}
