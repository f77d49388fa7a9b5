package dev.descent.optim.engine;

import dev.descent.kernel.Descent;
import dev.descent.kernel.Sums;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Total;
import dev.descent.random.Keys;
import java.util.Arrays;

/// The block that a rule is handed; one object for each chunk of work, set to stretch after
/// stretch.
final class Stretch implements Block {
  private final Context context;
  private final Plan plan;
  private Link link;
  private Run run;
  private Param param;
  private float[] step = {};
  private boolean weights;
  private float decay;
  private int from;
  private int to;
  private int real;
  private int parameter; // among the part's parameters of this step, -1 for several
  private int scalarOf; // among all the part's parameters
  private int piece;
  private boolean all; // of the plan, across padding
  private float largest; // magnitude of what descend has left in the step; -1 if nobody looked
  private int descents;
  private float rate; // of the last
  private boolean handed; // the rule has the step and may write to it
  private boolean blind; // nobody asks what descend has left

  Stretch(Context context, Plan plan, Link link) {
    this.context = context;
    this.plan = plan;
    this.link = link;
    this.run = plan.runs[0];
    this.param = run.first;
  }

  /// Sets the place: `real` is the end without padding, `piece` where totals are added.
  void at(Run run, Param param, int from, int real, int to, int piece, int parameter, int scalar) {
    this.run = run;
    this.param = param;
    this.from = from;
    this.real = real;
    this.to = to;
    this.piece = piece;
    this.parameter = parameter;
    this.scalarOf = scalar;
    all = false;
  }

  /// Sets the place to all of the plan: rules with numbers of each parameter cut it in runs, and so
  /// does the padding after a group.
  void atAll() {
    Run start = plan.runs[0];
    int end = plan.runs[plan.runs.length - 1].to;
    at(start, start.first, start.from, end, end, 0, -1, 0);
    all = true;
  }

  /// Sets the end of a place that stays.
  void to(int to) {
    this.to = to;
  }

  /// Sets who looks at it. A reference that is there already is not written: that has a price with
  /// most garbage collectors.
  @SuppressWarnings("ReferenceEquality") // the very object
  void as(Link link, float[] step, float decay, boolean weights) {
    if (this.link != link) {
      this.link = link;
    }
    if (this.step != step) {
      this.step = step;
    }
    this.decay = decay;
    this.weights = weights;
    largest = -1;
    descents = 0;
    handed = false;
  }

  /// Says whether nobody will ask for [#largest].
  void blind(boolean next) {
    blind = next;
  }

  /// Returns the rate of [#descend] if that is all that a rule has done to the step, else NaN.
  float descended() {
    return descents == 1 && !handed ? rate : Float.NaN;
  }

  /// Returns the largest magnitude in the step, NaN if there is a NaN; −1 if that is not known: a
  /// rule that was handed the step may have written to it after [#descend].
  float largest() {
    return handed ? -1 : largest;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public long t() {
    return run.debias(link).t();
  }

  @Override
  public int sweep() {
    return link.sweep;
  }

  @Override
  public float[] weights() {
    if (!weights) {
      throw new IllegalStateException(
          "%s uses weights() and must declare Need.WEIGHTS".formatted(link.name));
    }
    return context.weights;
  }

  @Override
  public float[] gradient() {
    return context.values;
  }

  @Override
  public float scale() {
    return context.factor;
  }

  @Override
  public float[] step() {
    handed = true;
    return step;
  }

  @Override
  public void descend(float by) {
    descents++;
    rate = by;
    if (blind) {
      Descent.unseen(step, context.values, from, to, by, context.factor, decay);
      return;
    }
    float max = Descent.step(step, context.values, from, to, by, context.factor, decay);
    // What is large may be padding, which callers need not have cleared in their gradients.
    largest = to == real || max <= Ranges.MODERATE ? max : -1;
  }

  @Override
  public float[] slot(Slot slot) {
    return param.array(link.index, slot);
  }

  @Override
  public float decay() {
    return decay;
  }

  @Override
  public double debias(double beta) {
    return run.debias(link).get(beta);
  }

  @Override
  public double get(Scalar scalar) {
    int index = link.scalar(scalar, false);
    return link.get(index, link.scalars.get(index).perParameter() ? scalarOf : 0);
  }

  @Override
  public double total(Total total) {
    int index = link.total(total);
    return link.totals.get(index).perParameter()
        ? link.parameterTotals[parameter * link.totals.size() + index]
        : link.groupTotals[index];
  }

  @Override
  public void add(Total total, double part) {
    link.partials[piece * link.totals.size() + link.total(total)] += part;
  }

  @Override
  public double dot(float[] a, float[] b) {
    if (!all) {
      return Dots.dot(a, from, b, from, real - from);
    }
    double sum = 0;
    for (int r = 0, next; r < plan.runs.length; r = next) {
      next = plan.next(r);
      int start = plan.runs[r].from;
      sum += Dots.dot(a, start, b, start, plan.runs[next - 1].to - start);
    }
    return sum;
  }

  @Override
  public double sumAbs(float[] a) {
    if (!all) {
      return Sums.sumAbs(a, from, real);
    }
    double sum = 0;
    for (int r = 0, next; r < plan.runs.length; r = next) {
      next = plan.next(r);
      sum += Sums.sumAbs(a, plan.runs[r].from, plan.runs[next - 1].to);
    }
    return sum;
  }

  @Override
  public void normal(long seed, float[] into) {
    int last = all ? plan.parameters() : run.index + run.count;
    for (int p = run.index; p < last; p++) {
      Param one = plan.param(p);
      int start = Math.max(from, one.offset);
      int end = Math.min(real, one.end);
      if (start < end) {
        long key = one.key(seed, t());
        for (int i = start; i < end; i++) {
          into[i] = (float) Keys.normal(key, i - one.offset);
        }
      }
    }
    Arrays.fill(into, real, to, 0);
  }
}
