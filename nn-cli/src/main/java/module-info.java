import org.jspecify.annotations.NullMarked;

/// The `nn` command.
@NullMarked
module dev.descent.cli {
  requires ch.qos.logback.classic;
  requires dev.descent.examples;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires org.slf4j;
  requires static org.jspecify;

  opens dev.descent.cli to
      info.picocli;
}
