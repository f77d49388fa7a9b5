package dev.descent.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  private static final byte[] OLD = {1, 2, 3};
  private static final byte[] NEW = {4, 5};

  @TempDir Path folder;

  @Test
  void write_newAndExistingFile_hasTheContentAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, OLD);
    assertThat(file).hasBinaryContent(OLD);
    AtomicFile.write(file, NEW);
    assertThat(file).hasBinaryContent(NEW);
    assertThat(names()).containsExactly("file");
  }

  @Test
  void write_contentThatFails_leavesTheFileAsItWas() throws IOException {
    Path file = Files.write(folder.resolve("file"), OLD);
    IOException full = new IOException("no space left");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  AtomicFile.writeAll(channel, ByteBuffer.wrap(NEW));
                  throw full;
                }))
        .isSameAs(full);
    assertThat(file).hasBinaryContent(OLD);
    assertThat(names()).containsExactly("file");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  throw new IllegalStateException("bug");
                }))
        .hasMessage("bug");
    assertThat(file).hasBinaryContent(OLD);
    assertThat(names()).containsExactly("file");
  }

  @Test
  void write_interruptedThread_leavesTheFileAsItWas() throws IOException {
    Path file = Files.write(folder.resolve("file"), OLD);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> AtomicFile.write(file, NEW)).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasBinaryContent(OLD);
    assertThat(names()).containsExactly("file");
  }

  @Test
  void write_leftoverOfAKilledProcess_isNotInTheWay() throws IOException {
    Path leftover = folder.resolve(".file." + ProcessHandle.current().pid() + "-0.tmp");
    Files.write(leftover, OLD);
    AtomicFile.write(folder.resolve("file"), NEW);
    assertThat(folder.resolve("file")).hasBinaryContent(NEW);
    assertThat(leftover).hasBinaryContent(OLD);
  }

  @Test
  void write_noFolderOrNoFile_saysSo() {
    Path lost = folder.resolve("lost").resolve("file");
    assertThatThrownBy(() -> AtomicFile.write(lost, NEW))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s cannot be written: its folder %s must exist, create it first"
                .formatted(lost, lost.getParent()));
    assertThatThrownBy(() -> AtomicFile.write(folder, NEW))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " must be the name of a file, was a directory");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
