package dev.descent.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// How much the command says about itself.
final class Logging {
  private Logging() {}

  /// Shows everything of this project, and nothing more of others than before.
  static void verbose() {
    if (LoggerFactory.getLogger("dev.descent") instanceof Logger logger) {
      logger.setLevel(Level.DEBUG);
    }
  }
}
