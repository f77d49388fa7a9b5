package dev.descent.optim.engine;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Total;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// One rule of a part's chain, its numbers and sums.
final class Link {
  final int index; // 0: the innermost
  final String name;
  final String prefix; // of its slots and scalars in files
  final String route; // from the group's config: i inner, f fallback
  final Rule<OptimizerConfig> rule;
  final List<Scalar> scalars;
  final List<Total> totals;
  final boolean perParameter;
  final long restarts; // those inside, after so many updates; 0: never
  OptimizerConfig config;
  boolean weights;
  boolean takesDecay; // of the rule inside
  boolean decaysItself;
  boolean needsLoss;
  boolean needsObjective;
  long restarted; // by one outside, after so many updates; 0: never
  Set<Need> needs = Set.of();
  int sweep;
  double[] groupTotals = {};
  double[] parameterTotals = {};
  double[] partials = {};
  private double[] values = {}; // by scalar, then parameter; a group's scalar uses the first
  private double[] saved = {};
  private int parameters;

  @SuppressWarnings("unchecked") // a config's rule takes that config
  Link(int index, String prefix, String route, OptimizerConfig config) {
    this.index = index;
    this.name = config.hyperParameters().name();
    this.prefix = prefix;
    this.route = route;
    this.config = config;
    rule = (Rule<OptimizerConfig>) config.rule();
    scalars = List.copyOf(rule.scalars(config));
    totals = List.copyOf(rule.totals(config));
    boolean own = false;
    for (Scalar scalar : scalars) {
      own |= scalar.perParameter();
    }
    for (Total total : totals) {
      own |= total.perParameter();
    }
    perParameter = own;
    groupTotals = new double[totals.size()];
    restarts = index > 0 ? rule.restart(config) : 0;
    if (restarts < 0) {
      throw new IllegalArgumentException(
          "%s restart must be >= 0, was %d".formatted(name, restarts));
    }
    needs(rule.needs(config));
  }

  void needs(Set<Need> next) {
    needs = Set.copyOf(next);
    needsLoss = needs.contains(Need.LOSS);
    needsObjective = needs.contains(Need.OBJECTIVE) || needs.contains(Need.HESSIAN_VECTOR);
    takesDecay = index > 0 && needs.contains(Need.DECAY);
    decaysItself =
        index == 0
            && needs.contains(Need.DECAY)
            && rule instanceof Rule.Elementwise<?>
            && totals.isEmpty();
    weights = index > 0 || rule instanceof Rule.WholeModel<?> || needs.contains(Need.WEIGHTS);
  }

  /// Makes the scalars, at their initial values.
  void allocate(int count) {
    parameters = Math.max(1, count);
    values = new double[scalars.size() * parameters];
    for (int i = 0; i < scalars.size(); i++) {
      int start = i * parameters;
      Arrays.fill(values, start, start + parameters, scalars.get(i).initial());
    }
    saved = values.clone();
  }

  /// Lets a wrapper around it restart it.
  ///
  /// @throws IllegalArgumentException if it restarts others itself
  void restartedBy(Link wrapper) {
    if (restarts > 0) {
      throw new IllegalArgumentException(
          "at most one part of a chain must restart what it wraps, was [%s, %s]"
              .formatted(name, wrapper.name));
    }
    restarted = wrapper.restarts;
  }

