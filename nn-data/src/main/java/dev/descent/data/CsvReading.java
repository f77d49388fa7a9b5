package dev.descent.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipException;

/// Reads one file as a [Csv] says.
final class CsvReading {
  private final Csv csv;
  private final String file;

  CsvReading(Csv csv, String file) {
    this.csv = csv;
    this.file = file;
  }

  Dataset read(InputStream in) throws IOException {
    try {
      Reader text =
          new InputStreamReader(
              Streams.inflated(in),
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT));
      var reader =
          CsvReader.builder()
              .fieldSeparator(csv.separator)
              .extraFieldStrategy(
                  FieldMismatchStrategy.IGNORE) // CsvTable counts them, and says the line
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false);
      return read(reader.ofCsvRecord(text).iterator());
    } catch (CharacterCodingException e) {
      throw new MalformedDataException(file + ": must be UTF-8 text, was not", e);
    } catch (ZipException | EOFException e) {
      throw new MalformedDataException(file + ": must be a whole gzip file: " + e.getMessage(), e);
    } catch (CsvParseException e) {
      throw new MalformedDataException(file + ": " + reason(e), e);
    } catch (UncheckedIOException e) {
      throw new MalformedDataException(file + ": must be a whole UTF-8 file: " + reason(e), e);
    }
  }

  private Dataset read(Iterator<CsvRecord> lines) throws MalformedDataException {
    if (!lines.hasNext()) {
      throw new MalformedDataException(file + ": must have a line, was empty");
    }
    CsvRecord first = lines.next();
    return switch (csv.firstLine) {
      case RECORD -> {
        CsvTable table = table(CsvColumns.numbered(first.getFieldCount()));
        add(table, first);
        yield read(lines, table).dataset(List.of());
      }
      case HEADER -> read(lines, table(first.getFields())).dataset(List.of());
      case COUNTS -> counted(lines, first);
    };
  }

  private Dataset counted(Iterator<CsvRecord> lines, CsvRecord first)
      throws MalformedDataException {
    List<String> cells = first.getFields();
    if (cells.size() < 3) {
      throw new MalformedDataException(
          "%s, line 1: must have the numbers of records and features and the class names, was %s"
              .formatted(file, cells));
    }
    int records = count(cells.get(0));
    int features = count(cells.get(1));
    CsvTable table = table(CsvColumns.numbered(features + 1));
    Dataset dataset = read(lines, table).dataset(cells.subList(2, cells.size()));
    if (table.lines() != records) {
      throw new MalformedDataException(
          "%s: must have %d records, as line 1 says, was %d"
              .formatted(file, records, table.lines()));
    }
    return dataset;
  }

  private CsvTable read(Iterator<CsvRecord> lines, CsvTable table) throws MalformedDataException {
    while (lines.hasNext()) {
      add(table, lines.next());
    }
    return table;
  }

  private CsvTable table(List<String> names) throws MalformedDataException {
    return new CsvTable(csv, file, CsvColumns.of(file, names, csv.roles));
  }

  private void add(CsvTable table, CsvRecord record) throws MalformedDataException {
    table.add(record.getStartingLineNumber(), record.getFields());
  }

  private int count(String cell) throws MalformedDataException {
    try {
      int count = Integer.parseInt(cell.strip());
      if (count > 0 && count < Integer.MAX_VALUE) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new MalformedDataException(badCount(cell), e);
    }
    throw new MalformedDataException(badCount(cell));
  }

  private String badCount(String cell) {
    return "%s, line 1: must begin with the numbers of records and features, was '%s'"
        .formatted(file, cell);
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
