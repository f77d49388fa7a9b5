package dev.descent.optim.engine;

import dev.descent.kernel.Sums;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Norm;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// What a rule sees of the step of its group.
final class LinkStep implements Step {
  private final Context context;
  private final Part part;
  private final Link link;
  private @Nullable Objective objective; // made when a rule asks for it

  LinkStep(Context context, Part part, Link link) {
    this.context = context;
    this.part = part;
    this.link = link;
  }

  @Override
  public long number() {
    return link.count(context.number);
  }

  @Override
  public int sweep() {
    return link.sweep;
  }

  @Override
  public double loss() {
    link.require(Need.LOSS, "loss()");
    return context.loss;
  }

  @Override
  public double gradientNorm() {
    return gradientNorm(Norm.TWO);
  }

  @Override
  public double gradientNorm(Norm norm) {
    return norm(norm, 0, parameters());
  }

  @Override
  public double gradientNorm(Norm norm, int parameter) {
    return norm(norm, parameter, parameter + 1);
  }

  private double norm(Norm norm, int from, int to) {
    double all = 0;
    long count = 0;
    for (int i = from; i < to; i++) {
      Param param = part.plan().param(i);
      count += param.end - param.offset;
      switch (norm) {
        case ONE -> all += Sums.sumAbs(context.values, param.offset, param.end);
        case TWO, RMS -> all += context.sumSquares(param);
        case MAX -> all = Math.max(all, Sums.maxAbs(context.values, param.offset, param.end));
      }
    }
    return switch (norm) {
          case ONE, MAX -> all;
          case TWO -> Math.sqrt(all);
          case RMS -> Math.sqrt(all / Math.max(1, count));
        }
        * context.factor;
  }

  @Override
  public double debias(double beta) {
    return 1 - Debias.power(beta, number() + 1);
  }

  @Override
  public Objective objective() {
    link.require(Need.OBJECTIVE, "objective()");
    Objective known = objective;
    if (known == null) {
      known = (at, slope) -> context.evaluate(part, at, slope);
      objective = known;
    }
    return known;
  }

  @Override
  public void hessianVector(Slot vector, Slot product) {
    link.require(Need.HESSIAN_VECTOR, "hessianVector()");
    float[] direction = context.direction();
    for (int i = 0; i < parameters(); i++) {
      Param param = part.plan().param(i);
      float[] from = param.array(link.index, vector);
      System.arraycopy(from, param.offset, direction, param.offset, param.end - param.offset);
    }
    float[] result = context.hessianTimesDirection();
    for (int i = 0; i < parameters(); i++) {
      Param param = part.plan().param(i);
      float[] into = param.array(link.index, product);
      System.arraycopy(result, param.offset, into, param.offset, param.end - param.offset);
    }
  }

  @Override
  public void hessianDiagonal(long seed, Slot into) {
    link.require(Need.HESSIAN_VECTOR, "hessianDiagonal()");
    float[] signs = context.direction();
    for (int p = 0; p < parameters(); p++) {
      Param param = part.plan().param(p);
      long key = param.key(seed, link.count(param.t) + 1);
      for (int i = param.offset; i < param.end; i++) {
        signs[i] = 1 - 2 * (Keys.bits(key, i - param.offset) >>> 31);
      }
    }
    float[] product = context.hessianTimesDirection();
    for (int p = 0; p < parameters(); p++) {
      Param param = part.plan().param(p);
      float[] diagonal = param.array(link.index, into);
      for (int i = param.offset; i < param.end; i++) {
        diagonal[i] = signs[i] * product[i];
      }
    }
  }

  @Override
  public double total(Total total) {
    return link.groupTotals[link.total(total)];
  }

  @Override
  public double get(Scalar scalar) {
    return link.get(link.scalar(scalar, false), 0);
  }

  @Override
  public void set(Scalar scalar, double value) {
    link.set(link.scalar(scalar, false), 0, value);
  }

  @Override
  public int parameters() {
    return part.plan().parameters();
  }

  @Override
  public Shape shape(int parameter) {
    return part.plan().param(parameter).shape;
  }

  @Override
  public long t(int parameter) {
    return link.count(part.plan().param(parameter).t) + 1;
  }

  @Override
  public double total(Total total, int parameter) {
    int index = link.total(total);
    if (!link.perParameter) {
      throw new IllegalStateException(
          "%s total '%s' is the group's, not one of each parameter"
              .formatted(link.name, total.name()));
    }
    return link.parameterTotals[parameter * link.totals.size() + index];
  }

  @Override
  public double get(Scalar scalar, int parameter) {
    return link.get(link.scalar(scalar, true), part.plan().index(parameter));
  }

  @Override
  public void set(Scalar scalar, int parameter, double value) {
    link.set(link.scalar(scalar, true), part.plan().index(parameter), value);
  }
}
