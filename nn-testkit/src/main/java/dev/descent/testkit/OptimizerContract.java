package dev.descent.testkit;

/// What every optimizer must do, as tests to inherit:
///
/// ```java
/// final class AdamContractTest implements OptimizerContract {
///   @Override public OptimizerConfig config() { return new AdamConfig(0.1, 0.9, 0.99, 1e-8, 0); }
///   @Override public Trajectory golden() { return Trajectory.read(getClass(), "adam.csv"); }
/// }
/// ```
///
/// The suite runs the rule through the framework's engine, as training does, and compares bits
/// wherever bits are promised. It does not ask which optimizer it has: what a rule needs or cannot
/// do, it declares.
public interface OptimizerContract
    extends ConfigContract,
        TrajectoryContract,
        SameBitsContract,
        StateContract,
        ShapeContract,
        CompositionContract,
        DeclarationContract,
        RefusalContract {}
