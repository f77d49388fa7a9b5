package dev.descent.optim.engine;

import dev.descent.kernel.SliceNorms;
import dev.descent.parallel.Team;
import org.jspecify.annotations.Nullable;

/// Takes a step's gradient in: looks whether it is finite, lets the transforms change it, clips it.
/// What that changes in the transforms' state is undone or committed with the step.
final class Intake {
  private final Context context;
  private final Part[] parts;
  private final Part[] transforms;
  private final NonFinite policy;
  private final double clip;
  private final Numbers numbers;
  private @Nullable SliceNorms norms; // of the gradient; null until somebody asks
  private int zeroed;
  private int saved;
  private float range;
  private float scaled;

  Intake(
      Context context,
      Part[] parts,
      Part[] transforms,
      NonFinite policy,
      double clip,
      Numbers numbers) {
    this.context = context;
    this.parts = parts;
    this.transforms = transforms;
    this.policy = policy;
    this.clip = clip;
    this.numbers = numbers;
    if (policy.zeroNans()) {
      numbers.declare(Numbers.Name.ZEROED_NANS, 0);
    }
  }

  /// Starts anew: other parameters are trained.
  void replan() {
    norms = null;
  }

  private SliceNorms norms() {
    SliceNorms found = norms;
    if (found == null) {
      found = norms(context.team, parts);
      norms = found;
    }
    return found;
  }

  private static SliceNorms norms(Team team, Part[] parts) {
    int slices = 0;
    for (Part part : parts) {
      for (Param param : part.params) {
        slices = Math.max(slices, param.slice + 1);
      }
    }
    int[] starts = new int[slices]; // what is not trained is left empty
    int[] ends = new int[slices];
    for (Part part : parts) {
      Plan plan = part.plan();
      for (int i = 0; i < plan.parameters(); i++) {
        Param param = plan.param(i);
        starts[param.slice] = param.offset;
        ends[param.slice] = param.end;
      }
    }
    return new SliceNorms(team, starts, ends);
  }

  /// Returns whether norms of the gradient that makes a step are of use.
  boolean wantsNorms() {
    return clips() && transforms.length == 0;
  }

  private boolean clips() {
    return clip < Double.POSITIVE_INFINITY;
  }

  /// Returns what nothing in the gradient that the rules will see exceeds, before and after
  /// scaling.
  float range() {
    return range;
  }

  /// Returns what nothing in the gradient that the rules will see exceeds, after scaling.
  float scaled() {
    return scaled;
  }

  /// Returns what is wrong with the gradient as it is given, empty if nothing is.
  ///
  /// @param sums whether sums of squares are wanted as well
  String look(boolean sums) {
    zeroed = 0;
    range = largest(sums);
    if (Float.isNaN(range) && policy.zeroNans()) {
      zeroed = context.zeroNans(parts);
      range = largest(sums);
    }
    return range <= Float.MAX_VALUE ? "" : Culprit.gradient(parts, context.values);
  }

  /// Transforms and clips; returns what went wrong, after which nothing has changed.
  ///
  /// @param weights the weights before the step
  /// @param scale the factor that the gradient comes with
  String take(float[] weights, double scale) {
    double factor = scale;
    saved = 0;
    if (transforms.length > 0) {
      context.copyGradient((float) factor);
      context.factor = 1;
      factor = 1;
      String problem = transform(weights);
      if (!problem.isEmpty()) {
        undo();
        return problem;
      }
    }
    if (clips()) {
      double norm = Math.sqrt(sumSquares()) * Math.abs(factor);
      factor = norm > clip ? factor * (clip / norm) : factor;
    }
    context.factor = (float) factor;
    scaled = range * Math.abs(context.factor);
    range = Math.max(range, scaled);
    if (range <= Float.MAX_VALUE && !Double.isNaN(factor)) {
      return "";
    }
    undo();
    return "gradient scale must keep the gradient finite, was " + factor;
  }

  private String transform(float[] weights) {
    try {
      for (Part part : transforms) {
        part.saveNumbers();
        part.start(weights);
        part.save(context);
        saved++;
        part.begin();
        part.sweep().transform();
        if (!(part.stateRange() <= Float.MAX_VALUE)) {
          return Culprit.result(transforms, weights);
        }
      }
    } catch (RuntimeException | Error e) {
      undo();
      throw e;
    }
    range = largest(clips());
    return range <= Float.MAX_VALUE
        ? Culprit.scalar(transforms)
        : "transformed " + Culprit.gradient(parts, context.values);
  }

  private float largest(boolean sums) {
    float[] largest = context.largest(norms(), sums);
    float max = 0;
    for (Part part : parts) {
      Plan plan = part.plan();
      for (int i = 0; i < plan.parameters(); i++) {
        max = Math.max(max, largest[plan.param(i).slice]);
      }
    }
    return max;
  }

  private double sumSquares() {
    double sum = 0;
    for (Part part : parts) {
      for (int i = 0; i < part.plan().parameters(); i++) {
        sum += context.sumSquares(part.plan().param(i));
      }
    }
    return sum;
  }

  /// Takes back what the transforms did to their state.
  void undo() {
    for (int i = 0; i < saved; i++) {
      transforms[i].undo(context);
      transforms[i].undoNumbers();
    }
    saved = 0;
  }

  void commit() {
    for (Part part : transforms) {
      part.commit();
    }
    countZeroed();
  }

  /// Counts the NaNs of a gradient that is used.
  void countZeroed() {
    if (zeroed > 0) {
      numbers.add(Numbers.Name.ZEROED_NANS, zeroed);
      zeroed = 0;
    }
  }
}
