package dev.descent.examples;

import dev.descent.data.Csv;
import dev.descent.data.Dataset;
import dev.descent.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;

/// The data that comes with the examples; `data/README.md` beside it has sources and licences.
final class ExampleData {
  private ExampleData() {}

  /// Returns 1797 images of 8 by 8 values from 0 to 16, and which digit each is.
  static Dataset digits() throws IOException {
    String[] names = IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new);
    return read("digits", "digits.csv.gz", Csv.withoutHeader().labelIndex(-1, names));
  }

  /// Returns 150 flowers, 4 measures each, and their species.
  static Dataset iris() throws IOException {
    return read("iris", "iris.csv", Csv.withCounts());
  }

  /// Returns 442 patients, 10 measures each, and how far their diabetes had come a year later.
  static Dataset diabetes() throws IOException {
    Tensor measures =
        read("diabetes", "diabetes.data.csv.gz", Csv.withoutHeader().separator(' ')).field("input");
    Tensor progression =
        read("diabetes", "diabetes.target.csv.gz", Csv.withoutHeader()).field("input");
    return Dataset.regression("diabetes", measures.toFloats(), progression.toFloats());
  }

  private static Dataset read(String name, String file, Csv csv) throws IOException {
    try (InputStream in = ExampleData.class.getResourceAsStream("data/" + file)) {
      if (in == null) {
        throw new IOException("resource data/" + file + " is missing in the jar of the examples");
      }
      return csv.read(name, in);
    }
  }
}
