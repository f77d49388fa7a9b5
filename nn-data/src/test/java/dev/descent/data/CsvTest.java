package dev.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvTest {
  private static final String FLOWERS =
      """
      width, height, kind
      1, 2.5, rose
      -3e1, 4, aster
      5, .5, rose
      """;

  @Test
  void read_headerAndLabel_givesFeaturesLabelsAndNames() throws IOException {
    Dataset data = read(Csv.withHeader().label("kind"), FLOWERS);
    assertThat(data.field("input").toFloats()).containsExactly(1, 2.5f, -30, 4, 5, .5f);
    assertThat(data.field("input").shape()).isEqualTo(Shape.of(3, 2));
    assertThat(data.featureNames()).containsExactly("width", "height");
    assertThat(data.classNames()).containsExactly("aster", "rose");
    assertThat(data.field("target").toInts()).containsExactly(1, 0, 1);
  }

  @Test
  void read_givenClassNames_setTheirOrder() throws IOException {
    Csv csv = Csv.withHeader().label("kind", "rose", "aster", "tulip");
    assertThat(read(csv, FLOWERS).field("target").toInts()).containsExactly(0, 1, 0);
    requireError(
        Csv.withHeader().label("kind", "rose"),
        FLOWERS,
        "f.csv, line 3, column 'kind' (index 2): must be one of [rose], was 'aster'");
  }

  @Test
  void read_numericLabels_areOrderedAsNumbers() throws IOException {
    Dataset data = read(Csv.withoutHeader().label(-1), "1,10\n2,9\n3,10\n");
    assertThat(data.classNames()).containsExactly("9", "10");
    assertThat(data.field("target").toInts()).containsExactly(1, 0, 1);
    assertThat(data.featureNames()).containsExactly("0");
  }

  @Test
  void read_targetAndIgnoredColumns_arePutAside() throws IOException {
    Dataset data = read(Csv.withHeader().target("height").ignore("kind"), FLOWERS);
    assertThat(data.field("input").toFloats()).containsExactly(1, -30, 5);
    assertThat(data.field("target").shape()).isEqualTo(Shape.of(3, 1));
    assertThat(data.field("target").toFloats()).containsExactly(2.5f, 4, .5f);
    assertThat(read(Csv.withoutHeader().target(0).ignore(1), "1,x,2\n").featureNames())
        .containsExactly("2");
  }

  @Test
  void read_category_becomesAFieldForOneHot() throws IOException {
    Dataset data = read(Csv.withHeader().category("kind", "aster", "rose"), FLOWERS);
    assertThat(data.fields()).containsEntry("kind", Type.i32(Shape.scalar()));
    Dataset flat =
        data.map(OneHot.fit(data, "kind", OneHot.Unknown.FAIL), Join.of("input", "kind"));
    assertThat(flat.field("input").toFloats())
        .containsExactly(1, 2.5f, 0, 1, -30, 4, 1, 0, 5, .5f, 0, 1);
  }

  @Test
  void read_countsInFirstLine_areCheckedAndNameClasses() throws IOException {
    String text = "2,2,setosa,versicolor\n5.1,3.5,0\n4.9,3.0,1\n";
    Dataset data = read(Csv.withCounts(), text);
    assertThat(data.classNames()).containsExactly("setosa", "versicolor");
    assertThat(data.field("target").toInts()).containsExactly(0, 1);
    requireError(
        Csv.withCounts(),
        text.replace("2,2,", "3,2,"),
        "f.csv: must have 3 records, as line 1 says, was 2");
    requireError(
        Csv.withCounts(),
        text.replace("2,2,", "2,3,"),
        "f.csv, line 2: must have 4 columns, was 3");
    requireError(
        Csv.withCounts(),
        text.replace("3.0,1", "3.0,2"),
        "f.csv, line 3, column '2' (index 2): label must be in [0, 2), was '2'");
    requireError(
        Csv.withCounts(),
        text.replace("2,2,", "x,2,"),
        "f.csv, line 1: must begin with the numbers of records and features, was 'x'");
    requireError(
        Csv.withCounts(),
        "2,2\n",
        "f.csv, line 1: must have the numbers of records and features and the class names, was [2,"
            + " 2]");
  }

  @Test
  void read_twoSpaceSeparatedGzipFiles_makeOneDataset() throws IOException {
    Csv csv = Csv.withoutHeader().separator(' ');
    byte[] data = gzip("59 2 32.1\n48 1 21.6\n");
    byte[] targets = gzip("1.510000000000000000e+02\n7.500000000000000000e+01\n");
    Dataset features = csv.read("data.csv.gz", new ByteArrayInputStream(data));
    Dataset both =
        features.with(
            "target", csv.read("target.csv.gz", new ByteArrayInputStream(targets)).field("input"));
    assertThat(both.field("target").toFloats()).containsExactly(151, 75);
    assertThat(both.field("input").shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void read_path_usesTheFileName(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("flowers.csv"), FLOWERS);
    assertThat(Csv.withHeader().ignore("kind").read(file).name()).isEqualTo("flowers.csv");
  }

  @Test
  void read_missingValue_followsThePolicy() throws IOException {
    String text = "a,b,c\n1,,x\n3,4,y\n5,NA,?\n";
    Csv csv = Csv.withHeader().label("c");
    requireError(
        csv,
        text,
        "f.csv, line 2, column 'b' (index 1): must have a value, was '': use missing(DROP_ROW) or"
            + " missing(KEEP)");
    Dataset dropped = read(csv.missing(Missing.DROP_ROW), text);
    assertThat(dropped.field("input").toFloats()).containsExactly(3, 4);
    requireError(
        csv.missing(Missing.KEEP),
        text,
        "f.csv, line 4, column 'c' (index 2): must have a value, was '?': use missing(DROP_ROW)");
    Dataset kept = read(csv.missing(Missing.KEEP, "", "NA"), text);
    assertThat(kept.field("input").toFloats()).containsExactly(1, Float.NaN, 3, 4, 5, Float.NaN);
    assertThat(kept.map(MeanImputer.fit(kept, "input")).field("input").toFloats())
        .containsExactly(1, 4, 3, 4, 5, 4);
    requireError(
        csv.missing(Missing.DROP_ROW),
        "a,b,c\n1,,x\n",
        "f.csv: must have a record, had none without a missing value");
  }

  @Test
  void read_badNumber_namesFileLineColumnAndValue() {
    for (String cell : new String[] {"abc", "1f", "0x10", "1e", "--1", "Infinity", "1 2"}) {
      requireError(
          Csv.withHeader(),
          "a,b\n1,2\n3," + cell + "\n",
          "f.csv, line 3, column 'b' (index 1): must be a number, was '"
              + cell
              + "': name it as label, category or to be ignored");
    }
    requireError(
        Csv.withHeader(),
        "a,b\n1,1e39\n",
        "f.csv, line 2, column 'b' (index 1): must be within the range of float, was '1e39'");
  }

  @Test
  void read_raggedOrEmpty_isRefused() {
    requireError(Csv.withHeader(), "a,b\n1,2\n3\n", "f.csv, line 3: must have 2 columns, was 1");
    requireError(Csv.withHeader(), "", "f.csv: must have a line, was empty");
    requireError(Csv.withHeader(), "a,b\n", "f.csv: must have a record, had none");
  }

  @Test
  void read_columnsThatAreNotThere_listsThoseThatAre() {
    requireError(
        Csv.withHeader().label("kidn"),
        FLOWERS,
        "f.csv: no column 'kidn'; found [width, height, kind]");
    requireError(
        Csv.withHeader().label(3), FLOWERS, "f.csv: column index must be in [-3, 3), was 3");
    requireError(
        Csv.withHeader().label(-1).ignore("kind"),
        FLOWERS,
        "f.csv: column 'kind' can be one thing only, was given as Label[names=[], indices=false]"
            + " and Ignored[]");
    requireError(
        Csv.withHeader(),
        "a,a\n1,2\n",
        "f.csv, line 1: columns must have different names, was 'a' twice");
  }

  @Test
  void label_secondTarget_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Csv.withHeader().label("a").target("b"))
        .withMessage("a file can have one label or target column, was given a second one, 'b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Csv.withHeader().category("target", "x"))
        .withMessage(
            "a category needs values, and a column not called input or target, was 'target' with"
                + " [x]");
  }

  @Test
  void read_bytesThatAreNotText_areRefused() throws IOException {
    byte[] latin = {'a', '\n', (byte) 0xE9, '\n'};
    assertThatThrownBy(() -> Csv.withHeader().read("f.csv", new ByteArrayInputStream(latin)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("f.csv: must be");
    byte[] whole = gzip("a\n" + "1.2345\n6.789\n".repeat(1000));
    for (int length : new int[] {2, 5, 15, whole.length / 2, whole.length - 1}) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Csv.withHeader().read("f.csv", new ByteArrayInputStream(cut)))
          .isInstanceOf(MalformedDataException.class)
          .hasMessageStartingWith("f.csv: must be a whole");
    }
  }

  @Test
  void read_unclosedQuote_isRefused() {
    assertThatThrownBy(() -> read(Csv.withHeader(), "a,b\n1,\"2\n"))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith("f.csv");
  }

  static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static Dataset read(Csv csv, String text) throws IOException {
    return csv.read("f.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void requireError(Csv csv, String text, String message) {
    assertThatThrownBy(() -> read(csv, text))
        .isInstanceOf(MalformedDataException.class)
        .hasMessage(message);
  }
}
