package dev.descent.train;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// One step of a training, in a flight recording: from asking for the batch to the updated weights.
@Name("dev.descent.Step")
@Label("Training Step")
@Category("Descent")
@Description("Batch, loss, gradient and update of the weights")
@StackTrace(false)
final class StepEvent extends Event {
  @Label("Step")
  @Description("The number of the step in the training, from 0")
  long step;

  @Label("Epoch")
  int epoch;

  @Label("Samples")
  int samples;

  @Label("Loss")
  float loss;

  @Label("FLOPs")
  @Description("Useful floating-point operations of loss and gradient")
  long flops;
}
