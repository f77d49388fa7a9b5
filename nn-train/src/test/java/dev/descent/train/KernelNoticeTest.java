package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

final class KernelNoticeTest {
  private static final String SCALAR =
      "scalar kernels: the Vector API is not loaded: start java with --add-modules"
          + " jdk.incubator.vector";

  /// Returns the calls that saying it makes.
  private static List<String> said(String description, @Nullable String wanted) {
    List<String> calls = new ArrayList<>();
    Logger log =
        (Logger)
            Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName() + " " + arguments[1]);
                  return null;
                });
    KernelNotice.say(log, description, wanted);
    return calls;
  }

  @Test
  void say_vectorKernels_informs() {
    assertThat(said("vector kernels, 256 bit", null))
        .containsExactly("info vector kernels, 256 bit");
  }

  @Test
  void say_scalarKernelsThatNobodyAskedFor_warns() {
    assertThat(said(SCALAR, null)).containsExactly("warn " + SCALAR);
  }

  @Test
  void say_scalarKernelsOnRequest_informs() {
    String forced = "scalar kernels: -Ddescent.kernel=scalar forces it";
    assertThat(said(forced, "scalar")).containsExactly("info " + forced);
  }
}
