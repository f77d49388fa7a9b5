package dev.descent.kernel;

import dev.descent.parallel.Team;

/// Some small products, the first of a JVM.
final class FirstProduct {
  private FirstProduct() {}

  public static void main(String[] arguments) {
    for (int m = 1; m <= 8; m++) {
      GemmCase product = GemmCase.of(m, 64, 16);
      for (int flags = 0; flags < 8; flags++) {
        product.run(Team.single(), (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
      }
    }
  }
}
