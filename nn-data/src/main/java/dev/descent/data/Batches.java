package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import org.jspecify.annotations.Nullable;

/// A pass of a pipeline over its data, epoch after epoch without end. For one thread.
///
/// ```
/// Batches batches = pipeline.batches();
/// while (batches.advance()) { … batches.batch() … }   // one epoch; the next call starts the next one
/// ```
///
/// [#batch] is the same object for all full batches, filled anew by every [#advance], so a step
/// allocates nothing. Where the records already lie in memory in the right order it only moves its
/// offsets.
public final class Batches {
  private final Pipeline pipeline;
  private final Source source;
  private final Permutation permutation;
  private final Records records;
  private final long seed;
  private final Rows full;
  private final @Nullable Rows last;
  private Rows current;
  private long epoch;
  private long position;
  private long first;

  Batches(Pipeline pipeline, PipelineState state) {
    this.pipeline = pipeline;
    this.source = pipeline.source();
    this.permutation = new Permutation(source.size());
    this.records = new Records(source, pipeline.transforms());
    this.seed = state.seed();
    this.full = new Rows(pipeline, pipeline.batchSize());
    int rest = (int) (source.size() % pipeline.batchSize());
    boolean kept = rest > 0 && pipeline.remainder() == Remainder.KEEP;
    this.last = kept ? new Rows(pipeline, rest) : null;
    this.current = full;
    this.position = state.position();
    open(state.epoch());
  }

  /// Fills [#batch] with the next records of this epoch, or returns false at its end.
  ///
  /// @throws IllegalArgumentException if a record has a value that is not finite
  public boolean advance() {
    int rows = (int) Math.min(pipeline.batchSize(), source.size() - position);
    boolean whole = rows == pipeline.batchSize();
    if (rows == 0 || (!whole && pipeline.remainder() == Remainder.DROP)) {
      position = 0;
      open(epoch + 1);
      return false;
    }
    current = whole || last == null ? full : last;
    first = position;
    boolean inOrder = !pipeline.shuffled() && pipeline.transforms().isEmpty();
    if (!inOrder || rows < current.size() || !current.view(source, first)) {
      Batch batch = current.own();
      for (int row = 0; row < rows; row++) {
        records.read(index(first + row), batch, row);
      }
      current.pad(rows);
    }
    current.batch().samples(rows);
    position += rows;
    return true;
  }

  /// Returns the batch of the last [#advance]. It is valid until the next one.
  public Batch batch() {
    return current.batch();
  }

  /// Returns the index in the source of the record in a row of [#batch].
  public long record(int row) {
    return index(first + row);
  }

  /// Returns what is needed to go on after [#batch].
  public PipelineState state() {
    return new PipelineState(seed, epoch, position);
  }

  /// Returns the number of epochs that are done.
  public long epoch() {
    return epoch;
  }

  private void open(long number) {
    epoch = number;
    // only where something is random: with batches of all records an epoch is one step
    if (pipeline.shuffled()) {
      permutation.key(Keys.fold(Keys.fold(Keys.of(seed), "shuffle"), number));
    }
    if (!pipeline.transforms().isEmpty()) {
      records.key(Keys.fold(Keys.fold(Keys.of(seed), "map"), number));
    }
  }

  private long index(long place) {
    return pipeline.shuffled() ? permutation.at(place) : place;
  }
}
