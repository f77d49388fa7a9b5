package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerEntry.Kind;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.train.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every message to a user who did something wrong, with its exit code: the golden table is
/// `messages.txt`.
///
/// An entry is a command line, or the name of a [Mistake] in a program behind an exclamation mark;
/// the exit code; and what standard error has. Standard output stays empty.
final class MessagesTest {
  @TempDir private Path folder;

  private record Entry(String command, int code, String error) {}

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(folder.resolve("used"));
    Files.writeString(folder.resolve("used/old-file"), "of an earlier run");
    Files.createDirectories(folder.resolve("empty"));
    Files.write(folder.resolve("short.safetensors"), new byte[] {1, 2, 3});
    Files.write(
        folder.resolve("huge.safetensors"), new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, '{', '}'});
    Files.writeString(folder.resolve("cut.json"), "{\"optimizer\": {}");
    Files.writeString(folder.resolve("cut.yaml"), "optimizer: [adam");
    Files.write(folder.resolve("latin.yaml"), new byte[] {(byte) 0xe4});
    byte[] header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] truncated = Arrays.copyOf(new byte[] {(byte) header.length}, 8 + header.length + 10);
    System.arraycopy(header, 0, truncated, 8, header.length);
    Files.write(folder.resolve("truncated.safetensors"), truncated);
    weights(
        "overlap",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
        12);
    weights(
        "twice",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        8);
    weights("deep", "{\"a\":" + "[".repeat(100_000), 0);
    weights(
        "vast",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        0);
    Path twins = folder.resolve("twins");
    for (String name : List.of("first", "second")) {
      SamplePlugin.build(
          Files.createDirectories(folder.resolve("work-" + name)),
          twins.resolve(name + ".jar"),
          text ->
              text.replace("com.example.signmomentum", "com." + name)
                  .replace("\"sign-momentum\"", "\"twin\""));
    }
  }

  private void weights(String name, String header, int bytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(folder.resolve(name + ".safetensors"), file.putLong(text.length).put(text).array());
  }

  @TestFactory
  List<DynamicTest> command_wrong_saysSoInOneLine() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Entry entry : entries()) {
      tests.add(DynamicTest.dynamicTest(entry.command(), () -> check(entry)));
    }
    return tests;
  }

  private void check(Entry entry) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments =
        Arrays.stream(entry.command().split(" ", -1))
            .skip(1)
            .map(argument -> argument.replace("{tmp}", folder.toString()))
            .toArray(String[]::new);
    int code =
        entry.command().startsWith("nn ")
            ? new Nn(new PrintWriter(out, true), new PrintWriter(err, true), new Cancellation())
                .run(arguments)
            : Mistake.of(entry.command()).make(folder, new PrintWriter(err, true));
    String error =
        err.toString()
            .replace(folder.toString(), "{tmp}")
            .replace(Path.of("").toAbsolutePath().toString(), "{here}")
            .replace(names(Kind.OPTIMIZER), "{optimizers}")
            .replace(names(Kind.WRAPPER), "{wrappers}")
            .replace(names(Kind.TRANSFORM), "{transforms}")
            .strip();
    assertThat(code + "\n" + error).isEqualTo(entry.code() + "\n" + entry.error());
    assertThat(out.toString()).isEmpty();
  }

  private static String names(Kind kind) {
    return OptimizerRegistry.discover().entries().stream()
        .filter(entry -> entry.kind() == kind)
        .map(OptimizerEntry::name)
        .toList()
        .toString();
  }

  private static List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String block : read().strip().split("\n\n", -1)) {
      List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
      if (lines.isEmpty()) {
        continue;
      }
      entries.add(
          new Entry(
              lines.get(0).substring(2),
              Integer.parseInt(lines.get(1)),
              String.join("\n", lines.subList(2, lines.size()))));
    }
    return entries;
  }

  private static String read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(MessagesTest.class.getResourceAsStream("messages.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
