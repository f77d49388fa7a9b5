package dev.descent.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.descent.random.Keys;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/// Results are those of 60 digits, rounded, and cost no memory.
final class ElementaryTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final long KEY = Keys.of(7);

  @Test
  void pow_ofEighths_isTheDoubleNextToSixtyDigits() {
    for (int i = 0; i < 2000; i++) {
      double x = Math.scalb(1 + Keys.uniformDouble(KEY, 2L * i), i % 41 - 20);
      int eighths = Keys.bits(KEY, 2L * i + 1) % 160;
      assertThat(Elementary.pow(x, eighths / 8.0))
          .as("%s to %d/8", x, eighths)
          .isEqualTo(exact(x, eighths));
    }
  }

  @Test
  void pow_ofNumbersNextToOne_isTheDoubleNextToSixtyDigits() {
    for (int i = -300; i < 300; i++) {
      double x = 1 + i * 0x1p-52;
      assertThat(Elementary.pow(x, 8 * 1e6)).isEqualTo(exact(x, 64_000_000));
      x = 1 + i * 0x1p-10;
      assertThat(Elementary.pow(x, 700)).isEqualTo(exact(x, 5600));
    }
  }

  private static double exact(double x, int eighths) {
    BigDecimal root = new BigDecimal(x);
    BigDecimal power = root.pow(Math.abs(eighths) / 8, DIGITS);
    for (int bit = 4; bit > 0; bit >>= 1) {
      root = root.sqrt(DIGITS);
      power = (Math.abs(eighths) & bit) != 0 ? power.multiply(root, DIGITS) : power;
    }
    return (eighths < 0 ? BigDecimal.ONE.divide(power, DIGITS) : power).doubleValue();
  }

  @Test
  void pow_ofAnything_isWithinAUnitOfStrictMath() {
    for (int i = 0; i < 20_000; i++) {
      double x = Math.scalb(1 + Keys.uniformDouble(KEY, 3L * i), Keys.bits(KEY, i) % 300);
      double y = Math.scalb(Keys.uniformDouble(KEY, 3L * i + 1) - 0.5, i % 12);
      assertWithinAUnit(Elementary.pow(x, y), StrictMath.pow(x, y));
    }
  }

  @Test
  void pow_ofSpecialNumbers_isThatOfStrictMath() {
    double[] numbers = {
      0,
      -0.0,
      1,
      -1,
      2,
      -2,
      0.5,
      -0.5,
      3,
      1e300,
      1e-300,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.MIN_NORMAL,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      0x1p60
    };
    for (double x : numbers) {
      for (double y : numbers) {
        double expected = StrictMath.pow(x, y);
        if (Math.abs(expected) > 0 && Math.abs(expected) <= Double.MAX_VALUE) {
          assertWithinAUnit(Elementary.pow(x, y), expected);
        } else {
          assertSame(Elementary.pow(x, y), expected);
        }
      }
    }
  }

  @Test
  void sin_andCos_areWithinFourFifthsOfAUnit() {
    for (int i = -2000; i < 2000; i++) {
      double angle = i % 4 == 0 ? i / 4 % 9 * (Math.PI / 4) : 14 * Keys.uniformDouble(KEY, i) - 7;
      assertWave(angle);
    }
    // The worst that are known.
    assertWave(0x1.2c8688ded4a08p+1);
    assertWave(-0x1.2a661c7cb9b3ap+1);
    assertWave(-0x1.5e95f40ca3c95p+2);
  }

  private static void assertWave(double angle) {
    assertClose(Elementary.cos(angle), series(angle, 0), angle);
    assertClose(Elementary.sin(angle), series(angle, 1), angle);
  }

  private static void assertClose(double actual, BigDecimal expected, double angle) {
    if (expected.signum() == 0) {
      assertThat(actual).isZero();
      return;
    }
    BigDecimal unit = new BigDecimal(Math.ulp(expected.doubleValue()));
    assertThat(new BigDecimal(actual).subtract(expected).abs().divide(unit, DIGITS).doubleValue())
        .as("error in units, of %s", angle)
        .isLessThan(0.8);
  }

  /// The series of cosine and sine, which starts with the power 0 or 1.
  private static BigDecimal series(double angle, int first) {
    MathContext digits = new MathContext(200);
    BigDecimal square = new BigDecimal(angle).pow(2).negate();
    BigDecimal term = new BigDecimal(angle).pow(first);
    BigDecimal sum = term;
    for (int k = first + 2; term.abs().doubleValue() > 1e-60 || k < 50; k += 2) {
      term = term.multiply(square, digits).divide(BigDecimal.valueOf(k * (k - 1L)), digits);
      sum = sum.add(term, digits);
    }
    return sum;
  }

  @Test
  void sin_andCos_ofSpecialAndLargeAngles_areThoseOfStrictMath() {
    for (double angle :
        new double[] {0, -0.0, 0x1p21, -1e300, 1e-300, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertSame(Elementary.cos(angle), StrictMath.cos(angle));
      assertSame(Elementary.sin(angle), StrictMath.sin(angle));
    }
    for (int i = 0; i < 20_000; i++) {
      double angle = 20 * (Keys.uniformDouble(KEY, i) - 0.5);
      assertWithinAUnit(Elementary.cos(angle), StrictMath.cos(angle));
      assertWithinAUnit(Elementary.sin(angle), StrictMath.sin(angle));
    }
  }

  private static void assertSame(double actual, double expected) {
    assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
  }

  private static void assertWithinAUnit(double actual, double expected) {
    if (Double.isInfinite(expected)) {
      assertSame(actual, expected); // a unit of infinity is infinite
    } else if (actual != expected) {
      assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(Math.ulp(expected));
    }
  }

  @Test
  void rest_ofAProduct_isThatOfAFusedMultiplyAdd() {
    for (int i = 0; i < 20_000; i++) {
      double a = Math.scalb(Keys.uniformDouble(KEY, 2L * i) - 0.5, i % 100 - 50);
      double b = Math.scalb(Keys.uniformDouble(KEY, 2L * i + 1) - 0.5, i % 70);
      assertThat(Elementary.rest(a, b, a * b)).isEqualTo(Math.fma(a, b, -(a * b)));
    }
  }

  @Test
  void results_allocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double sum = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 1; i < 100; i++) {
      sum += Elementary.pow(0.9, i) + Elementary.cos(i * 0.07) + Elementary.sin(i * 0.07);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isNotNaN();
    assertThat(bytes).isZero();
  }
}
