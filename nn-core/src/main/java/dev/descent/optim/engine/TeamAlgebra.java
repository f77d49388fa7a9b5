package dev.descent.optim.engine;

import dev.descent.kernel.Decompositions;
import dev.descent.kernel.Elementwise;
import dev.descent.kernel.Gemm;
import dev.descent.optim.spi.Algebra;
import dev.descent.parallel.Team;
import java.util.Arrays;

/// The matrix kernels on a team's threads.
final class TeamAlgebra implements Algebra {
  private final Team team;
  private float[][] scratch = {};
  private double[][] doubles = {};

  TeamAlgebra(Team team) {
    this.team = team;
  }

  @Override
  public void matmul(
      int m,
      int k,
      int n,
      float[] a,
      int aOffset,
      boolean aTransposed,
      float[] b,
      int bOffset,
      boolean bTransposed,
      float[] c,
      int cOffset) {
    Gemm.multiply(
        team,
        m,
        n,
        k,
        a,
        aOffset,
        aTransposed ? m : k,
        aTransposed,
        b,
        bOffset,
        bTransposed ? k : n,
        bTransposed,
        c,
        cOffset,
        n,
        false,
        null,
        0,
        Elementwise.IDENTITY,
        0,
        0);
  }

  @Override
  public double dot(int n, float[] a, int aOffset, float[] b, int bOffset) {
    return Dots.dot(a, aOffset, b, bOffset, n);
  }

  @Override
  public float[] scratch(int which, int size) {
    if (which >= scratch.length) {
      int known = scratch.length;
      scratch = Arrays.copyOf(scratch, which + 1);
      Arrays.fill(scratch, known, which + 1, new float[0]);
    }
    if (scratch[which].length < size) {
      scratch[which] = new float[size];
    }
    return scratch[which];
  }

  @Override
  public double[] doubles(int which, int size) {
    if (which >= doubles.length) {
      int known = doubles.length;
      doubles = Arrays.copyOf(doubles, which + 1);
      Arrays.fill(doubles, known, which + 1, new double[0]);
    }
    if (doubles[which].length < size) {
      doubles[which] = new double[size];
    }
    return doubles[which];
  }

  @Override
  public void singular(int rows, int columns, double[] a, double[] lengths, double[] rotation) {
    Decompositions.singular(rows, columns, a, lengths, rotation);
  }

  @Override
  public void orthonormalize(int rows, int columns, double[] a) {
    Decompositions.orthonormalize(rows, columns, a);
  }

  long bytes() {
    long sum = 0;
    for (float[] array : scratch) {
      sum += 4L * array.length;
    }
    for (double[] array : doubles) {
      sum += 8L * array.length;
    }
    return sum;
  }
}
