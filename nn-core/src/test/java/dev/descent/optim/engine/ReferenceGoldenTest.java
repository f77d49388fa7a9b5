package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules of the tests against the trajectories of PyTorch.
final class ReferenceGoldenTest {
  private final Trajectory trajectory = new Trajectory();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "plain",
        "momentum",
        "nesterov",
        "weight_decay",
        "nesterov_weight_decay"
      })
  void momentum_fixedGradients_followsTheReference(String name) {
    Map<String, Object> one = Trajectory.one("torch_sgd", name);
    Map<String, Object> config = Trajectory.map(one.get("config"));
    check(
        new Momentum(
            (Double) config.get("lr"),
            (Double) config.get("momentum"),
            (Boolean) config.get("nesterov"),
            (Double) config.get("weight_decay")),
        one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical", "decoupled_weight_decay", "no_momentum_large_eps"})
  void moments_fixedGradients_followTheReference(String name) {
    Map<String, Object> one = Trajectory.one("torch_adam", name);
    check(moments(Trajectory.map(one.get("config"))), one);
  }

  @Test
  void moments_cosineSchedule_followTheReference() {
    Map<String, Object> one = Trajectory.one("torch_adam", "cosine");
    Map<String, Object> scheduler = Trajectory.map(one.get("lr_scheduler"));
    Map<String, Object> arguments = Trajectory.map(scheduler.getOrDefault("config", scheduler));
    double period = (Double) arguments.get("T_max");
    double least = (Double) arguments.getOrDefault("eta_min", 0.0);
    Moments config = moments(Trajectory.map(one.get("config")));
    Schedule cosine =
        step ->
            least
                + (config.learningRate() - least)
                    * (1 + StrictMath.cos(StrictMath.PI * step / period))
                    / 2;
    trajectory.check(
        Optimizer.builder(config)
            .schedule("learningRate", cosine)
            .build(trajectory.shapes(), Map.of()),
        one);
  }

  private void check(OptimizerConfig config, Map<String, Object> one) {
    trajectory.check(Optimizer.builder(config).build(trajectory.shapes(), Map.of()), one);
  }

  private static Moments moments(Map<String, Object> config) {
    List<Object> betas = Trajectory.list(config.get("betas"));
    return new Moments(
        (Double) config.get("lr"),
        (Double) betas.get(0),
        (Double) betas.get(1),
        (Double) config.get("eps"),
        (Double) config.get("weight_decay"));
  }
}
