package dev.descent.optim.engine;

import dev.descent.kernel.Elementwise;
import dev.descent.kernel.Gemm;
import dev.descent.kernel.Sums;
import dev.descent.optim.spi.Algebra;
import dev.descent.parallel.Team;
import java.util.Arrays;

/// The matrix kernels on a team's threads.
final class TeamAlgebra implements Algebra {
  private final Team team;
  private float[][] scratch = {};

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
    return Sums.dot(a, aOffset, b, bOffset, n);
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

  long bytes() {
    long sum = 0;
    for (float[] array : scratch) {
      sum += array.length;
    }
    return 4 * sum;
  }
}
