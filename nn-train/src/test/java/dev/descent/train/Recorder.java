package dev.descent.train;

import java.util.ArrayList;
import java.util.List;

/// A listener that notes what it is called with.
final class Recorder implements TrainingListener {
  private final Cadence cadence;
  final List<String> calls = new ArrayList<>();

  Recorder(Cadence cadence) {
    this.cadence = cadence;
  }

  @Override
  public Cadence cadence() {
    return cadence;
  }

  @Override
  public void start(Progress progress) {
    calls.add("start " + progress.steps());
  }

  @Override
  public void step(Progress progress) {
    calls.add("step " + progress.step());
  }

  @Override
  public void epoch(EpochReport report) {
    calls.add("epoch " + report.epoch());
  }

  @Override
  public void end(TrainingResult result) {
    calls.add("end " + result.steps());
  }

  @Override
  public void failed(RuntimeException cause) {
    calls.add("failed");
  }
}
