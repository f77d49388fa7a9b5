package dev.descent.optim.engine;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parameters that one chain of rules updates: those of a group, or those of it that went to a
/// fallback. One range of the layout. (Longer than most classes: all that the passes ask of a part
/// is found here once, when it is built.)
final class Part {
  /// Up to so many weights of a rule without slots are looked at in every step: that is about free.
  private static final int FEW = 16 * 1024;

  final String label;
  final LiveConfig live;
  final Link[] links; // the innermost first
  final List<Param> params;
  final int from;
  final int to; // padding included
  final int firstPool; // of the arrays of slots like the weights
  final int pools; // how many of them
  final boolean whole;
  final boolean fused; // one pass does everything
  final boolean transforms; // changes the gradient, no weight
  private final boolean stateless;
  final boolean numbers; // there are scalars
  private final boolean exact;
  private final boolean single;
  private final Context context;
  private final boolean unwatched; // but for the weights
  final boolean squares; // a slot gains them
  private final Sweep sweep;
  private final LinkStep[] steps;
  private int resolved; // the version of the config that the links have
  private int signs;
  private @Nullable Plan plan;
  private float share;
  private double rate; // of a rule that only descends, else NaN
  private @Nullable Brief brief; // if every step is one block of one plain rule

  Part(
      String label,
      LiveConfig live,
      Link[] links,
      List<Param> params,
      int firstPool,
      Context context) {
    this.label = label;
    this.live = live;
    this.links = links;
    this.params = params;
    from = params.getFirst().offset;
    to = params.getLast().room;
    this.firstPool = firstPool;
    boolean scalars = false;
    boolean totals = false;
    boolean own = false;
    boolean elementwise = true;
    boolean all = false;
    for (Link link : links) {
      link.allocate(params.size());
      scalars |= !link.scalars.isEmpty();
      totals |= !link.totals.isEmpty();
      own |= link.perParameter;
      elementwise &= link.rule instanceof Rule.Elementwise<?>;
      all |= link.rule instanceof Rule.WholeModel<?>;
    }
    whole = all;
    transforms = links[0].needs.contains(Need.GRADIENT);
    numbers = scalars;
    fused = elementwise && !totals;
    exact = totals || own || all;
    single = own;
    int most = 0;
    for (Param param : params) {
      most = Math.max(most, param.like());
    }
    pools = most;
    boolean none = true;
    boolean promised = fused && links.length == 1;
    boolean power = false;
    for (Param param : params) {
      none &= param.stateless();
      power |= param.gainsSquares();
      promised &= param.isUnwatched();
    }
    stateless = none;
    unwatched = promised;
    squares = power;
    signs = live.signs();
    resolved = live.version();
    this.context = context;
    sweep = new Sweep(this, context);
    steps = new LinkStep[links.length];
    for (int i = 0; i < links.length; i++) {
      steps[i] = new LinkStep(context, this, links[i]);
    }
  }

  /// Returns whether nothing is trained yet.
  boolean idle() {
    return plan().parameters() == 0;
  }

  Plan plan() {
    if (plan == null) {
      throw new IllegalStateException("no step of '" + label + "' is going on");
    }
    return plan;
  }

  Sweep sweep() {
    return sweep;
  }

  /// Returns the passes of a step whose decay is known.
  Sweep sweep(float decayed) {
    share = decayed;
    return sweep;
  }

  LinkStep step(int link) {
    return steps[link];
  }

  float share() {
    return share;
  }

  /// Makes ready for a step, or for a look after one: the configs, and the stretches if they have
  /// changed. Nothing is written that a later attempt would not write again.
  ///
  /// @param next 1 for a step; 0 to look at what the last one left
  void ready(long number, int next) {
    resolve(number);
    if (plan == null || number >= plan.next) {
      boolean only = unwatched && !links[0].weights; // else the promises of slots do not count
      plan = new Plan(params, exact, single, only, number);
      for (Link link : links) {
        boolean tensors = !(link.rule instanceof Rule.Elementwise<?>);
        link.plan(Math.max(plan.blocks, tensors ? plan.parameters() : 0), plan.parameters());
      }
      sweep.plan(plan);
    }
    for (Run run : plan.runs) {
      run.at(links[0].restarted, next);
    }
  }

  private void resolve(long number) {
    OptimizerConfig root = live.current();
    if (live.version() == resolved) {
      return;
    }
    boolean check = live.signs() != signs;
    for (Link link : links) {
      link.config = follow(root, link.route);
      if (check) {
        Declared.unchanged(link, params, number);
      }
    }
    signs = live.signs();
    resolved = live.version();
  }

