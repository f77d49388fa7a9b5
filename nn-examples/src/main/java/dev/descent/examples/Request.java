package dev.descent.examples;

import dev.descent.train.Cancellation;
import dev.descent.train.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a user asks of an example. What was not asked for is the example's own choice.
public final class Request {
  private OptionalInt epochs = OptionalInt.empty();
  private OptionalLong seed = OptionalLong.empty();
  private OptionalInt threads = OptionalInt.empty();
  private @Nullable Path out;
  private boolean overwrite;
  private @Nullable String optimizer;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private @Nullable Path optimizerFile;
  private final List<Transform> transforms = new ArrayList<>();
  private @Nullable Path plugins;

  private boolean profile;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private Cancellation cancellation = new Cancellation();
  private PrintWriter messages = new PrintWriter(java.io.Writer.nullWriter());
  private Path home = Path.of("");

  /// A transform of gradients, by name, and what is set of it.
  record Transform(String name, Map<String, String> settings) {}

  /// Sets the number of epochs.
  public Request epochs(int count) {
    if (count < 1) {
      throw new RequestException("--epochs must be >= 1, was " + count);
    }
    epochs = OptionalInt.of(count);
    return this;
  }

  /// Sets the seed.
  public Request seed(long value) {
    seed = OptionalLong.of(value);
    return this;
  }

  /// Sets the number of threads.
  public Request threads(int count) {
    if (count < 1 || count > 1024) {
      throw new RequestException("--threads must be in [1, 1024], was " + count);
    }
    threads = OptionalInt.of(count);
    return this;
  }

  /// Sets the run directory.
  public Request out(Path folder) {
    out = folder;
    return this;
  }

  /// Allows to replace the files of an earlier run.
  public Request overwrite(boolean allowed) {
    overwrite = allowed;
    return this;
  }

  /// Sets the optimizer by name.
  public Request optimizer(String name) {
    optimizer = name;
    return this;
  }

  /// Sets a hyper-parameter of the optimizer.
  public Request set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /// Sets the file, JSON or YAML, that describes the whole optimizer: groups, transforms, schedules
  /// and clipping take the place of the example's.
  public Request optimizerFile(Path file) {
    optimizerFile = file;
    return this;
  }

  /// Adds a transform of gradients by name.
  public Request transform(String name, Map<String, String> values) {
    transforms.add(new Transform(name, Map.copyOf(values)));
    return this;
  }

  /// Sets the folder with plug-ins.
  public Request plugins(Path folder) {
    plugins = folder;
    return this;
  }

  /// Asks where the time of steps goes: a table among the messages and in the report, and the files
  /// `profile.csv` and `profile.jfr`.
  public Request profile(boolean wanted) {
    profile = wanted;
    return this;
  }

  /// Adds a listener to every training of the run.
  public Request listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /// Sets the switch by which another thread can end the run.
  public Request cancellation(Cancellation token) {
    cancellation = token;
    return this;
  }

  /// Sets where the example writes what people read on the way.
  public Request messages(PrintWriter writer) {
    messages = writer;
    return this;
  }

  /// Sets the folder of the project, under which the sample plug-in and the folder for runs are
  /// found.
  public Request home(Path folder) {
    home = folder;
    return this;
  }

  int epochsOr(int standard) {
    return epochs.orElse(standard);
  }

  long seedOr(long standard) {
    return seed.orElse(standard);
  }

  int threadCount() {
    return threads.orElse(1); // these networks are too small to gain from more
  }

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  boolean overwrite() {
    return overwrite;
  }

  Optional<String> optimizer() {
    return Optional.ofNullable(optimizer);
  }

  Optional<Path> optimizerFile() {
    return Optional.ofNullable(optimizerFile);
  }

  List<Transform> transforms() {
    return transforms;
  }

  Map<String, String> settings() {
    return settings;
  }

  Optional<Path> plugins() {
    return Optional.ofNullable(plugins);
  }

  boolean profile() {
    return profile;
  }

  List<TrainingListener> listeners() {
    return listeners;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  PrintWriter messages() {
    return messages;
  }

  Path home() {
    return home;
  }
}
