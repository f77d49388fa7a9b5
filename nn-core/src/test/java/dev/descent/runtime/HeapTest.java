package dev.descent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HeapTest {
  private static Map<String, Long> needs() {
    Map<String, Long> needs = new LinkedHashMap<>();
    needs.put("parameters", 1500L << 20);
    needs.put("buffers", (300L << 20) + 1);
    needs.put("batch", 1000L);
    return needs;
  }

  @Test
  void require_moreThanTheHeap_saysForWhatAndWhichFlagHelps() {
    assertThatThrownBy(() -> Heap.require("training", needs(), 512 << 20))
        .isInstanceOf(HeapTooSmallException.class)
        .hasMessage(
            "training must fit into the heap of 512 MiB, was 1,801 MiB (parameters 1,500, buffers"
                + " 301): give java more by -Xmx3072m, or make the model or the batches smaller")
        .satisfies(e -> assertThat(((HeapTooSmallException) e).flag()).isEqualTo("-Xmx3072m"));
  }

  @Test
  void require_asMuchAsTheHeap_passes() {
    assertThatCode(() -> Heap.require("training", needs(), (1800L << 20) + 1001))
        .doesNotThrowAnyException();
  }
}
