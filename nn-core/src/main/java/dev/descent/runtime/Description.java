package dev.descent.runtime;

import java.util.regex.Pattern;

/// What an application can tell its user about a part of a training, such as a layer, a loss or a
/// schedule.
///
/// Parts are values that print themselves, as records do: `Dropout[rate=0.3]`. For a lambda, on its
/// own or inside of another part, whose text differs from run to run, it says where it stands.
public final class Description {
  /// What the text of a lambda begins with; no schedule, layer or loss is made of it.
  public static final String LAMBDA_IN = "lambda in ";

  private static final Pattern LAMBDA = Pattern.compile("([\\w.$]+?)\\$\\$Lambda[/\\w]*@[0-9a-f]+");

  private Description() {}

  /// Returns the text of a part.
  public static String of(Object part) {
    Class<?> type = part.getClass();
    return type.isHidden() || prints(type)
        ? LAMBDA.matcher(part.toString()).replaceAll(LAMBDA_IN + "$1")
        : type.getName();
  }

  private static boolean prints(Class<?> type) {
    try {
      return type.getMethod("toString").getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every class has a method toString", e);
    }
  }
}
