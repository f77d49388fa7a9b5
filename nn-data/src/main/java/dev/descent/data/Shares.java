package dev.descent.data;

/// Divides a fraction of all records among classes by largest remainders, so that the sum is right.
final class Shares {
  private Shares() {}

  /// Returns how many of each class make up `fraction` of all; of equal remainders the first
  /// class's counts.
  static int[] of(int[] counts, double fraction) {
    int[] shares = new int[counts.length];
    double[] remainders = new double[counts.length];
    long all = 0;
    long given = 0;
    for (int i = 0; i < counts.length; i++) {
      double exact = counts[i] * fraction;
      shares[i] = (int) exact;
      remainders[i] = exact - shares[i];
      all += counts[i];
      given += shares[i];
    }
    for (long left = Math.round(all * fraction) - given; left > 0; left--) {
      int largest = 0;
      for (int i = 1; i < counts.length; i++) {
        largest = remainders[i] > remainders[largest] ? i : largest;
      }
      shares[largest]++;
      remainders[largest] = -1;
    }
    return shares;
  }
}