  /// Checks that a parameter that is trained from a step on can be restarted by itself.
  ///
  /// @throws IllegalArgumentException if not
  void requireRestarts(String path, long from) {
    String why = restartedTogether();
    if (from > 0 && !why.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: all of it must be trained from the start, '%s' is frozen until step %d"
              .formatted(why, path, from));
    }
  }

  /// Returns why parameters cannot be restarted by themselves, so that all of them must have been
  /// updated in every step; empty if they can be, or are never.
  String restartedTogether() {
    if (restarted == 0) {
      return "";
    }
    if (needsObjective) {
      return "%s goes by the steps of its whole group and is restarted".formatted(name);
    }
    for (int i = 0; i < scalars.size(); i++) {
      if (!scalars.get(i).perParameter()) {
        return "%s has '%s' of its whole group and is restarted"
            .formatted(name, scalars.get(i).name());
      }
    }
    return "";
  }

  /// Returns a parameter's count of updates as the rule sees it.
  long count(long updates) {
    return restarted > 0 ? updates % restarted : updates;
  }

  /// Begins anew with a parameter if it is time to, and returns whether.
  boolean restart(Param param, int parameter, float[] updated) {
    if (restarted == 0 || param.t % restarted != 0) {
      return false;
    }
    param.fill(index);
    param.start(index, updated);
    for (int i = 0; i < scalars.size(); i++) {
      set(i, parameter, scalars.get(i).initial()); // a group's uses the first
    }
    return true;
  }

  void save() {
    if (values.length > 0) {
      System.arraycopy(values, 0, saved, 0, values.length);
    }
  }

  void undo() {
    System.arraycopy(saved, 0, values, 0, values.length);
  }

  double get(int scalar, int parameter) {
    return values[scalar * parameters + parameter];
  }

  void set(int scalar, int parameter, double value) {
    values[scalar * parameters + parameter] = value;
  }

  /// Returns the index of a scalar by its name.
  int scalar(Scalar wanted, boolean parameter) {
    for (int i = 0; i < scalars.size(); i++) {
      Scalar known = scalars.get(i);
      if (known.name().equals(wanted.name())) {
        if (parameter && !known.perParameter()) {
          throw new IllegalStateException(
              "%s scalar '%s' is the group's, not one of each parameter"
                  .formatted(name, known.name()));
        }
        return i;
      }
    }
    throw undeclared("scalar", wanted.name(), scalars.stream().map(Scalar::name).toList());
  }

  /// Returns the index of a total by its name.
  int total(Total wanted) {
    for (int i = 0; i < totals.size(); i++) {
      Total known = totals.get(i);
      if (known.name().equals(wanted.name())) {
        return i;
      }
    }
    throw undeclared("total", wanted.name(), totals.stream().map(Total::name).toList());
  }

  /// Makes room for the totals of a plan.
  void plan(int pieces, int parametersOfStep) {
    int count = totals.size();
    if (count > 0) {
      partials = new double[pieces * count];
      parameterTotals = new double[parametersOfStep * count];
    }
  }

  void clearTotals() {
    if (groupTotals.length > 0) {
      Arrays.fill(groupTotals, 0);
      Arrays.fill(parameterTotals, 0);
    }
  }

  /// Adds up what the pieces of a sweep have added, ascending.
  void addUp(int pieces, int[] parameterOfPiece) {
    int count = totals.size();
    if (count == 0) {
      return;
    }
    clearTotals();
    for (int piece = 0; piece < pieces; piece++) {
      int parameter = parameterOfPiece[piece];
      for (int i = 0; i < count; i++) {
        double part = partials[piece * count + i];
        groupTotals[i] += part;
        if (parameter >= 0) {
          parameterTotals[parameter * count + i] += part;
        }
      }
    }
    Arrays.fill(partials, 0);
  }

  /// Returns the first scalar that is NaN, empty if none is.
  String nan() {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        return scalars.get(i / parameters).name();
      }
    }
    return "";
  }

  long bytes() {
    return 8L * (values.length + saved.length + partials.length + parameterTotals.length);
  }

  void require(Need need, String what) {
    if (!needs.contains(need)) {
      throw new IllegalStateException(
          "%s uses %s and must declare Need.%s".formatted(name, what, need));
    }
  }

  private IllegalStateException undeclared(String kind, String wanted, List<String> known) {
    return new IllegalStateException(
        "%s has no %s '%s'; declared %s".formatted(name, kind, wanted, known));
  }
}
