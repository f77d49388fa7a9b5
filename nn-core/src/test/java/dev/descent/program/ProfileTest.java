package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Layout;
import dev.descent.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Tables of known times.
final class ProfileTest {
  private static final Map<String, Type> TYPES = Networks.labelled(8, 6);

  private static final Profile.Row PRODUCT =
      new Profile.Row(
          "matmul+add", "0", "F32[8, 5]", 4, 6_000_000, 1_400_000, 12_000_000, 24_000_000);
  private static final Profile.Row SUM =
      new Profile.Row("sum", "a,\"b\"", "F32[5]", 4, 500_000, 120_000, 250_000, 1_000_000);
  private static final Profile.Row OTHER = new Profile.Row("other", "", "", 4, 1_500_000, 0, 0, 0);

  @Test
  void rows_areSortedByTimeAndShareIt() {
    Profile profile = new Profile(4, List.of(SUM, OTHER, PRODUCT));
    assertThat(profile.rows()).containsExactly(PRODUCT, OTHER, SUM);
    assertThat(profile.nanos()).isEqualTo(8_000_000);
    assertThat(profile.toString())
        .isEqualTo(
            """
            4 steps, 0.008 s, 2000.0 us each
            operation   layer  result     calls  total ms  share %  best us  GFLOP/s  GB/s
            matmul+add  0      F32[8, 5]      4     6.000     75.0  1400.00     2.00  4.00
            other                             4     1.500     18.8     0.00
            sum         a,"b"  F32[5]         4     0.500      6.3   120.00     0.50  2.00
            """);
  }

  @Test
  void rows_ofOneKind_areOne() {
    Profile.Row more =
        new Profile.Row(
            "matmul+add", "0", "F32[8, 5]", 1, 2_000_000, 900_000, 3_000_000, 6_000_000);
    assertThat(new Profile(4, List.of(PRODUCT, more)).rows())
        .containsExactly(
            new Profile.Row(
                "matmul+add", "0", "F32[8, 5]", 5, 8_000_000, 900_000, 15_000_000, 30_000_000));
  }

  @Test
  void csv_ofNamesWithCommas_isQuoted() {
    assertThat(new Profile(4, List.of(PRODUCT, SUM)).csv().lines())
        .containsExactly(
            "operation,layer,result,calls,nanos,best_nanos,flops,bytes",
            "matmul+add,0,\"F32[8, 5]\",4,6000000,1400000,12000000,24000000",
            "sum,\"a,\"\"b\"\"\",F32[5],4,500000,120000,250000,1000000");
  }

  /// A clock that moves by 10 at the first look, by 20 at the second, and so on.
  @Test
  void profiler_withAKnownClock_hasTheTimeOfEachNode() {
    Model model = Model.of(Networks.classifier(0, 5, 3), TYPES);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Compiled compiled =
        Compiled.of(
            Traced.of(Networks.classifier(0, 5, 3), TYPES, true),
            layout,
            model.states(),
            model.parameters().keySet(),
            true,
            true);
    List<Node> nodes = compiled.result().nodes().subList(0, 2);
    long[] clock = new long[2];
    Profiler profiler = new Profiler(nodes, () -> clock[0] += clock[1] += 10);
    assertThat(profiler.profile().isEmpty()).isTrue();
    for (int run = 0; run < 2; run++) {
      for (int node = 0; node < 2; node++) {
        profiler.before(node);
        profiler.after(node, 0);
      }
    }
    // between looks 1 and 2: 20; 3 and 4: 40; 5 and 6: 60; 7 and 8: 80
    Profile profile = profiler.profile();
    assertThat(profile.steps()).isEqualTo(2);
    assertThat(profile.nanos()).isEqualTo(200);
    Plan.Step first = compiled.plan().steps().get(0);
    Plan.Step second = compiled.plan().steps().get(1);
    assertThat(profile.rows()).containsExactly(row(second, 40 + 80, 40), row(first, 20 + 60, 20));
  }

  private static Profile.Row row(Plan.Step step, long nanos, long best) {
    return new Profile.Row(
        step.name(),
        step.layer(),
        step.type().toString(),
        2,
        nanos,
        best,
        2 * step.flops(),
        2 * step.bytes());
  }
}
