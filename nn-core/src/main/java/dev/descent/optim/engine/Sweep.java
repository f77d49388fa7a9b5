package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.parallel.Team;
import java.util.Arrays;
import java.util.List;

/// The passes over a part's weights: one call of [#run] handles a chunk of blocks. (Longer than
/// most classes: all passes share the stretches and the loop over chunks.)
final class Sweep implements Team.Task {
  /// Below this many elements a pass stays on the calling thread.
  private static final int SHARED = 64 * 1024;

  private static final int[] ONE_PIECE = {-1};

  /// How often a single block is updated with all its padding. By then the JIT has compiled the
  /// rule's loop, for stretches as long as it has seen; what comes later no longer counts.
  private static final int LONG_UPDATES = 1 << 16;

  private enum Mode {
    /// Largest weight and slot.
    RANGE,
    /// Everything: decay, all rules, addition, range.
    FUSED,
    /// Decay, into the step that is kept apart if it is.
    DECAY,
    /// One rule.
    UPDATE,
    /// Addition, range.
    FINISH,
    EVALUATE
  }

  private final Part part;
  private final Context context;
  private final TeamAlgebra algebra;
  private Plan plan = new Plan(List.of(), true, false, false, 0);
  private Stretch[] stretches = {};
  private float[] largest = {};
  private Mode mode = Mode.RANGE;
  private int longUpdates;
  private Link link;
  private boolean apart;
  private boolean trusted; // what slots promise about their growth
  private boolean blind; // what the rule promises about its reach
  private float[] target = {}; // of the rules: the weights, or the step that is kept apart

  Sweep(Part part, Context context) {
    this.part = part;
    this.context = context;
    this.link = part.links[0];
    algebra = new TeamAlgebra(context.team);
  }

  void plan(Plan next) {
    plan = next;
    int count = next.chunkCount();
    stretches = new Stretch[count + 1]; // the last one for whole tensors
    for (int i = 0; i < stretches.length && next.runs.length > 0; i++) {
      stretches[i] = new Stretch(context, next, part.links[0]);
    }
    largest = new float[count];
  }

  void forget() {
    stretches = new Stretch[0];
  }

  long bytes() {
    return algebra.bytes();
  }

  /// Returns the largest magnitude of the weights and saved slots.
  float range() {
    return Math.max(pass(Mode.RANGE), plan.shapedRange());
  }

  /// Updates, and returns the largest magnitude of what it wrote; without that of the slots that
  /// promise how much they grow, where the promise counts.
  ///
  /// @param moderate whether nothing can be large enough to break the promises
  /// @param reached whether the rule's promise spares the look at the weights
  float step(boolean moderate, boolean reached) {
    if (part.idle()) {
      return 0;
    }
    blind = reached;
    Link inner = part.links[0];
    boolean decays = part.share() != 0 && !takesDecay();
    apart =
        part.whole
            || part.links.length > 1
            || (inner.weights && (decays || !inner.totals.isEmpty()));
    trusted = moderate && part.fused && part.links.length == 1 && !inner.weights;
    // Here, not in the passes: the first call makes the vector, and threads would make one each.
    target = apart ? context.step() : context.weights;
    if (part.fused) {
      float max = plan.blocks == 1 ? everything(stretches[0], 0, end()) : pass(Mode.FUSED);
      for (int i = 0; i < part.links.length; i++) {
        if (part.links[i].rule.end(part.links[i].config, part.step(i))) {
          throw unasked(part.links[i]);
        }
      }
      return max;
    }
    if (apart || (decays && !inner.decaysItself)) {
      pass(Mode.DECAY);
    }
    for (int i = 0; i < part.links.length; i++) {
      link = part.links[i];
      do {
        update(i);
      } while (again(i));
    }
    return Math.max(pass(Mode.FINISH), plan.shapedRange());
  }

  /// Returns the rate by which a rule has descended in the only block, NaN if it did anything else.
  float descended() {
    return stretches[0].descended();
  }

  IllegalStateException unasked(Link one) {
    return new IllegalStateException(
        "%s must declare a total to ask for another sweep".formatted(one.name));
  }

  /// Returns where the update of a single block ends.
  int end() {
    if (longUpdates == LONG_UPDATES) {
      return plan.real[0];
    }
    longUpdates++;
    return plan.to[0];
  }

  /// Lets a transform change the gradient.
  void transform() {
    if (part.idle()) {
      return;
    }
    link = part.links[0];
    target = context.values;
    do {
      update(0);
    } while (again(0));
  }

  private boolean takesDecay() {
    return part.links.length > 1 && part.links[1].takesDecay;
  }

  private boolean again(int i) {
    boolean more = link.rule.end(link.config, part.step(i));
    link.sweep++;
    return more;
  }

  private void update(int i) {
    switch (link.rule) {
      case Rule.Elementwise<?> _ -> {
        pass(Mode.UPDATE);
        link.addUp(plan.blocks, plan.parameter);
      }
      case Rule.PerTensor<?> _ -> tensors();
      case Rule.WholeModel<?> _ -> whole(i);
    }
  }

  @SuppressWarnings("unchecked") // a config's rule takes that config
  private void tensors() {
    var rule = (Rule.PerTensor<OptimizerConfig>) (Rule<?>) link.rule;
    Stretch stretch = stretches[stretches.length - 1];
    for (Run run : plan.runs) {
      for (int p = run.index; p < run.index + run.count; p++) {
        Param param = plan.param(p);
        if (param.offset == param.end) {
          continue; // nothing to do, and nothing that a rule has to think of
        }
        stretch.at(run, param, param.offset, param.end, param.end, p, p, plan.index(p));
        stretch.as(link, target, decayFor(link), link.weights);
        rule.update(link.config, param.shape, stretch, algebra);
      }
    }
    link.addUp(plan.parameters(), plan.each);
  }

