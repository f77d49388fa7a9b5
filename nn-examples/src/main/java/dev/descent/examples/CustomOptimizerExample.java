package dev.descent.examples;

import dev.descent.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// An optimizer that somebody else wrote: found in a folder of jars, set up by name, trained with.
///
/// The optimizer is the project in `nn-examples/sign-momentum`. Nothing here knows its classes.
final class CustomOptimizerExample implements Example {
  static final String OPTIMIZER = "sign-momentum";
  private static final int EPOCHS = 30;

  @Override
  public String name() {
    return "custom-optimizer";
  }

  @Override
  public String summary() {
    return "trains the digits with an optimizer from a plug-in folder, sign-momentum if none is"
        + " named";
  }

  @Override
  public Set<Option> options() {
    return EnumSet.allOf(Option.class);
  }

  @Override
  public TrainingPlan plan(Request request) throws IOException {
    return DigitsExample.plan(completed(request), EPOCHS);
  }

  @Override
  public Outcome run(Request request) throws IOException {
    return DigitsExample.run(this, completed(request), EPOCHS);
  }

  private static Request completed(Request request) {
    if (request.plugins().isEmpty()) {
      request.plugins(sample(request.home()));
    }
    if (request.optimizer().isEmpty() && request.optimizerFile().isEmpty()) {
      request.optimizer(OPTIMIZER);
    }
    return request;
  }

  /// Returns the folder in which the build leaves the sample's jar.
  static Path sample(Path home) {
    return home.resolve("nn-examples").resolve("sign-momentum").resolve("target");
  }
}
