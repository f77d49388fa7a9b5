package dev.descent.kernel;

import dev.descent.parallel.Team;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Prints what the kernels say of themselves after the first product of a program whose heap is
/// full.
final class FullHeap {
  private static final int BLOCK = 1 << 16;

  private FullHeap() {}

  public static void main(String[] arguments) {
    float[] x = new float[64 * 64];
    List<byte[]> blocks = new ArrayList<>(10_000);
    try {
      while (true) {
        blocks.add(new byte[BLOCK]);
      }
    } catch (OutOfMemoryError e) {
      // room for small things alone
      blocks.subList(blocks.size() - 16, blocks.size()).clear();
    }
    Team team = Team.single();
    Gemm.multiply(
        team,
        64,
        64,
        64,
        x,
        0,
        64,
        false,
        x,
        0,
        64,
        false,
        x.clone(),
        0,
        64,
        false,
        null,
        0,
        Elementwise.IDENTITY,
        0,
        0);
    while (VectorReadiness.underWay()) {
      Thread.onSpinWait();
    }
    blocks.clear();
    byte[] line = Kernels.description().getBytes(StandardCharsets.UTF_8);
    System.out.write(line, 0, line.length);
    System.out.flush();
  }
}
