package dev.descent.program;

import dev.descent.parallel.Team;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Type;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a model's network is compiled for.
record Source(Purpose purpose, Layout layout, Map<String, Type> inputs, Set<String> trained) {
  enum Purpose {
    TRAINING("training program"),
    EVALUATION("evaluation program"),
    HESSIAN("product with the Hessian");

    final String text;

    Purpose(String text) {
      this.text = text;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Source that
        && purpose == that.purpose
        && inputs.equals(that.inputs)
        && trained.equals(that.trained)
        && layout.equals(that.layout);
  }

  @Override
  public int hashCode() {
    return 31 * layout.size() + inputs.keySet().hashCode();
  }

  /// What a program was asked for; the team is compared by identity.
  record Request(Source source, Team team) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Request that && team == that.team && source.equals(that.source);
    }

    @Override
    public int hashCode() {
      return source.hashCode();
    }
  }
}
