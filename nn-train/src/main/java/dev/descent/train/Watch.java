package dev.descent.train;

import dev.descent.data.Pipeline;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import dev.descent.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts steps and samples, takes the training metrics, and tells the listeners when they are due.
final class Watch implements Progress {
  private final List<TrainingListener> listeners;
  private final List<Metric> metrics;
  private final Metric.Score[] scores;
  private final Throttle[] throttles;
  private final RunningMean loss = new RunningMean();
  private final long steps;
  private final int epochs;
  private long begin = System.nanoTime();
  private long next;
  private long step;
  private long samples;
  private int epoch;

  Watch(Trainer trainer, Pipeline training) {
    this.listeners = List.copyOf(trainer.listeners);
    this.metrics = trainer.trainingMetrics ? List.copyOf(trainer.metrics) : List.of();
    List<Metric.Score> started = new ArrayList<>();
    for (Metric metric : metrics) {
      started.add(metric.start());
    }
    this.scores = started.toArray(Metric.Score[]::new);
    this.throttles = new Throttle[listeners.size()];
    long perEpoch = training.steps();
    this.steps = trainer.steps > 0 ? trainer.steps : Math.multiplyExact(trainer.epochs, perEpoch);
    this.epochs =
        trainer.epochs > 0
            ? trainer.epochs
            : (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(trainer.steps, perEpoch));
  }

  void start() {
    begin = System.nanoTime();
    for (int i = 0; i < throttles.length; i++) {
      throttles[i] = new Throttle(listeners.get(i).cadence(), System::nanoTime);
    }
    next = nextCall();
    for (TrainingListener listener : listeners) {
      listener.start(this);
    }
  }

  void openEpoch() {
    epoch++;
    loss.reset();
    for (Metric.Score score : scores) {
      score.reset();
    }
  }

  void stepped(Batch batch, float value, @Nullable Tensor prediction) {
    step++;
    samples += batch.samples();
    if (Float.isFinite(value)) {
      loss.add(value, RunningMean.weight(batch));
    }
    if (prediction != null) {
      for (Metric.Score score : scores) {
        score.add(prediction, batch);
      }
    }
    if (step >= next) {
      call();
    }
  }

  private void call() {
    for (int i = 0; i < throttles.length; i++) {
      if (throttles[i].due(step)) {
        listeners.get(i).step(this);
      }
    }
    next = nextCall();
  }

  private long nextCall() {
    long first = Long.MAX_VALUE;
    for (Throttle throttle : throttles) {
      first = Math.min(first, throttle.next());
    }
    return first;
  }

  EpochReport report(Map<String, Double> validation) {
    Map<String, Double> training = new LinkedHashMap<>();
    training.put(EpochReport.LOSS, loss.value());
    for (int i = 0; i < scores.length; i++) {
      training.put(metrics.get(i).name(), scores[i].value());
    }
    return new EpochReport(epoch, step, samples, seconds(), training, validation);
  }

  void epoch(EpochReport report) {
    for (TrainingListener listener : listeners) {
      listener.epoch(report);
    }
  }

  void end(TrainingResult result) {
    for (TrainingListener listener : listeners) {
      listener.end(result);
    }
  }

  void failed(RuntimeException cause) {
    for (TrainingListener listener : listeners) {
      try {
        listener.failed(cause);
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public long samples() {
    return samples;
  }

  @Override
  public double seconds() {
    return (System.nanoTime() - begin) * 1e-9;
  }

  @Override
  public double loss() {
    return loss.value();
  }

  @Override
  public double metric() {
    return scores.length == 0 ? Double.NaN : scores[0].value();
  }

  @Override
  public String metricName() {
    return scores.length == 0 ? "" : metrics.get(0).name();
  }
}
