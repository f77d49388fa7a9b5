package dev.descent.loss;

import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.ShapeMismatchException;
import dev.descent.tensor.Value;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Cross-entropy of logits with labels or with probabilities.
///
/// ```
/// qₖ = (1 − s) · yₖ + s / C                        y the label as one-hot, or the given probabilities
/// loss = −Σₖ wₖ · qₖ · ln softmax(x)ₖ
/// ```
///
/// **Shapes.** Logits `[rows, classes]` or `[rows, classes, ...]`; labels are integers of that
/// shape without the classes, probabilities are floats of the same shape as the logits.
///
/// **Defaults.** s = 0, w = 1, the mean, as in PyTorch. The mean over labels divides by the sum of
/// the weights w of the labels that are not ignored; over probabilities by the number of rows.
///
/// **Differs from.** No label is ignored unless asked for (PyTorch ignores −100): one out of range
/// is an error.
///
/// **Numerics.** Plain labels are one kernel forwards and one backwards. Without a row that counts
/// the mean is NaN, as in PyTorch.
///
/// @param labelSmoothing s, in [0, 1]
/// @param classWeights w, one number a class, or empty for 1
/// @param ignoreIndex the label of rows that do not count, if there is one
/// @param reduction what becomes of the losses of the rows
public record CrossEntropy(
    double labelSmoothing, List<Double> classWeights, OptionalInt ignoreIndex, Reduction reduction)
    implements Loss {
  /// Checks the smoothing and copies the list.
  public CrossEntropy {
    classWeights = List.copyOf(classWeights);
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "cross-entropy labelSmoothing must be in [0, 1], was " + labelSmoothing);
    }
  }

  /// The mean, nothing smoothed, weighted or ignored.
  public CrossEntropy() {
    this(0, List.of(), OptionalInt.empty(), Reduction.MEAN);
  }

  /// Returns this loss with label smoothing.
  public CrossEntropy withLabelSmoothing(double smoothing) {
    return new CrossEntropy(smoothing, classWeights, ignoreIndex, reduction);
  }

  /// Returns this loss with a weight for each class.
  public CrossEntropy withClassWeights(List<Double> weights) {
    return new CrossEntropy(labelSmoothing, weights, ignoreIndex, reduction);
  }

  /// Returns this loss with a label that does not count.
  public CrossEntropy withIgnoreIndex(int label) {
    return new CrossEntropy(labelSmoothing, classWeights, OptionalInt.of(label), reduction);
  }

  /// Returns this loss with another reduction.
  public CrossEntropy withReduction(Reduction other) {
    return new CrossEntropy(labelSmoothing, classWeights, ignoreIndex, other);
  }

  @Override
  public Value apply(Value prediction, Value target, @Nullable Value weight) {
    Shape shape = prediction.shape();
    boolean labels = target.dtype() == DType.I32;
    if (shape.rank() < 2 || !target.shape().equals(labels ? shape.without(1) : shape)) {
      throw new ShapeMismatchException(
          "cross-entropy needs logits [rows, classes, ...] and labels [rows, ...] or probabilities like the logits: %s and %s"
              .formatted(prediction.type(), target.type()));
    }
    if (!classWeights.isEmpty() && classWeights.size() != shape.at(1)) {
      throw new ShapeMismatchException(
          "cross-entropy needs a weight for each class of %s, was %d"
              .formatted(shape, classWeights.size()));
    }
    Value logits = prediction.moveAxis(1, -1);
    return labels
        ? ofLabels(logits, target, weight)
        : Elements.reduce(ofProbabilities(logits, target.moveAxis(1, -1)), weight, reduction);
  }

  private Value ofLabels(Value logits, Value labels, @Nullable Value weight) {
    int ignored = ignoreIndex.orElse(Integer.MIN_VALUE);
    Value shares = null;
    if (ignoreIndex.isPresent()) {
      shares = labels.toFloat().notEqualTo(labels.fill(labels.shape(), ignored));
    }
    Value losses;
    if (classWeights.isEmpty() && labelSmoothing == 0) {
      losses = logits.crossEntropy(labels, ignored);
    } else {
      Value hot = labels.oneHot(logits.shape().at(-1), ignored);
      losses = ofProbabilities(logits, hot);
      losses = shares == null ? losses : losses.multiply(shares);
      if (!classWeights.isEmpty()) {
        shares = hot.multiply(BinaryCrossEntropy.vector(logits, classWeights)).sum(-1);
      }
    }
    if (shares == null || reduction != Reduction.MEAN) {
      return Elements.reduce(losses, weight, reduction);
    }
    if (weight != null) {
      Value rows = Elements.perRow(losses.shape(), weight);
      return losses.multiply(rows).sum().divide(shares.multiply(rows).sum());
    }
    return losses.sum().divide(shares.sum());
  }

  private Value ofProbabilities(Value logits, Value probabilities) {
    int classes = logits.shape().at(-1);
    Value q =
        labelSmoothing == 0
            ? probabilities
            : probabilities.affine(1 - labelSmoothing, labelSmoothing / classes);
    if (!classWeights.isEmpty()) {
      q = q.multiply(BinaryCrossEntropy.vector(logits, classWeights));
    }
    return q.multiply(logits.logSoftmax(-1)).sum(-1).negate();
  }
}
