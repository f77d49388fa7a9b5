package dev.descent.optim.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an [OptimizerBuilder] sets for the optimizer as a whole.
///
/// @param nonFinite what happens with numbers that are not finite
/// @param clip the largest norm of all gradients together; infinite: any
/// @param window the gradients that are accumulated for a step
/// @param kind what they are taken for
/// @param lossScale the loss scaling; null: none
/// @param metrics the schedules that a metric moves
record Options(
    NonFinite nonFinite,
    double clip,
    int window,
    Window kind,
    @Nullable LossScale lossScale,
    List<MetricState> metrics) {}
