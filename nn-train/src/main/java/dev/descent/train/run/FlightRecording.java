package dev.descent.train.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/// A flight recording of a run, for JDK Mission Control and `jfr print`: `dev.descent.Step`,
/// `dev.descent.Operation` (of programs that are profiled) and what the garbage collector did.
///
/// ```java
/// try (FlightRecording recording = FlightRecording.start()) {
///   TrainingResult result = trainer.profile(true).train();
///   directory.write("profile.jfr", recording.stop());
/// }
/// ```
public final class FlightRecording implements AutoCloseable {
  /// What a recording may grow to; of a longer run it has the end.
  private static final long MOST_BYTES = 64L << 20;

  private final Recording recording;

  private FlightRecording(Recording recording) {
    this.recording = recording;
  }

  /// Starts to record.
  ///
  /// @throws IllegalStateException if this JVM has no Flight Recorder
  public static FlightRecording start() {
    if (!FlightRecorder.isAvailable()) {
      throw new IllegalStateException(
          "a flight recording needs a JVM with Flight Recorder, this one has none: profile without"
              + " it, or run another JDK");
    }
    Recording recording = new Recording();
    recording.setName("descent");
    recording.setMaxSize(MOST_BYTES);
    for (String event :
        new String[] {"dev.descent.Step", "dev.descent.Operation", "jdk.GarbageCollection"}) {
      recording.enable(event).withoutThreshold();
    }
    recording.start();
    return new FlightRecording(recording);
  }

  /// Ends the recording and returns it as the bytes of a `.jfr` file.
  ///
  /// @throws IOException if the JVM cannot write it
  public byte[] stop() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("descent", ".jfr");
    try {
      recording.dump(file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// Ends the recording and forgets it.
  @Override
  public void close() {
    recording.close();
  }
}
