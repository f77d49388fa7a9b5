package dev.descent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class SourceRulesTest {
  @Test
  void sources_ofEveryModule_areFound() {
    assertThat(Sources.main())
        .map(Sources::relative)
        .map(Path::toString)
        .anyMatch(file -> file.startsWith("nn-core/"))
        .anyMatch(file -> file.startsWith("nn-optim/"));
    assertThat(Sources.tests()).isNotEmpty();
  }

  @Test
  void sources_outsideKernels_stayShort() {
    List<Path> files =
        Sources.main().stream()
            .filter(f -> !f.toString().contains("/dev/descent/kernel/"))
            .toList();
    assertThat(offences(files, SourceRules::tooLong)).isEmpty();
    assertThat(offences(Sources.tests(), SourceRules::tooLong)).isEmpty();
    assertThat(SourceRules.tooLong("\n".repeat(501))).containsExactly("has 501 lines, at most 500");
    assertThat(SourceRules.tooLong("\n".repeat(500))).isEmpty();
  }

  @Test
  void publicTypes_haveDocComments() {
    assertThat(offences(Sources.main(), SourceRules::undocumented)).isEmpty();
    assertThat(SourceRules.undocumented("public class A { public record B() {} class C {} }"))
        .containsExactly("no doc comment on A", "no doc comment on B");
    assertThat(SourceRules.undocumented("/// I.\npublic interface I { record B() {} }"))
        .containsExactly("no doc comment on B");
    assertThat(SourceRules.undocumented("class A { public static class B {} }")).isEmpty();
  }

  @Test
  void tests_areNeverSkipped() {
    assertThat(offences(Sources.tests(), SourceRules::skippedTests)).isEmpty();
    assertThat(SourceRules.skippedTests("@Disabled(\"slow\") void a() { assumeTrue(x); }"))
        .containsExactly("@Disabled", "assumeTrue");
    assertThat(SourceRules.skippedTests("// @Disabled\nvoid a() {}")).isEmpty();
  }

  @Test
  void tests_doNotSleep() {
    assertThat(offences(Sources.tests(), SourceRules::sleeps)).isEmpty();
    assertThat(SourceRules.sleeps("Thread.sleep(5); TimeUnit.SECONDS.sleep(1);"))
        .containsExactly("Thread.sleep", "TimeUnit.SECONDS.sleep");
  }

  private static List<String> offences(List<Path> files, Function<String, List<String>> rule) {
    return files.stream()
        .flatMap(file ->
            rule.apply(Sources.read(file)).stream()
                .map(offence -> Sources.relative(file) + ": " + offence))
        .toList();
  }
}
