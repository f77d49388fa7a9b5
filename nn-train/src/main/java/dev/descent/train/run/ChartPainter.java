package dev.descent.train.run;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Paints charts as PNG, without a display.
public final class ChartPainter {
  /// Blue, vermilion, green, purple, orange, sky: apart for color-blind readers as well (Okabe and
  /// Ito).
  private static final Color[] COLORS = {
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9)
  };

  private static final Color FAINT = new Color(0xB8C0C8);
  private static final Color MARK = new Color(0x20262C);
  private static final int MOST_POINTS = 2000;
  private static final int WIDTH = 1800;

  private ChartPainter() {}

  /// Returns the picture, 1800 by 840 pixels, to be shown at half that size.
  public static byte[] png(Chart chart) {
    XYChart picture =
        new XYChartBuilder()
            .width(WIDTH)
            .height(840)
            .title("")
            .xAxisTitle(chart.x())
            .yAxisTitle(chart.y())
            .build();
    style(picture.getStyler(), chart);
    int color = 0;
    for (Chart.Line line : chart.lines()) {
      Chart.Line drawable = line.drawable(chart, MOST_POINTS);
      if (drawable.x().isEmpty()) {
        continue;
      }
      XYSeries series = picture.addSeries(line.name(), drawable.x(), drawable.y());
      if (line.faint() && drawable.x().size() == 1) {
        series.setMarker(SeriesMarkers.CROSS);
        series.setMarkerColor(MARK);
        series.setLineStyle(SeriesLines.NONE);
        continue;
      }
      if (line.faint()) {
        series.setLineColor(FAINT);
        series.setLineStyle(new BasicStroke(2));
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
        continue;
      }
      series.setLineColor(COLORS[color % COLORS.length]);
      series.setLineStyle(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      if (drawable.x().size() == 1) {
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(COLORS[color % COLORS.length]);
      } else {
        series.setMarker(SeriesMarkers.NONE);
      }
      color++;
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(BitmapEncoder.getBufferedImage(picture), "png", bytes)) {
        throw new IOException("this Java has no writer for PNG");
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("chart '" + chart.title() + "' cannot be painted", e);
    }
  }

  /// Returns how many pixels the names take in a row, about.
  private static int legendWidth(Chart chart) {
    int width = 0;
    for (Chart.Line line : chart.lines()) {
      width += line.faint() && line.x().size() > 1 ? 0 : 110 + 15 * line.name().length();
    }
    return width;
  }

  private static void style(XYStyler styler, Chart chart) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 24);
    styler.setXAxisLogarithmic(chart.logarithmicX());
    styler.setYAxisLogarithmic(chart.logarithmicY());
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xE3E7EC));
    styler.setPlotGridLinesStroke(new BasicStroke(2));
    styler.setAxisTickLabelsFont(font);
    styler.setAxisTickLabelsColor(new Color(0x4A5560));
    styler.setAxisTitleFont(font);
    styler.setAxisTickMarksColor(new Color(0xB8C0C8));
    styler.setXAxisTickMarkSpacingHint(180);
    styler.setYAxisTickMarkSpacingHint(110);
    styler.setChartPadding(12);
    styler.setLegendFont(font);
    boolean fits = legendWidth(chart) < WIDTH;
    styler.setLegendPosition(
        fits ? Styler.LegendPosition.OutsideS : Styler.LegendPosition.OutsideE);
    styler.setLegendLayout(fits ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
    styler.setMarkerSize(18);
    styler.setLegendBorderColor(new Color(0xE3E7EC));
    styler.setLegendSeriesLineLength(60);
    styler.setLegendPadding(14);
    styler.setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
  }
}
