package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class OtherJvmTest {
  @Test
  void jvmsThatHaveDied_areNamedOnceAndReplaced() throws ReflectiveOperationException {
    VariantConfig config = new VariantConfig();
    Map<String, String> scalar = OtherJvm.scalar(config);
    Map<String, String> narrow = OtherJvm.narrow(config);
    ProcessHandle.current()
        .children()
        .forEach(child -> {
          child.destroyForcibly();
          child.onExit().join();
        });
    assertThatThrownBy(() -> OtherJvm.scalar(config)).hasMessageContaining("variant");
    assertThatThrownBy(() -> OtherJvm.narrow(config)).hasMessageContaining("variant");
    assertThat(OtherJvm.scalar(config)).isEqualTo(scalar);
    assertThat(OtherJvm.narrow(config)).isEqualTo(narrow);
  }
}
