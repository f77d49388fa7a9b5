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
  requires transitive jakarta.inject;
  requires java.desktop;
  requires jdk.jfr;
  requires org.slf4j;
  requires org.yaml.snakeyaml;
  requires xchart;
  requires static transitive org.jspecify;

  exports dev.descent.train;
  exports dev.descent.train.inject;
  exports dev.descent.train.metric;
  exports dev.descent.train.run;

  uses dev.descent.io.spi.WeightFormat;

  opens dev.descent.train.inject to
      com.google.guice;
}
