package dev.descent.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorsTest {
  @TempDir private Path folder;

  private void cpu(int number, String siblings) throws IOException {
    Path topology = Files.createDirectories(folder.resolve("cpu" + number + "/topology"));
    Files.writeString(topology.resolve("thread_siblings_list"), siblings + "\n");
  }

  private Path allowed(String list) throws IOException {
    Path status = folder.resolve("status");
    return Files.writeString(status, "Name:\tjava\nCpus_allowed:\tff\nCpus_allowed_list:\t" + list);
  }

  private void fourThreadsOfTwoCores() throws IOException {
    cpu(0, "0,2");
    cpu(1, "1,3");
    cpu(2, "0,2");
    cpu(3, "1,3");
  }

  @Test
  void count_hardwareThreadsOfOneCore_countOnce() throws IOException {
    fourThreadsOfTwoCores();
    assertThat(Processors.count(4, folder, allowed("0-3\n"))).isEqualTo(2);
    assertThat(Processors.count(2, folder, allowed("0,2\n"))).isEqualTo(1);
    assertThat(Processors.count(3, folder, allowed("0-1,3\n"))).isEqualTo(2);
  }

  @Test
  void count_limitOfAContainer_isKept() throws IOException {
    fourThreadsOfTwoCores();
    assertThat(Processors.count(1, folder, allowed("0-3\n"))).isEqualTo(1);
  }

  @Test
  void count_withoutTopology_isRefused() throws IOException {
    cpu(0, "0");
    Path status = allowed("0-1\n");
    assertThatThrownBy(() -> Processors.count(2, folder, status)).isInstanceOf(IOException.class);
  }

  @Test
  void count_withoutAllowedProcessors_isRefused() throws IOException {
    Path status = Files.writeString(folder.resolve("status"), "Name:\tjava\n");
    assertThatThrownBy(() -> Processors.count(2, folder, status))
        .isInstanceOf(IOException.class)
        .hasMessage(status + " must have a line Cpus_allowed_list:");
  }

  @Test
  void count_ofThisProcess_isBetween1AndWhatJavaSays() {
    assertThat(Processors.count()).isBetween(1, Runtime.getRuntime().availableProcessors());
  }
}
