package dev.descent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A rule that never fails proves nothing: each is seen to fail on a fixture.
final class RulesTest {
  private static final JavaClasses FIXTURES =
      new ClassFileImporter().importPackages("dev.descent.architecture.fixture");

  /// What the failure must name, by rule. The rule about Guice is shown in nn-cli, which has it on
  /// its class path.
  private static final Map<String, String> OFFENCES =
      Map.ofEntries(
          Map.entry("vectorApi_outsideKernel_isAbsent", "Offender.lanes"),
          Map.entry("laneReduction_ofFloats_isAbsent", "reduceLanes"),
          Map.entry("mathFunctions_withOpenResults_areAbsent", "Math.tanh"),
          Map.entry("fusedMultiplyAdd_ofFloats_goesThroughFma", "Math.fma"),
          Map.entry("randomNumbers_ofTheJdk_areAbsent", "java.util.Random"),
          Map.entry("standardStreams_outsideCliAndExamples_areAbsent", "System.out"),
          Map.entry("javaSerialization_isAbsent", "ObjectInputStream"),
          Map.entry("core_dependsOn_theJdkOnly", "OffendingTensor"),
          Map.entry("spi_dependsOn_theJdkAndCoreOnly", "OffendingInterface"),
          Map.entry("configs_areRecords", "OffenderConfig"),
          Map.entry("providers_arePublicFinal", "OffenderProvider"),
          Map.entry("publicTypes_areAbstractOrFinal", "Offender"),
          Map.entry("fields_areNotProtected", "Offender.field"),
          Map.entry("packages_haveNoCycles", "fixture.left"));

  @TestFactory
  Stream<DynamicTest> rules() {
    return Rules.all().entrySet().stream()
        .filter(rule -> !rule.getKey().equals("guice_outsideItsModules_isAbsent"))
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.getKey() + "_onFixture_fails",
                () -> assertFails(rule.getValue(), OFFENCES.get(rule.getKey()))));
  }

  @TestFactory
  DynamicTest lanewiseFunction_onFixture_fails() {
    return DynamicTest.dynamicTest(
        "VectorOperators.EXP", () -> assertFails(Rules.noLaneReduction(), "VectorOperators.EXP"));
  }

  private static void assertFails(ArchRule rule, String named) {
    var result = rule.evaluate(FIXTURES);
    assertThat(result.hasViolation()).isTrue();
    assertThat(result.getFailureReport().toString()).contains(named);
  }
}
