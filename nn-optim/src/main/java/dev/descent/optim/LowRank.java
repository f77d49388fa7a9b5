package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The block that [GaLore] hands the optimizer inside it: a projected gradient, a step that starts
/// at 0, and slots of that size. What is the parameter's as a whole (its count of updates, bias
/// corrections) is asked of the block around.
final class LowRank implements Block {
  private final Block around;
  private final int size;
  private final float[] gradient;
  private final float[] step;

  /// Makes a block of the first `size` elements of both arrays.
  LowRank(Block around, int size, float[] gradient, float[] step) {
    this.around = around;
    this.size = size;
    this.gradient = gradient;
    this.step = step;
  }

  /// Checks that an optimizer can be inside.
  ///
  /// @throws IllegalArgumentException if it needs more than a projected gradient and its slots
  static void require(OptimizerConfig base) {
    if (base.inner().isPresent()) {
      throw refused("be no wrapper", base, "", "put it around galore");
    }
    @SuppressWarnings("unchecked") // a config's rule takes that config
    Rule<OptimizerConfig> rule = (Rule<OptimizerConfig>) base.rule();
    Set<Need> needs = EnumSet.noneOf(Need.class);
    needs.addAll(rule.needs(base));
    if (needs.contains(Need.GRADIENT)) {
      throw refused("update weights", base, ", a transform", "add it to the optimizer as one");
    }
    if (!(rule instanceof Rule.Elementwise<OptimizerConfig>)) {
      throw refused("be elementwise", base, "", "take it without galore");
    }
    needs.remove(Need.DECAY);
    if (needs.contains(Need.WEIGHTS)) {
      String way = "set its weightDecay to 0, if that is what it reads them for, or take another";
      throw refused("not read weights", base, " with " + needs, way);
    }
    String way = "take another, or it without galore";
    if (!needs.isEmpty()) {
      throw refused("need gradients only", base, " with " + needs, way);
    }
    List<Scalar> scalars = rule.scalars(base);
    List<Total> totals = rule.totals(base);
    if (!scalars.isEmpty() || !totals.isEmpty()) {
      String names = " with " + names(scalars, totals);
      throw refused("have no numbers beside its slots", base, names, way);
    }
    for (Slot slot : rule.slots(base, Shape.of(1, 1))) { // the shape makes no difference to them
      if (!slot.saved()) {
        throw refused("have no work space", base, " with '" + slot.name() + "'", way);
      }
      if (slot.startsAsWeights()) {
        throw refused("not start from the weights", base, " with '" + slot.name() + "'", way);
      }
    }
  }

  private static List<String> names(List<Scalar> scalars, List<Total> totals) {
    List<String> names = new ArrayList<>();
    for (Scalar scalar : scalars) {
      names.add(scalar.name());
    }
    for (Total total : totals) {
      names.add(total.name());
    }
    return names;
  }

  private static IllegalArgumentException refused(
      String must, OptimizerConfig base, String what, String way) {
    return new IllegalArgumentException(
        "galore base must %s, was '%s'%s: %s"
            .formatted(must, base.hyperParameters().name(), what, way));
  }

  /// Lets a rule make its step of the gradient, and returns the factor that is still to be applied
  /// to it. Adam leaves its rate for that, so that a weight is rounded by it once.
  float update(Rule.Elementwise<OptimizerConfig> rule, OptimizerConfig base, double scale) {
    if (base instanceof AdamConfig adam && adam.epsilonRoot() == 0) {
      direction(adam.beta1(), adam.beta2(), adam.epsilon(), adam.epsilonHat());
      return (float) -(adam.learningRate() * scale / debias(adam.beta1()));
    }
    if (base instanceof AdamWConfig adam && adam.epsilonRoot() == 0) {
      direction(adam.beta1(), adam.beta2(), adam.epsilon(), adam.epsilonHat());
      return (float) -(adam.learningRate() * scale / debias(adam.beta1()));
    }
    rule.update(base, this);
    return (float) scale;
  }

  private void direction(double beta1, double beta2, double epsilon, boolean hat) {
    double root = 1 / Math.sqrt(debias(beta2));
    double added = hat ? epsilon * root : epsilon;
    Adam.move(this, beta1, beta2, 0, -1, (float) root, (float) added);
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int to() {
    return size;
  }

  @Override
  public long t() {
    return around.t();
  }

  @Override
  public int sweep() {
    return around.sweep();
  }

  /// Is refused by the block around, whose rule has not declared that it needs them.
  @Override
  public float[] weights() {
    return around.weights();
  }

  @Override
  public float[] gradient() {
    return gradient;
  }

  @Override
  public float scale() {
    return 1;
  }

  @Override
  public float[] step() {
    return step;
  }

  @Override
  public float[] slot(Slot slot) {
    return around.slot(slot);
  }

  /// Nothing: the decay is that of whole weights, which the framework does.
  @Override
  public float decay() {
    return -0f;
  }

  @Override
  public double debias(double beta) {
    return around.debias(beta);
  }

  @Override
  public double get(Scalar scalar) {
    return around.get(scalar);
  }

  @Override
  public double total(Total total) {
    return around.total(total);
  }

  @Override
  public void add(Total total, double part) {
    around.add(total, part);
  }

  @Override
  public double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Override
  public double sumAbs(float[] a) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.abs(a[i]);
    }
    return sum;
  }

  @Override
  public void normal(long seed, float[] into) {
    throw new IllegalStateException("galore has no random numbers for the optimizer inside it");
  }
}
