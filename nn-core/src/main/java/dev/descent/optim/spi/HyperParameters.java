package dev.descent.optim.spi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be known about an optimizer, declared once in its config: its name, a sentence, the
/// paper, and its hyper-parameters with their ranges. The config's constructor checks with it and
/// `nn optimizers NAME` prints it.
public final class HyperParameters {
  private final String name;
  private final String summary;
  private final String paper;
  private final String link;
  private final List<HyperParameter> list;

  private HyperParameters(
      String name, String summary, String paper, String link, List<HyperParameter> list) {
    this.name = name;
    this.summary = summary;
    this.paper = paper;
    this.link = link;
    this.list = List.copyOf(list);
  }

  /// Returns the sheet of an optimizer without paper and hyper-parameters; [#paper] and [#with] add
  /// them.
  ///
  /// @param name lower-case ASCII letters, digits and hyphens, starting with a letter, such as
  ///   `adam`
  /// @param summary one sentence without a full stop
  /// @throws IllegalArgumentException if the name is not so
  public static HyperParameters of(String name, String summary) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "optimizer name must be lower-case ASCII words joined by '-', was '%s'".formatted(name));
    }
    return new HyperParameters(name, summary, "", "", List.of());
  }

  /// Whether `[a-z][a-z0-9]*(-[a-z0-9]+)*` describes the name.
  private static boolean isName(String name) {
    char before = '-';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean digit = c >= '0' && c <= '9' && i > 0;
      if (!letter && !digit && (c != '-' || before == '-')) {
        return false;
      }
      before = c;
    }
    return before != '-';
  }

  /// Returns a copy that cites a paper.
  public HyperParameters paper(String citation, String url) {
    return new HyperParameters(name, summary, citation, url, list);
  }

  /// Returns a copy with one more numeric hyper-parameter; a decay of weights is declared by
  /// [#decay].
  ///
  /// @throws IllegalArgumentException if it is called `weightDecay` or `decoupledDecay`, which
  ///   biases and norms could not be spared of
  public HyperParameters with(String parameter, Range range, String what) {
    if (parameter.equals("weightDecay") || parameter.equals("decoupledDecay")) {
      throw new IllegalArgumentException(
          "%s %s must be declared by decay, was by with: biases and norms can be spared of a decay only"
              .formatted(name, parameter));
    }
    return plus(new HyperParameter(parameter, range, what, false));
  }

  /// Returns a copy with one more hyper-parameter that is no number: a flag, a choice, another
  /// config.
  public HyperParameters with(String parameter, String what) {
    return plus(new HyperParameter(parameter, null, what, false));
  }

  /// Returns a copy with one more numeric hyper-parameter, at least 0, that makes weights decay: in
  /// proportion to it, and not at all if it is 0, which is what biases and norms can be given.
  public HyperParameters decay(String parameter, String what) {
    return plus(new HyperParameter(parameter, Range.atLeast(0), what, true));
  }

  private HyperParameters plus(HyperParameter one) {
    for (HyperParameter known : list) {
      if (known.name().equals(one.name())) {
        throw new IllegalArgumentException("%s %s is declared twice".formatted(name, one.name()));
      }
    }
    List<HyperParameter> next = new ArrayList<>(list);
    next.add(one);
    return new HyperParameters(name, summary, paper, link, next);
  }

  /// Checks a value against the declared range and returns this.
  ///
  /// @throws IllegalArgumentException such as `adam beta2 must be in [0, 1), was 1.5`
  public HyperParameters check(String parameter, double value) {
    Range range = range(parameter);
    if (!range.contains(value)) {
      throw refused(parameter, range.toString(), Double.toString(value));
    }
    return this;
  }

  /// Checks a value against the declared range and returns this.
  ///
  /// @throws IllegalArgumentException such as `lookahead period must be >= 1, was 0`
  public HyperParameters check(String parameter, long value) {
    Range range = range(parameter);
    if (!range.contains((double) value)) {
      String rule = range.toString().replace("finite and ", "");
      throw refused(parameter, rule, Long.toString(value));
    }
    return this;
  }

  /// Checks a rule that involves several components and returns this.
  ///
  /// @param holds whether the rule holds
  /// @param parameter the component to blame
  /// @param value its value
  /// @param rule what follows "must be", such as `> 0 with nesterov`
  public HyperParameters require(boolean holds, String parameter, double value, String rule) {
    if (!holds) {
      throw refused(parameter, rule, Double.toString(value));
    }
    return this;
  }

  /// Checks that a component that is no number is there and returns this.
  ///
  /// @throws IllegalArgumentException such as `lookahead base must be given, was null: give it one,
  ///   or keep its default where it has one`
  public HyperParameters given(String parameter, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "%s %s must be given, was null: give it one, or keep its default where it has one"
              .formatted(name, parameter));
    }
    return this;
  }

  /// Returns the name by which the optimizer is found.
  public String name() {
    return name;
  }

  /// Returns one sentence.
  public String summary() {
    return summary;
  }

  /// Returns the citation, empty if there is none.
  public String paper() {
    return paper;
  }

  /// Returns the paper's address, empty if there is none.
  public String link() {
    return link;
  }

  /// Returns the hyper-parameters in the order of their declaration.
  public List<HyperParameter> list() {
    return list;
  }

  /// Returns whether a hyper-parameter is declared, and as a [#decay].
  public boolean isDecay(String parameter) {
    for (int i = 0; i < list.size(); i++) { // before the first step: no stream
      HyperParameter known = list.get(i);
      if (known.decay() && known.name().equals(parameter)) {
        return true;
      }
    }
    return false;
  }

  private IllegalArgumentException refused(String parameter, String rule, String value) {
    return new IllegalArgumentException(
        "%s %s must be %s, was %s".formatted(name, parameter, rule, value));
  }

  private Range range(String parameter) {
    for (int i = 0; i < list.size(); i++) { // in every step of a schedule: no iterator
      HyperParameter known = list.get(i);
      Range range = known.range();
      if (range != null && known.name().equals(parameter)) {
        return range;
      }
    }
    throw new IllegalArgumentException(
        "%s declares no range for '%s'; found %s"
            .formatted(name, parameter, list.stream().map(HyperParameter::name).toList()));
  }
}
