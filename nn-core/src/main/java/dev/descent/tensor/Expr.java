package dev.descent.tensor;

/// The vocabulary of operations, declared once: a [Tensor] computes them now, a [Value] records
/// them.
///
/// Operations on two expressions repeat extents of 1 and missing leading axes (NumPy's rule). Axes
/// may be counted from the end: −1 is the last one.
///
/// @param <T> the type itself
public sealed interface Expr<T extends Expr<T>>
    extends PointwiseExpr<T>, ReductionExpr<T>, MovementExpr<T> permits Tensor, Value {}
