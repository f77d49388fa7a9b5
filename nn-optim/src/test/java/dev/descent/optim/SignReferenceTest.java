package dev.descent.optim;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Optimizers that look at signs, against torch, optax and timm.
final class SignReferenceTest {
  private static final String CAUTIOUS = "a cautious step is what a wrapper makes";

  @TestFactory
  Stream<DynamicTest> signSgd_agreesWithOptax() {
    return ReferenceCases.of("optax_sign_sgd").with(c -> SignSgdConfig.of(c.rate()));
  }

  @TestFactory
  Stream<DynamicTest> signum_agreesWithOptax() {
    return ReferenceCases.of("optax_signum")
        .preset(SignumConfig::of)
        .with(c -> new SignumConfig(c.rate(), c.number("beta")));
  }

  @TestFactory
  Stream<DynamicTest> lion_agreesWithOptax() {
    return ReferenceCases.of("optax_lion")
        .preset(LionConfig::optax)
        .with(c -> new LionConfig(c.rate(), c.number("b1"), c.number("b2"), c.decay("mask")));
  }

  @TestFactory
  Stream<DynamicTest> lion_agreesWithTimm() {
    return ReferenceCases.of("timm_lion")
        .preset(LionConfig::of)
        .without("caution", CAUTIOUS)
        .without("caution_typical", CAUTIOUS)
        .with(c -> new LionConfig(c.rate(), c.beta(0), c.beta(1), c.number("weight_decay")));
  }

  @TestFactory
  Stream<DynamicTest> rprop_agreesWithTorch() {
    return ReferenceCases.of("torch_rprop")
        .preset(RpropConfig::of)
        .with(c ->
            new RpropConfig(
                c.rate(),
                c.element("etas", 0),
                c.element("etas", 1),
                c.element("step_sizes", 0),
                c.element("step_sizes", 1)));
  }

  @TestFactory
  Stream<DynamicTest> rprop_doesNotFollowOptax() {
    String late = "optax 0.2.8 steps by the gradient before: OptaxRpropTest has its rule";
    return ReferenceCases.of("optax_rprop")
        .without("default", late)
        .without("typical", late)
        .with(c -> RpropConfig.of(c.rate()));
  }
}
