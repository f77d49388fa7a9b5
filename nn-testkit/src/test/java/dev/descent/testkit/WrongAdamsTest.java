package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.descent.optim.spi.OptimizerConfig;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
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
      assertThat(passed).as("tests of the contract").hasSize(42);
    } else {
      assertThat(failed).as("tests that notice %s", mistake).containsAll(mistake.noticedBy());
    }
  }

  /// Run by the launcher above only.
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
