package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.OptimizerEntry.Kind;
import dev.descent.optim.spi.OptimizerConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Optimizers by name: found in every way, made from text.
final class RegistryTest {
  private static final String LINES =
      "[Line[name=learningRate, type=double, value=0.5, range=finite and >= 0, summary=length of a"
          + " step], Line[name=partner, type=OptimizerConfig, value=other(), range=,"
          + " summary=nothing]]";

  private final OptimizerRegistry registry =
      OptimizerRegistry.ofConfigs(
          List.of(
              new Moments(), new Momentum(), new Averaged(), new Orthogonal(), new LineSearch()));

  @TempDir private Path directory = Path.of("");

  @Test
  void classPath_jar_isFoundInAChildJvm() throws Exception {
    Path jar = PlugIn.jar(directory, "drift.jar", "drift", false);
    String path = join(PlugIn.core(), jar, PlugIn.probe(directory));
    String output = PlugIn.java(List.of("-cp", path, "Probe"));
    assertThat(output).contains("drift third.party.DriftConfig " + jar + " " + LINES);
    assertThat(output).contains("-1.5");
  }

  @Test
  void modulePath_module_isFoundInAChildJvm() throws Exception {
    Path jar = PlugIn.jar(directory, "drift.jar", "drift", true);
    String path = join(PlugIn.core(), jar);
    String output =
        PlugIn.java(
            List.of(
                "-p",
                path,
                "--add-modules",
                "third.party",
                "-cp",
                PlugIn.probe(directory).toString(),
                "Probe"));
    assertThat(output).contains("drift third.party.DriftConfig module third.party " + LINES);
    assertThat(output).contains("-1.5");
  }

  @Test
  void directory_ofAClassPathHost_isFoundInAChildJvm() throws Exception {
    Path jar = PlugIn.jar(directory, "drift.jar", "drift", false);
    String path = join(PlugIn.core(), PlugIn.probe(directory));
    String output = PlugIn.java(List.of("-cp", path, "Probe", jar.getParent().toString()));
    assertThat(output).contains("drift third.party.DriftConfig " + jar + " " + LINES);
    assertThat(output).contains("-1.5");
  }

  @Test
  void directory_ofAModularHost_isFoundInAChildJvm() throws Exception {
    Path jar = PlugIn.jar(directory, "drift.jar", "drift", false);
    String output =
        PlugIn.java(
            List.of(
                "-p",
                PlugIn.core().toString(),
                "--add-modules",
                "dev.descent.core",
                "-cp",
                PlugIn.probe(directory).toString(),
                "Probe",
                jar.getParent().toString()));
    assertThat(output).contains("drift third.party.DriftConfig " + jar + " " + LINES);
    assertThat(output).contains("-1.5");
  }

  private static String join(Path... paths) {
    return String.join(
        File.pathSeparator, java.util.Arrays.stream(paths).map(Path::toString).toList());
  }

