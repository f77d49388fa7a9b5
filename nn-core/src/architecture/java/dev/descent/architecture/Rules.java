package dev.descent.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What the compiled classes of every module keep to, by the name of the rule.
final class Rules {
  /// Functions whose results the specification of [Math] leaves open, so that they differ between
  /// machines.
  private static final Set<String> INEXACT =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan",
          "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");

  private static final Set<String> INEXACT_LANES =
      Set.of(
          "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "CBRT", "HYPOT", "SIN", "COS", "TAN",
          "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH");

  private static final String VECTOR = "jdk.incubator.vector";

  private Rules() {}

  static Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("vectorApi_outsideKernel_isAbsent", vectorApiOnlyInKernel());
    rules.put("laneReduction_ofFloats_isAbsent", noLaneReduction());
    rules.put("mathFunctions_withOpenResults_areAbsent", noInexactMath());
    rules.put("fusedMultiplyAdd_ofFloats_goesThroughFma", floatFmaThroughFma());
    rules.put("randomNumbers_ofTheJdk_areAbsent", noRandom());
    rules.put("standardStreams_outsideCliAndExamples_areAbsent", noStandardStreams());
    rules.put("javaSerialization_isAbsent", noSerialization());
    rules.put("core_dependsOn_theJdkOnly", coreOnJdkOnly());
    rules.put("spi_dependsOn_theJdkAndCoreOnly", spiOnJdkAndCoreOnly());
    rules.put("guice_outsideItsModules_isAbsent", guiceOnlyInModules());
    rules.put("configs_areRecords", configsAreRecords());
    rules.put("providers_arePublicFinal", providersArePublicFinal());
    rules.put("publicTypes_areAbstractOrFinal", publicTypesAreAbstractOrFinal());
    rules.put("fields_areNotProtected", noProtectedFields());
    rules.put("packages_haveNoCycles", noPackageCycles());
    return rules;
  }

  static ArchRule vectorApiOnlyInKernel() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("dev.descent.kernel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(VECTOR)
        .because("signatures outside the kernels stay free of the incubator");
  }

  static ArchRule noLaneReduction() {
    return noClasses()
        .should(
            call(
                "reduce lanes of floats, or use a lanewise function with open results",
                t ->
                    t.getOwner().getPackageName().equals(VECTOR)
                        && t.getName().equals("reduceLanes")
                        && !t.getOwner().getSimpleName().matches("(Int|Long|Short|Byte)Vector")))
        .orShould(
            accessTargetWhere(
                target(
                    describe(
                        "is a lanewise function with open results",
                        (AccessTarget t) ->
                            t.getOwner().getFullName().equals(VECTOR + ".VectorOperators")
                                && INEXACT_LANES.contains(t.getName())))))
        .because("their order or result depends on the machine")
        .allowEmptyShould(true);
  }

  static ArchRule noInexactMath() {
    return noClasses()
        .should(
            call(
                "call a function of Math with open results",
                t ->
                    t.getOwner().isEquivalentTo(Math.class)
                        && (INEXACT.contains(t.getName()) || t.getName().equals("random"))))
        .because("StrictMath and dev.descent.kernel.Maths give the same bits everywhere");
  }

  static ArchRule floatFmaThroughFma() {
    return noClasses()
        .that(
            describe(
                "are in dev.descent but not Fma",
                c -> !c.getFullName().equals("dev.descent.kernel.Fma")))
        .should(
            call(
                "call Math.fma on floats",
                t ->
                    t.getOwner().isEquivalentTo(Math.class)
                        && t.getName().equals("fma")
                        && t.getRawReturnType().isEquivalentTo(float.class)))
        .because("without the processor's instruction Math.fma is a BigDecimal call");
  }

  static ArchRule noRandom() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.SplittableRandom")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.random")
        .because("randomness is an argument: dev.descent.random.Keys");
  }

  static ArchRule noStandardStreams() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.descent.cli..", "dev.descent.examples..", "dev.descent.benchmarks..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("a library reports to listeners and to slf4j");
  }

  static ArchRule noSerialization() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectOutputStream");
  }

  static ArchRule coreOnJdkOnly() {
    return classes()
        .that()
        .resideInAnyPackage(
            "..tensor..",
            "..lowering..",
            "..autodiff..",
            "..layer..",
            "..loss..",
            "..program..",
            "..kernel..",
            "..parallel..",
            "..runtime..",
            "dev.descent.random..",
            "..engine..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "jdk.incubator.vector", "jdk.jfr", "dev.descent..", "org.jspecify..")
        .because("the core has no library below it, not even a logger");
  }

  static ArchRule spiOnJdkAndCoreOnly() {
    return classes()
        .that()
        .resideInAPackage("..spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.descent..", "org.jspecify..")
        .because("a plug-in needs nothing but the core")
        .allowEmptyShould(true);
  }

  static ArchRule guiceOnlyInModules() {
    return noClasses()
        .that(
            describe(
                "are neither *Module nor an application's",
                c -> !root(c).getSimpleName().endsWith("Module")))
        .and()
        .resideOutsideOfPackages("dev.descent.cli..", "dev.descent.examples..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.inject..")
        .because("every class works with new")
        .allowEmptyShould(true);
  }

  static ArchRule configsAreRecords() {
    return classes()
        .that()
        .arePublic()
        .and()
        .haveSimpleNameEndingWith("Config")
        .and()
        .areNotInterfaces()
        .should()
        .beRecords()
        .allowEmptyShould(true);
  }

  static ArchRule providersArePublicFinal() {
    return classes()
        .that()
        .haveSimpleNameEndingWith("Provider")
        .and()
        .areNotInterfaces()
        .should()
        .bePublic()
        .andShould()
        .haveModifier(JavaModifier.FINAL)
        .because("ServiceLoader makes them")
        .allowEmptyShould(true);
  }

  static ArchRule publicTypesAreAbstractOrFinal() {
    return classes()
        .that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .should()
        .haveModifier(JavaModifier.ABSTRACT)
        .orShould()
        .haveModifier(JavaModifier.FINAL);
  }

  static ArchRule noProtectedFields() {
    return noFields().should().beProtected().allowEmptyShould(true);
  }

  static ArchRule noPackageCycles() {
    return slices().matching("dev.descent.(**)").should().beFreeOfCycles();
  }

  private static JavaClass root(JavaClass c) {
    return c.getEnclosingClass().map(Rules::root).orElse(c);
  }

  private static ArchCondition<JavaClass> call(
      String what, java.util.function.Predicate<CodeUnitAccessTarget> which) {
    return new ArchCondition<>(what) {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        item.getCodeUnitAccessesFromSelf().stream()
            .filter(access -> which.test(access.getTarget()))
            .forEach(access ->
                events.add(SimpleConditionEvent.satisfied(access, access.getDescription())));
      }
    };
  }
}
