package dev.descent.kernel;

import dev.descent.parallel.Team;

/// A number that depends on every bit of some products; its main method is run in JVMs with other
/// kernels.
final class GemmFingerprint {
  /// Elements that the second cache holds.
  private static final int SECOND = (int) (Caches.second() / 4);

  private GemmFingerprint() {}

  public static void main(String[] arguments) {
    System.out.println("fingerprint " + compute());
  }

  static long compute() {
    int[][] sizes = {
      {1, 1, 1},
      {5, 17, 9},
      {13, 33, 20},
      {7, 49, 3},
      {2, 70, 11},
      {9, 5, 4100},
      {61, 531, 140},
      {1, 100, 12},
      {3, 40, 30},
      {1, 37, 45},
      {50, 2, 33},
      {3, 200, 46},
      {21, 90, 30},
      {18, 10, 30},
      {35, 21, 17},
      {11, 300, 200},
      {1, 4101, SECOND / 4100 + 2},
      {2, 1030, SECOND / 1030 + 5},
      {4, 2100, 4 * SECOND / 2100 + 3}, // shared by two
      {24, 13, 40},
      {24, 26, 40}
    };
    long hash = 17;
    try (Team team = Team.of(2)) {
      for (int[] size : sizes) {
        for (int flags = 0; flags < 8; flags++) {
          float[] c =
              GemmCase.of(size[0], size[1], size[2])
                  .withBias()
                  .run(team, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
          for (float element : c) {
            hash = 31 * hash + Float.floatToIntBits(element);
          }
        }
      }
    }
    return hash;
  }
}
