package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.data.spi.Transform;
import dev.descent.runtime.Description;
import dev.descent.runtime.Required;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How records become batches: in which order, changed in which way, how many at a time. Immutable;
/// each method returns a pipeline with one thing changed.
///
/// Every batch is a pure function of (source, seed, epoch, position). So the state is three
/// numbers, [PipelineState], and a pass resumed from the state after any batch gives exactly the
/// rest.
///
/// {@snippet file="dev/descent/data/SnippetsTest.java" region="pipeline"}
public final class Pipeline {
  private final Source source;
  private final long seed;
  private final boolean shuffled;
  private final List<Transform> transforms;
  private final int batchSize;
  private final Remainder remainder;

  private Pipeline(
      Source source,
      long seed,
      boolean shuffled,
      List<Transform> transforms,
      int batchSize,
      Remainder remainder) {
    this.source = source;
    this.seed = seed;
    this.shuffled = shuffled;
    this.transforms = transforms;
    this.batchSize = batchSize;
    this.remainder = remainder;
  }

  /// Returns a pipeline that gives all records of a source in their order, as one batch.
  ///
  /// @throws IllegalArgumentException if the source is empty, or has more records than a batch can
  ///   have
  public static Pipeline of(Source source) {
    Required.given(source, "source of a pipeline", "give one, such as a Dataset");
    if (source.size() <= 0) {
      throw new IllegalArgumentException(
          "source '%s' must have at least one record, was empty".formatted(source.name()));
    }
    if (source.fields().isEmpty()) {
      throw new IllegalArgumentException(
          "source '%s' must have at least one field, had none".formatted(source.name()));
    }
    int all = (int) Math.min(source.size(), Integer.MAX_VALUE);
    return new Pipeline(source, 0, false, List.of(), all, Remainder.KEEP);
  }

  /// Returns this pipeline with records in an order that differs from epoch to epoch and follows
  /// from the seed.
  public Pipeline shuffle(long seed) {
    return new Pipeline(source, seed, true, transforms, batchSize, remainder);
  }

  /// Returns this pipeline with a seed for random transforms, where nothing is shuffled.
  public Pipeline seed(long seed) {
    return new Pipeline(source, seed, shuffled, transforms, batchSize, remainder);
  }

  /// Returns this pipeline with a further change of each record, after those that it has.
  ///
  /// @throws IllegalArgumentException if the transform does not fit the fields
  public Pipeline map(Transform transform) {
    List<Transform> all = new ArrayList<>(transforms);
    all.add(Required.given(transform, "transform of a pipeline", "leave map out, or give it one"));
    var _ = transform.fields(record());
    return new Pipeline(source, seed, shuffled, List.copyOf(all), batchSize, remainder);
  }

  /// Returns this pipeline with batches of `size` records.
  ///
  /// @throws IllegalArgumentException if the size is not positive, or larger than the number of
  ///   records, whatever the remainder: not one batch would be full
  public Pipeline batch(int size, Remainder remainder) {
    if (size < 1) {
      throw new IllegalArgumentException("batch size must be >= 1, was " + size);
    }
    if (size > source.size()) {
      throw new IllegalArgumentException(
          "batch size must be <= %d, the number of records in '%s', was %d: take at most %d, or leave batch(...) out for one batch of all"
              .formatted(source.size(), source.name(), size, source.size()));
    }
    return new Pipeline(source, seed, shuffled, transforms, size, remainder);
  }

  /// Returns the source.
  public Source source() {
    return source;
  }

  /// Returns the seed that a new pass starts with.
  public long seed() {
    return seed;
  }

  /// Returns the number of records in a full batch.
  public int batchSize() {
    return batchSize;
  }

  /// Returns the number of records that one epoch gives.
  public long samples() {
    return remainder == Remainder.DROP ? source.size() / batchSize * batchSize : source.size();
  }

  /// Returns the number of batches of one epoch.
  public long steps() {
    return remainder == Remainder.DROP
        ? source.size() / batchSize
        : (source.size() + batchSize - 1) / batchSize;
  }

  /// Returns the types of one record's fields, as they leave the last transform.
  public Map<String, Type> record() {
    Map<String, Type> fields = source.fields();
    for (Transform transform : transforms) {
      fields = transform.fields(fields);
    }
    return fields;
  }

  /// Returns the types of a full batch's fields.
  public Map<String, Type> types() {
    return types(batchSize);
  }

  /// Returns the types of the last batch's fields in an epoch: those of a full one unless it is
  /// kept and smaller.
  public Map<String, Type> lastTypes() {
    int rest = (int) (source.size() % batchSize);
    return rest == 0 || remainder != Remainder.KEEP ? types() : types(rest);
  }

  /// Starts a pass at the begin.
  public Batches batches() {
    return batches(PipelineState.start(seed));
  }

  /// Goes on with a pass from where it stood.
  ///
  /// @throws IllegalArgumentException if the position lies beyond the records
  public Batches batches(PipelineState state) {
    if (state.position() > source.size()) {
      throw new IllegalArgumentException(
          "pipeline position must be <= %d, the number of records in '%s', was %d: the state is of other data"
              .formatted(source.size(), source.name(), state.position()));
    }
    return new Batches(this, state);
  }

  /// Returns what it does, for people: `digits/train, shuffled by seed 1, batches of 32, DROP`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(source.name());
    for (Transform transform : transforms) {
      text.append(", ").append(Description.of(transform));
    }
    if (shuffled) {
      text.append(", shuffled by seed ").append(seed);
    } else if (!transforms.isEmpty()) {
      text.append(", seed ").append(seed);
    }
    return text + ", batches of " + batchSize + ", " + remainder;
  }

  boolean shuffled() {
    return shuffled;
  }

  List<Transform> transforms() {
    return transforms;
  }

  Remainder remainder() {
    return remainder;
  }

  /// Returns the types of a batch of so many rows.
  Map<String, Type> types(int rows) {
    Map<String, Type> types = batched(record(), rows);
    if (remainder == Remainder.PAD) {
      Type own = types.putIfAbsent(Batch.WEIGHT, Type.f32(Shape.of(rows)));
      if (own != null && !own.equals(Type.f32(Shape.of(rows)))) {
        throw new IllegalArgumentException(
            "field 'weight' of '%s' must be a scalar F32 for PAD, was %s"
                .formatted(source.name(), record().get(Batch.WEIGHT)));
      }
    }
    return types;
  }

  /// Returns record types with an axis of `rows` in front.
  static Map<String, Type> batched(Map<String, Type> record, int rows) {
    Map<String, Type> types = new LinkedHashMap<>();
    record.forEach(
        (name, type) -> types.put(name, new Type(type.dtype(), prepend(rows, type.shape()))));
    return types;
  }

  /// Returns a batch with arrays of its own.
  static Batch allocate(Map<String, Type> types) {
    Batch batch = new Batch(types);
    int field = 0;
    for (Type type : types.values()) {
      if (type.dtype() == DType.F32) {
        batch.set(field, new float[type.shape().size()], 0);
      } else {
        batch.set(field, new int[type.shape().size()], 0);
      }
      field++;
    }
    return batch;
  }

  private static Shape prepend(int rows, Shape shape) {
    int[] extents = new int[shape.rank() + 1];
    extents[0] = rows;
    for (int axis = 0; axis < shape.rank(); axis++) {
      extents[axis + 1] = shape.at(axis);
    }
    return Shape.of(extents);
  }
}
