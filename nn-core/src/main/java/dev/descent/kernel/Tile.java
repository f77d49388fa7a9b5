package dev.descent.kernel;

import java.util.Locale;

/// How a micro-kernel uses the vector registers of a processor.
///
/// @param rows rows of the tile of C that is held in registers
/// @param vectors vectors of each row
/// @param unroll steps of the inner extent in one turn of the loop
/// @param fences whether loads are kept in order by fences, see [MicroKernelWriter]
record Tile(int rows, int vectors, int unroll, boolean fences) {
  /// With 32 registers C2 keeps 24 accumulators without help.
  private static final Tile WIDE = new Tile(8, 3, 1, false);

  /// With 16 registers, 12 accumulators.
  private static final Tile NARROW = new Tile(6, 2, 4, true);

  /// Returns the tile for vectors of some floats on this processor. A fence is free on x86 and an
  /// instruction elsewhere.
  static Tile of(int lanes) {
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean x86 = processor.equals("amd64") || processor.equals("x86_64");
    return lanes >= 16 || !x86 ? WIDE : NARROW;
  }

  /// Returns the height of the next panel of A where `left` ≥ 1 rows are left: full ones, then two
  /// of about the same height.
  int height(int left) {
    return part(left, rows);
  }

  /// Returns the vectors of the next panel of B where `left` ≥ 1 vectors are left.
  int width(int left) {
    return part(left, vectors);
  }

  /// Returns how many parts of the greatest size `left` begins with.
  static int wholes(int left, int most) {
    return left % most == 0 ? left / most : Math.max(0, left / most - 1);
  }

  private static int part(int left, int most) {
    if (left >= 2 * most) {
      return most;
    }
    return left <= most ? left : (left + 1) / 2;
  }
}
