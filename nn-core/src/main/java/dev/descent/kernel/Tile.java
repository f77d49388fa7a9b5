package dev.descent.kernel;

import java.util.Locale;

/// How a micro-kernel uses the vector registers of a processor.
///
/// @param rows rows of the tile of C that is held in registers
/// @param vectors vectors of each row
/// @param unroll steps of the inner extent in one turn of the whole tile's loop, a power of two
/// @param fences whether loads are kept in order by fences, see [MicroKernelWriter]
record Tile(int rows, int vectors, int unroll, boolean fences) {
  /// The height of panels that are not as high as the tile.
  static final int SHORT = 4;

  /// With 32 registers and fences, 16 accumulators: more leave C2 too few for what it loads ahead.
  private static final Tile WIDE = new Tile(8, 2, 4, true);

  /// With 16 registers, 12 accumulators.
  private static final Tile NARROW = new Tile(6, 2, 4, true);

  /// With 32 registers and no fences.
  private static final Tile UNFENCED = new Tile(8, 3, 1, false);

  Tile {
    if (Integer.bitCount(unroll) != 1) {
      throw new IllegalArgumentException("unroll must be a power of two, was " + unroll);
    }
  }

  /// Returns the tile for vectors of some floats on this processor. A fence is free on x86 and an
  /// instruction elsewhere.
  static Tile of(int lanes) {
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean x86 = processor.equals("amd64") || processor.equals("x86_64");
    if (!x86) {
      return UNFENCED;
    }
    return lanes >= 16 ? WIDE : NARROW;
  }

  /// Returns the height of the next panel of A where `left` ≥ 1 rows are left: all of the tile's
  /// rows, or [#SHORT]; the last one may be higher than what is left. Few heights are few kernels
  /// to compile.
  int height(int left) {
    if (left <= SHORT || (rows < 2 * SHORT && (left == 2 * SHORT - 1 || left == 2 * SHORT))) {
      return SHORT;
    }
    return rows;
  }

  /// Returns the rows of all panels together.
  int padded(int height) {
    int sum = 0;
    while (sum < height) {
      sum += height(height - sum);
    }
    return sum;
  }

  /// Returns how many of the tile's whole panels some vectors begin with.
  int wholeWidths(int width) {
    int count = 0;
    for (int left = width; left >= vectors && width(left) == vectors; left -= vectors) {
      count++;
    }
    return count;
  }

  /// Returns the vectors of the next panel of B where `left` ≥ 1 vectors are left: full ones, then
  /// two of about the same width.
  int width(int left) {
    if (left >= 2 * vectors) {
      return vectors;
    }
    return left <= vectors ? left : (left + 1) / 2;
  }
}
