package dev.descent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What `nn bench` says to a command line that is wrong.
final class BenchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nosuch           | nn: workload must be one of mlp-small,
          gemm --threads 0 | nn: --threads must be in [1, 1024], was 0
          gemm --threads x | nn: invalid value for option '--threads'
          gemm --nosuch    | nn: unknown option: '--nosuch'; see nn bench --help
          """)
  void wrongCommandLine_isRefusedInOneLineAsByAllCommands(String arguments, String message) {
    StringWriter err = new StringWriter();
    CommandLine line = Bench.line().setErr(new PrintWriter(err, true));
    assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).first().asString().startsWith(message);
  }
}
