package dev.descent.program;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// One node of one step, in a flight recording of a profiled program.
@Name("dev.descent.Operation")
@Label("Operation")
@Category("Descent")
@Description("A node of a program: a kernel or a chain of kernels")
@StackTrace(false)
final class OperationEvent extends Event {
  @Label("Step")
  @Description("The number of the step in the training, from 0")
  long step;

  @Label("Operation")
  String operation = "";

  @Label("Layer")
  @Description("The path of the layer")
  String layer = "";

  @Label("Result")
  @Description("The type and shape of the result")
  String result = "";

  @Label("FLOPs")
  @Description("Useful floating-point operations")
  long flops;

  @Label("Bytes")
  @Description("Bytes of the arrays that are read and written")
  @DataAmount
  long bytes;
}
