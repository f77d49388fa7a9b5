package dev.descent.optim.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the text of a schedule.
///
/// ```
/// schedule = name values ("." name values)*
/// values   = "(" [value ("," value)*] ")"  or  "[" ... "]"
/// value    = [name "="] (number | word | list | schedule)
/// list     = "[" [number ("," number)*] "]"
/// ```
final class ScheduleParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?|-?Infinity|[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9]+)*|[()\\[\\],=.])");

  private final String text;
  private final boolean moved;
  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private int next;

  /// @param moved whether a schedule that a metric moves is welcome
  ScheduleParser(String text, boolean moved) {
    this.text = text;
    this.moved = moved;
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.stripTrailing().length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw refused("a schedule has no use for what is there", at);
      }
      tokens.add(matcher.group(1));
      places.add(matcher.start(1));
      at = matcher.end();
    }
  }

  /// Returns what the text stands for: a schedule, one that a metric moves, or a number or word.
  Object parse() {
    Object value = value();
    if (next < tokens.size()) {
      throw refused("the schedule ends before", places.get(next));
    }
    return value;
  }

  private Object value() {
    String token = take("a value");
    char first = token.charAt(0);
    if (token.equals("[")) {
      return list();
    }
    if (!Character.isLetter(first) && "()],=.".indexOf(first) >= 0) {
      throw refused("there must be a value", places.get(next - 1));
    }
    if (!Character.isLetter(first) || token.endsWith("Infinity")) {
      return new ScheduleForm.Figure(token);
    }
    if (!sees("(") && !sees("[")) {
      return token;
    }
    Object made = call(token, null);
    while (sees(".")) {
      next++;
      made = call(take("a name"), made);
    }
    return made;
  }

  private Object call(String name, @Nullable Object receiver) {
    if (!sees("(") && !sees("[")) {
      throw refused("there must be '('", next < tokens.size() ? places.get(next) : text.length());
    }
    String close = take("'('").equals("[") ? "]" : ")";
    List<Object> placed = new ArrayList<>();
    Map<String, Object> named = new LinkedHashMap<>();
    while (!sees(close)) {
      if (next + 1 < tokens.size() && tokens.get(next + 1).equals("=")) {
        String key = tokens.get(next);
        next += 2;
        if (named.put(key, value()) != null) {
          throw refused("'%s' is given twice".formatted(key), places.get(next - 1));
        }
      } else {
        placed.add(value());
      }
      comma(close);
    }
    next++;
    return ScheduleForm.named(name, receiver, moved).make(receiver, placed, named);
  }

  private List<ScheduleForm.Figure> list() {
    List<ScheduleForm.Figure> list = new ArrayList<>();
    while (!sees("]")) {
      if (!(value() instanceof ScheduleForm.Figure number)) {
        throw refused("a list has numbers only", places.get(next - 1));
      }
      list.add(number);
      comma("]");
    }
    next++;
    return list;
  }

  private boolean sees(String token) {
    return next < tokens.size() && tokens.get(next).equals(token);
  }

  private String take(String what) {
    if (next == tokens.size()) {
      throw refused("there must be " + what, text.length());
    }
    return tokens.get(next++);
  }

  /// Goes over the comma between two values; the end of all is left to be seen.
  private void comma(String close) {
    if (sees(",")) {
      next++;
    } else if (!sees(close)) {
      throw refused(
          "there must be ',' or '%s'".formatted(close),
          next < tokens.size() ? places.get(next) : text.length());
    }
  }

  private IllegalArgumentException refused(String rule, int at) {
    return new IllegalArgumentException(
        "schedule '%s': %s at character %d, was %s"
            .formatted(
                text,
                rule,
                at + 1,
                at < text.length() ? "'" + text.substring(at) + "'" : "the end"));
  }
}
