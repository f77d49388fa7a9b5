package dev.descent.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 2, 3, 4, 5, 6);

  @TempDir private Path folder;

  @Test
  void open_newFolder_isMade() throws IOException {
    RunDirectory directory = RunDirectory.open(folder.resolve("a/b"), false);
    directory.write("x.txt", "hello");
    assertThat(folder.resolve("a/b/x.txt")).hasContent("hello");
  }

  @Test
  void open_folderInUse_isRefused() throws IOException {
    Files.writeString(folder.resolve("old"), "run");
    assertThatThrownBy(() -> RunDirectory.open(folder, false))
        .isInstanceOf(RunExistsException.class)
        .hasMessage(
            "run directory %s must be new or empty, was in use: name another one, or allow overwriting"
                .formatted(folder));
  }

  @Test
  void open_folderInUseWithOverwrite_keepsOtherFiles() throws IOException {
    Files.writeString(folder.resolve("other"), "mine");
    Files.writeString(folder.resolve("x.txt"), "old");
    RunDirectory.open(folder, true).write("x.txt", "new");
    assertThat(folder.resolve("other")).hasContent("mine");
    assertThat(folder.resolve("x.txt")).hasContent("new");
  }

  @Test
  void open_placeOfAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> RunDirectory.open(file.resolve("run"), false))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "run directory %s must be a folder that can be written to, was "
                .formatted(file.resolve("run")));
  }

  @Test
  void open_triesToWrite_leavesNothing() throws IOException {
    RunDirectory.open(folder, false);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void fresh_sameSecond_countsUp() throws IOException {
    RunDirectory first = RunDirectory.fresh(folder, "xor", NOW);
    RunDirectory second = RunDirectory.fresh(folder, "xor", NOW);
    assertThat(first.path()).isEqualTo(folder.resolve("xor-20260203-040506"));
    assertThat(second.path()).isEqualTo(folder.resolve("xor-20260203-040506-2"));
  }

  @Test
  void discardIfEmpty_nothingWritten_removesTheFolder() throws IOException {
    RunDirectory directory = RunDirectory.fresh(folder, "xor", NOW);
    directory.discardIfEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void discardIfEmpty_folderOfSomebodyElse_stays() throws IOException {
    RunDirectory.open(folder, false).discardIfEmpty();
    assertThat(folder).isDirectory();
  }

  @Test
  void discardIfEmpty_somethingWritten_stays() throws IOException {
    RunDirectory directory = RunDirectory.fresh(folder, "xor", NOW);
    directory.write("x", "y");
    directory.discardIfEmpty();
    assertThat(directory.file("x")).exists();
  }
}
