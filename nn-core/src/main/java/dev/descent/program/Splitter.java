package dev.descent.program;

import dev.descent.parallel.Team;

/// The task of a node that a team shares: ranges of its items.
final class Splitter implements Team.Task {
  private final Frame frame;
  private final int node;
  private final int items;
  private final int grain;
  private final int parts;
  private final Code code;

  Splitter(Frame frame, Code code, int node, int items, int grain, int parts) {
    this.frame = frame;
    this.code = code;
    this.node = node;
    this.items = items;
    this.grain = grain;
    this.parts = parts;
  }

  int parts() {
    return parts;
  }

  void whole() {
    code.part(frame, node, 0, items);
  }

  @Override
  public void run(int part) {
    int from = part * grain;
    code.part(frame, node, from, Math.min(items, from + grain));
  }
}
