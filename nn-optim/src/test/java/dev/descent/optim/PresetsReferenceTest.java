package dev.descent.optim;

import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Defaults and presets, with nothing set but the learning rate, against what the libraries do with
/// their defaults.
final class PresetsReferenceTest {
  @TestFactory
  Stream<DynamicTest> presets_agreeWithTheirLibrary() {
    return Stream.of(
            Map.entry("optax_acprop", AcPropConfig.optax(1e-3)),
            Map.entry("optax_adabelief", AdaBeliefConfig.of(1e-3)),
            Map.entry("optax_adadelta", AdadeltaConfig.optax(1)),
            Map.entry("optax_adamax", AdamaxConfig.optax(2e-3)),
            Map.entry("optax_adafactor", AdafactorConfig.optax(0.05)),
            Map.entry("optax_ademamix", AdEmaMixConfig.of(1e-3)),
            Map.entry("optax_adopt", AdoptConfig.of(0.01)),
            Map.entry("optax_lamb", LambConfig.optax(0.01)),
            Map.entry("optax_madgrad", MadgradConfig.of(0.01)),
            Map.entry("optax_novograd", NovoGradConfig.optax(0.01)),
            Map.entry("optax_optimistic_adam_v2", OptimisticAdamConfig.optax(0.01)),
            Map.entry("optax_simplified_ademamix", SimplifiedAdEmaMixConfig.of(1e-3)),
            Map.entry("optax_sm3", Sm3Config.of(0.1)),
            Map.entry("optax_yogi", YogiConfig.of(0.01)),
            Map.entry("timm_adabelief", AdaBeliefConfig.timm(1e-3)),
            Map.entry("timm_adafactor_bv", AdafactorConfig.bigVision(0.02)),
            Map.entry("timm_adamp", AdamPConfig.of(1e-3)),
            Map.entry("timm_adan", AdanConfig.of(1e-3)),
            Map.entry("timm_adopt", AdoptConfig.timm(1e-3)),
            Map.entry("timm_laprop", LaPropConfig.of(4e-4)),
            Map.entry("timm_madgrad", MadgradConfig.of(0.01)),
            Map.entry("timm_mars", MarsConfig.timm(3e-3)),
            Map.entry("timm_nvnovograd", NovoGradConfig.of(1e-3)),
            Map.entry("torch_adafactor", AdafactorConfig.torch(0.01)),
            Map.entry("torch_sparse_adam", SparseAdamConfig.of(1e-3)))
        .map(one ->
            DynamicTest.dynamicTest(one.getKey(), () -> follow(one.getKey(), one.getValue())));
  }

  @Test
  void lamb_withTheClippingOfTimm_agreesWithTimm() {
    var node = Reference.one("optimizers/timm_lamb.json", "default");
    Reference.run(
        node,
        Optimizer.builder(LambConfig.timm(1e-3))
            .clipByGlobalNorm(1)
            .build(Reference.shapes(Reference.problem(node)), Map.of()));
  }

  private static void follow(String file, OptimizerConfig config) {
    var node = Reference.one("optimizers/" + file + ".json", "default");
    Reference.run(
        node, Optimizer.builder(config).build(Reference.shapes(Reference.problem(node)), Map.of()));
  }
}
