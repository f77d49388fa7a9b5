package dev.descent.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.descent.io.spi.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the JSON of a safetensors header.
///
/// As the reference implementation does, it lets unknown fields of a tensor's entry pass and
/// accepts white space after the object; unlike it, it refuses a name that is there twice and white
/// space in front, as the specification demands.
final class HeaderReading {
  static final String METADATA = "__metadata__";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(Header.MAX_LENGTH)
                  .build())
          .build();

  private final Path path;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<TensorEntry> entries = new ArrayList<>();
  private @Nullable String tensor;

  private HeaderReading(Path path) {
    this.path = path;
  }

  static Header read(Path path, byte[] bytes) throws IOException {
    if (bytes.length == 0 || bytes[0] != '{') {
      throw new MalformedFileException(
          path,
          null,
          8,
          "header must begin with '{'",
          bytes.length == 0 ? "empty" : "byte 0x%02x".formatted(bytes[0]));
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw caused(e, path, null, "header must be UTF-8", "other bytes (" + e.getMessage() + ")");
    }
    HeaderReading reading = new HeaderReading(path);
    try (JsonParser json = JSON.createParser(text)) {
      reading.header(json);
    } catch (JsonProcessingException e) {
      throw caused(
          e,
          path,
          reading.tensor,
          "header must be JSON without duplicate names",
          "%s (character %d)".formatted(e.getOriginalMessage(), at(e)));
    }
    return new Header(bytes.length, reading.entries, reading.metadata);
  }

  private void header(JsonParser json) throws IOException {
    json.nextToken();
    object(
        json,
        name -> {
          if (name.equals(METADATA)) {
            metadata(json);
          } else {
            tensor = name;
            entry(json, name);
            tensor = null;
          }
        });
    if (json.nextToken() != null) {
      throw malformed("header must end after one object", "more: " + json.currentToken());
    }
  }

  private void metadata(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    object(
        json,
        name -> {
          if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed(
                "__metadata__ must have strings only", "'" + name + "': " + shown(json));
          }
          requireUnicode(json.getText());
          metadata.put(name, json.getText());
        });
  }

  private void entry(JsonParser json, String name) throws IOException {
    Fields fields = new Fields();
    object(
        json,
        field -> {
          switch (field) {
            case "dtype" -> fields.type = type(json);
            case "shape" -> fields.shape = integers(json, "shape");
            case "data_offsets" -> fields.offsets = integers(json, "data_offsets");
            default -> json.skipChildren();
          }
        });
    if (fields.type == null || fields.shape == null || fields.offsets == null) {
      throw malformed(
          "entry must have dtype, shape and data_offsets",
          "without "
              + (fields.type == null ? "dtype" : fields.shape == null ? "shape" : "data_offsets"));
    }
    if (fields.offsets.size() != 2) {
      throw malformed("data_offsets must have a begin and an end", fields.offsets.toString());
    }
    entries.add(
        new TensorEntry(
            name, fields.type, fields.shape, fields.offsets.get(0), fields.offsets.get(1)));
  }

  private ElementType type(JsonParser json) throws IOException {
    String name = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : shown(json);
    return ElementType.named(name)
        .orElseThrow(
            () -> malformed("dtype must be one of " + List.of(ElementType.values()), name));
  }

  private List<Long> integers(JsonParser json, String field) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw malformed(field + " must be an array", shown(json));
    }
    List<Long> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      boolean integer =
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      if (!integer || json.getText().startsWith("-")) {
        throw malformed(field + " must have integers in [0, 2^63)", shown(json));
      }
      values.add(json.getLongValue());
    }
    return values;
  }

  /// Walks over the fields of the object that begins at the current token.
  private void object(JsonParser json, Step value) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw malformed(
          tensor == null ? "header must be an object" : "entry must be an object", shown(json));
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      value.on(field);
    }
  }

  /// The parser refuses lone surrogates in names only.
  private void requireUnicode(String text) throws MalformedFileException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw malformed("__metadata__ must be Unicode text", "a lone surrogate");
    }
  }

  private MalformedFileException malformed(String expected, String actual) {
    return new MalformedFileException(path, tensor, -1, expected, actual);
  }

  private static MalformedFileException caused(
      Exception cause, Path path, @Nullable String tensor, String expected, String actual) {
    MalformedFileException e = new MalformedFileException(path, tensor, -1, expected, actual);
    e.initCause(cause);
    return e;
  }

  private static String shown(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return "nothing";
    }
    String text = token.isScalarValue() ? json.getText() : token.asString();
    return text == null ? token.name() : text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private static long at(JsonProcessingException e) {
    return e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
  }

  private interface Step {
    void on(String name) throws IOException;
  }

  private static final class Fields {
    @Nullable ElementType type;
    @Nullable List<Long> shape;
    @Nullable List<Long> offsets;
  }
}
