package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.descent.optim.spi.OptimizerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// The contract on a right Adam and on wrong ones: the right one passes every test, each wrong one
/// fails the tests that are there for its mistake.
final class WrongAdamsTest {
  private static final ThreadLocal<Mistake> MISTAKE = ThreadLocal.withInitial(() -> Mistake.NONE);

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void contract_noticesTheMistake(Mistake mistake) {
    MISTAKE.set(mistake);
    Set<String> failed = new TreeSet<>();
    Set<String> passed = new TreeSet<>();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(UnderTest.class)).build();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        request,
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
              (good ? passed : failed).add(test.getDisplayName().replace("()", ""));
            }
          }
        });
    if (mistake == Mistake.NONE) {
      assertThat(failed).as("failures of the right one").isEmpty();
      assertThat(passed).as("tests of the contract").hasSize(45);
    } else {
      assertThat(failed).as("tests that notice %s", mistake).containsAll(mistake.noticedBy());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SCALE_FORGOTTEN, times block.scale()",
    "SCALE_ONLY_IN_THE_MEAN, times block.scale()",
    "SIGN_WITHOUT_THE_SCALE, also where only its sign counts",
    "LARGE_GRADIENTS_CUT_OFF, is the gradient cut off?",
    "BLOCKS_WITHOUT_A_GRADIENT_PASSED_OVER, does the rule pass it over?",
    "ASSIGNS_THE_STEP, 'step[i] -= ..., not step[i] = ...'",
    "NO_BIAS_CORRECTION, t = 1",
    "WRITES_THE_GRADIENT, to be read only",
    "SCALES_THE_GRADIENT, to be read only",
    "DECAY_WITHOUT_THE_RATE, 'learning rate of 0; is it a factor of'",
    "CONFIG_IN_A_FIELD, a rule has no fields: keep what lasts in slots",
    "WIDE_RANGE, 'beta2 = NaN; is HYPER.check(\"beta2\", beta2) in the constructor?'",
    "COUNT_OF_THE_RUN, 'block.t() and block.debias'",
    "SLOT_FROM_ZERO, from block.from() to block.to() in all arrays",
    "UNSAVED_SLOT, none that is scratch",
    "FIRST_RATE_FOR_EVER, read from the config that each method is given",
    "MEAN_IN_A_STATIC_ARRAY, does a static",
    "PROMISES_TO_DESCEND, a rule that only descends",
    "TOO_SMALL_A_PROMISE, see Slot.gains",
    "HALF_THE_REACH, 'reach(config, gradient, slots)'"
  })
  void failure_namesTheMistake(Mistake mistake, String hint) {
    MISTAKE.set(mistake);
    String test = mistake.noticedBy().getFirst();
    List<String> messages = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(UnderTest.class, test))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier found, TestExecutionResult result) {
                result.getThrowable().ifPresent(failure -> messages.add(failure.getMessage()));
              }
            });
    assertThat(messages).as("messages of %s", test).hasSize(1);
    assertThat(messages.getFirst()).contains(hint).hasSizeLessThan(1000);
  }

  /// Run by the launchers above only.
  static final class UnderTest implements OptimizerContract {
    @Override
    public OptimizerConfig config() {
      return new VariantConfig(0.1, 0.9, 0.99, 1e-8, 0.125, 1, MISTAKE.get());
    }

    @Override
    public Trajectory golden() {
      return Trajectory.read(WrongAdamsTest.class, "adam.csv");
    }
  }
}