  @SuppressWarnings("unchecked") // a config's rule takes that config
  private void whole(int i) {
    var rule = (Rule.WholeModel<OptimizerConfig>) (Rule<?>) link.rule;
    Stretch stretch = stretches[stretches.length - 1];
    stretch.atAll();
    stretch.as(link, target, decayFor(link), true);
    rule.update(link.config, part.step(i), stretch);
    link.addUp(1, ONE_PIECE);
  }

  /// Returns what a rule takes away itself: of the step as it finds it, or of a wrapped rule.
  private float decayFor(Link one) {
    if (one.index == 0) {
      float share = one.decaysItself && !apart ? part.share() : 0;
      return share == 0 ? -0f : share;
    }
    return one.index == 1 && takesDecay() ? part.share() : 0;
  }

  /// Writes a rule's evaluation weights for everything that it has updated, since it was restarted
  /// if it has been: one that begins anew has none yet, as one just built.
  void evaluate(Link one) {
    link = one;
    if (one.rule instanceof Rule.Elementwise<?>) {
      pass(Mode.EVALUATE);
      return;
    }
    Stretch stretch = stretches[stretches.length - 1];
    for (Run run : plan.runs) {
      if (run.debias(one).t() == 0) {
        continue;
      }
      for (int p = run.index; p < run.index + run.count; p++) {
        Param param = plan.param(p);
        stretch.at(run, param, param.offset, param.end, param.end, p, p, plan.index(p));
        stretch.as(one, context.out, 0, true);
        one.rule.evaluation(one.config, stretch);
      }
    }
  }

  private float pass(Mode next) {
    mode = next;
    int count = plan.chunkCount();
    if (plan.elements < SHARED || context.team.threads() == 1) {
      for (int i = 0; i < count; i++) {
        run(i);
      }
    } else {
      context.team.run(count, this);
    }
    float max = 0;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, largest[i]);
    }
    return max;
  }

  @Override
  public void run(int chunk) {
    Stretch stretch = stretches[chunk];
    float max = 0;
    for (int b = plan.firstBlock[chunk]; b < plan.firstBlock[chunk + 1]; b++) {
      Run run = plan.runs[plan.run[b]];
      int from = plan.from[b];
      int real = plan.real[b];
      int to = plan.to[b];
      switch (mode) {
        case RANGE -> max = Math.max(max, run.first.range(context.weights, from, real, false));
        case DECAY -> decay(from, to);
        case FINISH -> max = Math.max(max, finish(run, from, real, to, -1));
        case UPDATE -> {
          place(stretch, run, b, to);
          update(stretch, link);
          if (part.transforms && to > real) {
            Arrays.fill(context.values, real, to, 0);
          }
        }
        case FUSED -> max = Math.max(max, everything(stretch, b, to));
        case EVALUATE -> {
          if (run.debias(link).t() > 0) {
            place(stretch, run, b, to);
            stretch.as(link, context.out, 0, true);
            link.rule.evaluation(link.config, stretch);
            Arrays.fill(context.out, real, to, 0);
          }
        }
      }
    }
    largest[chunk] = max;
  }

  private float everything(Stretch stretch, int b, int to) {
    Run run = plan.runs[plan.run[b]];
    place(stretch, run, b, to);
    decay(plan.from[b], to);
    stretch.blind(blind);
    for (Link one : part.links) {
      update(stretch, one);
    }
    return finish(run, plan.from[b], plan.real[b], to, apart ? -1 : stretch.largest());
  }

  private void place(Stretch stretch, Run run, int b, int to) {
    int p = plan.parameter[b];
    stretch.at(run, run.first, plan.from[b], plan.real[b], to, b, p, p < 0 ? 0 : plan.index(p));
  }

  @SuppressWarnings("unchecked") // a config's rule takes that config
  private void update(Stretch stretch, Link one) {
    stretch.as(one, target, decayFor(one), one.weights);
    ((Rule.Elementwise<OptimizerConfig>) (Rule<?>) one.rule).update(one.config, stretch);
  }

  private void decay(int from, int to) {
    float share = takesDecay() ? 0 : part.share();
    float[] w = context.weights;
    if (apart) {
      float[] step = target;
      if (share == 0) {
        Arrays.fill(step, from, to, 0);
        return;
      }
      for (int i = from; i < to; i++) {
        step[i] = -share * w[i];
      }
    } else if (share != 0 && !part.links[0].decaysItself) {
      for (int i = from; i < to; i++) {
        w[i] -= share * w[i];
      }
    }
  }

  /// @param largest the largest magnitude of the weights, −1 if that is not known
  private float finish(Run run, int from, int real, int to, float largest) {
    float[] w = context.weights;
    if (apart) {
      float[] step = target;
      for (int i = from; i < to; i++) {
        w[i] += step[i];
      }
    }
    for (int i = real; i < to; i++) {
      w[i] = 0;
    }
    if (blind) {
      return 0;
    }
    return largest < 0
        ? run.first.range(context.weights, from, real, trusted)
        : Math.max(largest, run.first.slotRange(from, real, trusted));
  }
}