  @Test
  void directory_twoJarsWithOneClass_namesBothSorted() throws IOException {
    Path jar = PlugIn.jar(directory, "b.jar", "drift", false);
    PlugIn.jar(directory, "a.jar", "another", false);
    assertThatThrownBy(() -> OptimizerRegistry.discover(jar.getParent()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "class third.party.DriftConfig must be in one plug-in jar, is in [a.jar, b.jar]");
  }

  @Test
  void names_claimedTwice_nameBothSorted() {
    assertThatThrownBy(() ->
            OptimizerRegistry.ofConfigs(List.of(new Momentum(), new Moments(), new Impostor(0.1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "optimizer 'moments' must be claimed by one class, was by"
                + " [dev.descent.optim.engine.Impostor (application),"
                + " dev.descent.optim.engine.Moments (application)]");
    assertThat(registry.with(List.of(new Impostor(0.1))).get("moments").defaults())
        .isEqualTo(new Impostor(0.1));
  }

  @Test
  void directory_withoutJars_isRefused() {
    assertThatThrownBy(() -> OptimizerRegistry.discover(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plug-in directory must exist and hold a jar, was '%s'", directory);
    assertThatThrownBy(() -> OptimizerRegistry.discover(directory.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void directory_classThatIsNoPublicRecord_isNamed() throws IOException {
    String source =
        """
        package third.party;
        import dev.descent.optim.spi.*;
        public final class DriftConfig implements OptimizerConfig {
          public HyperParameters hyperParameters() { return HyperParameters.of("drift", "No record"); }
          public Rule<?> rule() { throw new UnsupportedOperationException(); }
        }
        """;
    Path jar = PlugIn.jar(directory, "x.jar", source, "third.party.DriftConfig", false);
    assertThatThrownBy(() -> OptimizerRegistry.discover(jar.getParent()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "config third.party.DriftConfig must be a public record in an exported package");
  }

  @Test
  void directory_serviceThatIsMissing_isNamed() throws IOException {
    String source =
        """
        package third.party;
        public final class DriftConfig {}
        """;
    Path jar = PlugIn.jar(directory, "x.jar", source, "third.party.Nothing", false);
    assertThatThrownBy(() -> OptimizerRegistry.discover(jar.getParent()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("an optimizer plug-in cannot be loaded: ")
        .hasMessageContaining("third.party.Nothing");
    Files.delete(jar);
  }

  @Test
  void sheet_thatForgetsAComponent_isRefused() {
    assertThatThrownBy(() -> OptimizerRegistry.ofConfigs(List.of(new Forgetful(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "config dev.descent.optim.engine.Forgetful must declare its components [learningRate]"
                + " as hyper-parameters, declares []");
  }

  @Test
  void name_unknown_suggestsTheNearestOfTheKindsAskedForOrListsThem() {
    assertThatThrownBy(() -> registry.get("momets"))
        .isInstanceOf(UnknownOptimizerException.class)
        .hasMessage("no optimizer named 'momets'; did you mean 'moments'?");
    assertThatThrownBy(() -> registry.get("momets", EnumSet.of(Kind.TRANSFORM)))
        .hasMessage("no transform named 'momets'; found []");
    assertThatThrownBy(() -> registry.create("zebra", Map.of()))
        .isInstanceOf(UnknownOptimizerException.class)
        .hasMessage(
            "no optimizer named 'zebra'; found optimizers [line-search, moments, momentum,"
                + " orthogonal], wrappers [averaged]");
    assertThat(registry.get("moments", EnumSet.of(Kind.TRANSFORM)).kind())
        .isEqualTo(Kind.OPTIMIZER);
  }

  @Test
  void settings_ofEveryKind_makeTheConfig() {
    assertThat(
            registry.create(
                "momentum", Map.of("learningRate", "0.5", "nesterov", "true", "momentum", "1e-1")))
        .isEqualTo(new Momentum(0.5, 0.1, true, 0));
    assertThat(registry.create("orthogonal", Map.of("iterations", "7", "fallback.beta1", "0.5")))
        .isEqualTo(
            new Orthogonal(0.02, 0.95, true, 0, 7, false, new Moments(1e-3, 0.5, 0.999, 1e-8, 0)));
    OptimizerConfig averaged =
        registry.create("averaged", Map.of("inner", "moments", "inner.learningRate", "0.5"));
    assertThat(averaged).isEqualTo(new Averaged(Moments.of(0.5), 0.9));
  }

  @Test
  void settings_ofEqualConfigsInside_changeTheOneThatIsMeant() {
    OptimizerRegistry pairs = OptimizerRegistry.ofConfigs(List.of(new Pair()));
    Momentum plain = new Momentum();
    Momentum fast = new Momentum(0.5, plain.momentum(), plain.nesterov(), plain.weightDecay());
    assertThat(pairs.create("pair", Map.of("inner.learningRate", "0.5")))
        .isEqualTo(new Pair(plain, fast));
    assertThat(pairs.create("pair", Map.of("fallback.learningRate", "0.5")))
        .isEqualTo(new Pair(fast, plain));
  }

  @Test
  void settings_wrong_sayWhatIsRight() {
    assertRefused(
        Map.of("beta3", "1"),
        "moments has no hyper-parameter 'beta3'; did you mean 'beta1'? found [learningRate, beta1,"
            + " beta2, epsilon, weightDecay]");
    assertRefused(Map.of("beta2", "1.5"), "moments beta2 must be in [0, 1), was 1.5");
    assertRefused(Map.of("beta2", "high"), "moments beta2 must be a number, was 'high'");
    assertThatThrownBy(() -> registry.create("orthogonal", Map.of("iterations", "2.5")))
        .hasMessage("orthogonal iterations must be a whole number, was '2.5'");
    assertThatThrownBy(
            () -> registry.create("orthogonal", Map.of("iterations", "9999999999999999999999")))
        .hasMessage(
            "orthogonal iterations must be a whole number of 64 bits, was"
                + " '9999999999999999999999'");
    assertThatThrownBy(() -> registry.create("momentum", Map.of("nesterov", "yes")))
        .hasMessage("momentum nesterov must be true or false, was 'yes'");
    assertThatThrownBy(() -> registry.create("orthogonal", Map.of("others", "momentum")))
        .hasMessage("orthogonal others must be a Moments, was 'momentum'");
  }

  private void assertRefused(Map<String, String> settings, String message) {
    assertThatThrownBy(() -> registry.create("moments", settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
