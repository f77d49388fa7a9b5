package dev.descent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

final class GuiceRuleTest {
  @Test
  void guice_outsideItsModules_fails() {
    var fixtures = new ClassFileImporter().importPackages("dev.descent.architecture.fixture");
    var result = Rules.guiceOnlyInModules().evaluate(fixtures);
    assertThat(result.getFailureReport().toString()).contains("Injected.take");
  }
}
