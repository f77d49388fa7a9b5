package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A body in the place of a call does what the method does, or is refused.
final class BodiesTest {
  private static final ClassDesc SAMPLE = Sample.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);

  /// Methods to write into others.
  static final class Sample {
    private Sample() {}

    static int increments(int n) {
      int more = n;
      more++;
      more += 300;
      return more;
    }

    static int branches(int n) {
      if (n > 2) {
        return increments(n);
      }
      return n < 0 ? -n : n;
    }

    static int loops(int n) {
      int sum = 0;
      for (int i = 0; i < n; i++) {
        sum += i;
      }
      return sum;
    }

    static int switches(int n) {
      return switch (n) {
        case 1 -> 5;
        case 2 -> 7;
        default -> 0;
      };
    }

    static int looksUp(int n) {
      return switch (n) {
        case 1 -> 5;
        case 100_000 -> 7;
        default -> 0;
      };
    }

    static int catches(int n) {
      try {
        return 7 / n;
      } catch (ArithmeticException e) {
        return 0;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, 0, 2, 5})
  void body_thatIncrementsOrBranches_isTheMethod(int n) throws Throwable {
    assertThat(run("increments", n, 100)).isEqualTo(Sample.increments(n));
    assertThat(run("branches", n, 100)).isEqualTo(Sample.branches(n));
  }

  @ParameterizedTest
  @ValueSource(strings = {"loops", "switches", "looksUp", "catches"})
  void body_thatDoesWhatNoneMay_isRefused(String name) {
    assertThatThrownBy(() -> run(name, 1, 100))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(name + " must not loop, switch or catch, to stand in another method");
  }

  @Test
  void body_ofTooManyInstructions_isTooLong() {
    assertThatThrownBy(() -> run("branches", 1, 5)).isInstanceOf(Bodies.TooLong.class);
  }

  private static int run(String name, int n, int most) throws Throwable {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(BodiesTest.class.getPackageName() + ".Written"),
                type ->
                    type.withMethodBody(
                        "run",
                        TYPE,
                        ClassFile.ACC_STATIC,
                        code -> {
                          code.iload(0);
                          new Bodies(most, 0).write(code, 1, 20, SAMPLE, name, TYPE);
                          code.ireturn();
                        }));
    MethodHandles.Lookup written = MethodHandles.lookup().defineHiddenClass(bytes, true);
    MethodHandle run =
        written.findStatic(
            written.lookupClass(), "run", MethodType.methodType(int.class, int.class));
    return (int) run.invokeExact(n);
  }
}
