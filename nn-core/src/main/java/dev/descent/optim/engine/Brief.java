package dev.descent.optim.engine;

import dev.descent.kernel.Sums;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.program.Update;
import java.util.Arrays;

/// The step of a part that is one block of one elementwise rule without scalars and totals: the
/// calls that [Part], [Sweep] and [Stretch] make for it, in their order, and nothing else.
/// Everything that stays as long as the plan does is at hand.
final class Brief {
  /// With both within this, nothing that is moderate overflows.
  private static final float MODERATE_FACTOR = 0x1p40f;

  private final Context context;
  private final Part part;
  private final Link link;
  private final LinkStep step;
  private final Rule.Elementwise<OptimizerConfig> rule;
  final Param[] params;
  private final Run run;
  private final Stretch stretch;
  private final int from;
  private final int real;
  private float share;
  final Update update; // that a program can make in our stead
  final long until; // the step before which this holds

  /// @param rate what the rule descends by, NaN if it does anything else
  /// @param decay what it has taken away besides
  Brief(Context context, Part part, Plan plan, double rate, float decay) {
    this.context = context;
    this.part = part;
    link = part.links[0];
    step = part.step(0);
    rule = elementwise(link);
    params = new Param[plan.parameters()];
    for (int i = 0; i < params.length; i++) {
      params[i] = plan.param(i);
    }
    run = plan.runs[plan.run[0]]; // runs of nothing but empty parameters have no block
    from = plan.from[0];
    real = plan.real[0];
    until = plan.next;
    stretch = new Stretch(context, plan, link);
    stretch.at(run, run.first, from, real, plan.to[0], 0, plan.parameter[0], 0);
    update = plainest((float) rate, decay);
  }

  @SuppressWarnings("unchecked") // a config's rule takes that config
  static Rule.Elementwise<OptimizerConfig> elementwise(Link link) {
    return (Rule.Elementwise<OptimizerConfig>) (Rule<?>) link.rule;
  }

  /// Returns what an elementwise rule descends by, NaN if it does anything else.
  static double descent(Link link) {
    return elementwise(link).descent(link.config).orElse(Double.NaN);
  }

  private Update plainest(float rate, float decay) {
    boolean moderate = Math.abs(rate) <= MODERATE_FACTOR && Math.abs(decay) <= MODERATE_FACTOR;
    return moderate && !isApart(decay)
        ? new Update(from, real, rate, decay == 0 ? -0f : decay, Ranges.MODERATE)
        : Update.NONE;
  }

  /// Returns whether decay takes another pass or another vector.
  private boolean isApart(float decay) {
    return decay != 0 && (link.weights || !link.decaysItself);
  }

  /// Returns the largest magnitude in the gradient, NaN if there is a NaN.
  float gradientRange() {
    return Sums.maxAbs(context.values, from, real);
  }

  /// Lets the rule begin.
  void begin() {
    run.at(0, 1);
    link.sweep = 0;
    rule.begin(link.config, step);
    share = (float) rule.decay(link.config, step);
  }

  /// Returns what no weight exceeds after this step, see [Part#reach].
  double reach(double bound, double gradient, double slots) {
    return part.reach(bound, share, gradient, slots);
  }

  /// Updates, and returns the largest magnitude of what it wrote and anybody looked at.
  ///
  /// @param reached whether the rule's promise spares the look at the weights
  float update(boolean reached) {
    if (isApart(share)) {
      return part.sweep(share).step(true, reached);
    }
    int to = part.sweep().end();
    stretch.to(to);
    stretch.as(link, context.weights, share == 0 ? -0f : share, link.weights);
    rule.update(link.config, stretch);
    if (rule.end(link.config, step)) {
      throw part.sweep().unasked(link);
    }
    if (to > real) {
      Arrays.fill(context.weights, real, to, 0);
    }
    if (reached) {
      return 0;
    }
    float written = stretch.largest();
    return written < 0
        ? run.first.range(context.weights, from, real, !link.weights)
        : Math.max(written, run.first.slotRange(from, real, !link.weights));
  }

  void commit() {
    for (Param param : params) {
      param.t++;
    }
  }
}