  private static OptimizerConfig follow(OptimizerConfig root, String route) {
    OptimizerConfig at = root;
    for (int i = 0; i < route.length(); i++) {
      at = (route.charAt(i) == 'i' ? at.inner() : at.fallback()).orElseThrow();
    }
    return at;
  }

  /// Gives up the stretches: another set of parameters, or other update counts.
  void replan() {
    plan = null;
    brief = null;
    sweep.forget();
  }

  void begin() {
    if (idle()) {
      return;
    }
    for (int i = links.length - 1; i >= 0; i--) {
      links[i].sweep = 0;
      links[i].clearTotals();
      links[i].rule.begin(links[i].config, steps[i]);
    }
    share = (float) links[0].rule.decay(links[0].config, steps[0]);
    rate = brief == null && stateless && canBeBrief() ? Brief.descent(links[0]) : Double.NaN;
  }

  private boolean canBeBrief() {
    return fused && links.length == 1 && !numbers && plan().blocks == 1;
  }

  /// Returns what no weight exceeds after this step if none exceeds a bound before: what the rule
  /// promises, and decay. Infinite where nobody promises anything.
  ///
  /// @param decay its share
  /// @param gradient what no element of it exceeds, times its scale
  /// @param slots what no element of a slot exceeds after this step
  double reach(double bound, float decay, double gradient, double slots) {
    if (idle() || !unwatched || links[0].weights || (stateless && plan().elements <= FEW)) {
      return Double.POSITIVE_INFINITY;
    }
    double kept = decay >= 0 && decay <= 1 ? 1 : 1 + Math.abs(decay);
    double held = stateless ? 0 : slots;
    double reach = Brief.elementwise(links[0]).reach(links[0].config, gradient, held);
    return reach >= 0 ? (bound * kept + reach) * (1 + 0x1p-20) : Double.POSITIVE_INFINITY;
  }

  /// Returns the largest magnitude in the saved slots (and, if there are some, the weights).
  float stateRange() {
    return stateless ? 0 : sweep.range();
  }

  /// Returns the way of a step that is one block of one plain rule, whose parameters have all been
  /// updated before; null if there is none.
  @Nullable Brief brief() {
    return brief;
  }

  /// Fills the slots that start as the weights, for parameters that have never been updated.
  void start(float[] weights) {
    Plan now = plan();
    for (Run run : now.runs) {
      if (run.first.t > 0) {
        continue;
      }
      for (int p = run.index; p < run.index + run.count; p++) {
        Param param = now.param(p);
        for (int link = 0; link < links.length; link++) {
          param.start(link, weights);
        }
      }
    }
  }

  /// Counts the updates, and returns whether a rule begins anew: its slots have another range then.
  boolean commit() {
    Plan now = plan();
    boolean anew = false;
    for (int i = 0; i < now.parameters(); i++) {
      Param param = now.param(i);
      param.t++;
      for (Link link : links) {
        anew |= link.restart(param, now.index(i), context.weights);
      }
    }
    if (brief == null && canBeBrief()) {
      boolean kept = sweep.descended() == (float) rate;
      brief = new Brief(context, this, now, kept ? rate : Double.NaN, share);
    }
    return anew;
  }

  /// Writes the evaluation weights of the rule that has some.
  void evaluate(long number) {
    ready(number, 0);
    for (Link link : links) {
      if (!idle() && link.needs.contains(Need.EVALUATION_WEIGHTS)) {
        sweep.evaluate(link);
      }
    }
  }

  long bytes() {
    long sum = sweep.bytes();
    for (Link link : links) {
      sum += link.bytes();
    }
    for (Param param : params) {
      sum += param.bytes();
    }
    return sum;
  }

  void saveNumbers() {
    if (numbers) {
      for (Link link : links) {
        link.save();
      }
    }
  }

  void undoNumbers() {
    for (Link link : links) {
      link.undo();
    }
  }

  /// Copies the weights and slots of this part; of a transform, the slots.
  void save(Context context) {
    if (!transforms) {
      context.pools.saveWeights(context.weights, from, to);
    }
    context.pools.save(from, to, firstPool, firstPool + pools);
    for (int i = 0; i < params.size(); i++) { // an iterator would be allocated
      params.get(i).save();
    }
  }

  /// Puts back what [#save] has copied.
  void undo(Context context) {
    if (!transforms) {
      context.pools.undoWeights(context.weights, from, to);
    }
    context.pools.undo(from, to, firstPool, firstPool + pools);
    for (Param param : params) {
      param.undo();
    }
  }
}
