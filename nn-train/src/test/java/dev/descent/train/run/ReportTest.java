package dev.descent.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.train.EpochReport;
import dev.descent.train.metric.ConfusionMatrix;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final List<EpochReport> HISTORY =
      List.of(
          new EpochReport(1, 10, 320, 0.5, Map.of("loss", 2.0), Map.of("loss", 2.5)),
          new EpochReport(2, 20, 640, 1.25, Map.of("loss", 1.0), Map.of("loss", Double.NaN)));

  @Test
  void html_names_areEscaped() {
    String html = new Report("a <b> & \"c\"", "it's").figure("x<y", "1").html();
    assertThat(html)
        .contains("<h1>a &lt;b&gt; &amp; &quot;c&quot;</h1>")
        .contains("it&#39;s")
        .contains("x&lt;y")
        .doesNotContain("<b> &");
  }

  @Test
  void html_wholePage_loadsNothing() {
    String html = new Report("run", "all").curves(HISTORY).text("Plan", " 0 matmul").html();
    assertThat(html)
        .contains("default-src 'none'")
        .contains("src=\"data:image/png;base64,")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("<script");
  }

  @Test
  void confusion_counts_standInTheirCells() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog"));
    matrix.add(
        Tensor.of(Shape.of(3, 2), 1f, 0, 0, 1, 1, 0),
        Batch.of(Map.of(Batch.TARGET, Tensor.of(Shape.of(3), 0, 0, 1))));
    assertThat(new Report("run", "").confusion(matrix).html())
        .contains("<th>cat</th>", "<th>dog</th>", ">50.0 %<", ">0.0 %<");
  }

  @Test
  void png_chart_isAPictureOfItsSize() throws IOException {
    Chart chart =
        new Chart(
            "t",
            "x",
            "y",
            true,
            true,
            List.of(new Chart.Line("l", List.of(0.0, 1.0, 2.0), List.of(1.0, -1.0, 3.0))));
    var image = ImageIO.read(new ByteArrayInputStream(ChartPainter.png(chart)));
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(840);
  }

  @Test
  void line_withNaN_hasOneGapThere() {
    double none = Double.NaN;
    Chart.Line line =
        new Chart.Line(
            "l",
            List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
            List.of(none, 1.0, none, none, Double.POSITIVE_INFINITY, 2.0));
    Chart chart = new Chart("t", "x", "y", false, false, List.of(line));
    assertThat(line.drawable(chart, 100).y()).containsExactly(1.0, none, 2.0);
    assertThat(ChartPainter.png(chart)).isNotEmpty();
  }

  @Test
  void csv_history_hasALineForEachEpoch() {
    assertThat(MetricsCsv.of(HISTORY))
        .isEqualTo(
            """
            epoch,step,samples,seconds,train-loss,validation-loss
            1,10,320,0.5,2.0,2.5
            2,20,640,1.25,1.0,NaN
            """);
  }

  @Test
  void csv_noEpochs_hasTheHeadAlone() {
    assertThat(MetricsCsv.of(List.of())).isEqualTo("epoch,step,samples,seconds\n");
  }
}
