package dev.descent.optim.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads the reference files: objects as maps, arrays as lists, numbers as doubles.
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  @SuppressWarnings("unchecked") // the files hold objects
  static Map<String, Object> resource(String name) {
    try (InputStream in = Objects.requireNonNull(Json.class.getResourceAsStream(name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (Map<String, Object>) new Json(text).value();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value() {
    char c = next();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> literal();
    };
  }

  private char next() {
    while (Character.isWhitespace(text.charAt(at))
        || text.charAt(at) == ','
        || text.charAt(at) == ':') {
      at++;
    }
    return text.charAt(at);
  }

  private Map<String, Object> object() {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    while (next() != '}') {
      String key = string();
      map.put(key, value());
    }
    at++;
    return map;
  }

  private List<Object> array() {
    List<Object> list = new ArrayList<>();
    at++;
    while (next() != ']') {
      list.add(value());
    }
    at++;
    return list;
  }

  private String string() {
    int start = at + 1;
    at = text.indexOf('"', start) + 1;
    while (text.charAt(at - 2) == '\\') {
      at = text.indexOf('"', at) + 1;
    }
    return text.substring(start, at - 1);
  }

  private Object literal() {
    int start = at;
    while (",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> "null";
      default -> Double.valueOf(word);
    };
  }
}
