package dev.descent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The interfaces that plug-ins are compiled against, member by member, as bytecode refers to them:
/// what a plug-in calls must stay, and nothing may be added that it would have to implement.
///
/// `src/test/resources/spi.txt` is the promise. A line that disappears, or an abstract method that
/// is new, breaks plug-ins that exist; another new line is added to the file together with the
/// member.
final class SpiCompatibilityTest {
  private static final List<String> PACKAGES =
      List.of(
          "dev.descent.optim.spi",
          "dev.descent.data.spi",
          "dev.descent.io.spi",
          "dev.descent.math");

  @Test
  void members_areThoseThatPluginsWereCompiledAgainst() throws Exception {
    List<String> promised = Files.readAllLines(Path.of("src/test/resources/spi.txt"));
    SortedSet<String> now = members();
    List<String> gone = promised.stream().filter(line -> !now.contains(line)).toList();
    List<String> added = now.stream().filter(line -> !promised.contains(line)).toList();
    assertThat(gone).as("members that plug-ins may use, and that are gone").isEmpty();
    assertThat(added.stream().filter(line -> breaks(line, promised)))
        .as("abstract methods that plug-ins which exist do not have: give them a body")
        .isEmpty();
    assertThat(added).as("new members: add these lines to src/test/resources/spi.txt").isEmpty();
  }

  @Test
  void promise_hasTheWayInOfEveryPlugin() throws IOException {
    assertThat(Files.readAllLines(Path.of("src/test/resources/spi.txt")))
        .isSorted()
        .contains(
            "dev.descent.optim.spi.OptimizerConfig abstract rule()Ldev/descent/optim/spi/Rule;",
            "dev.descent.optim.spi.Block abstract gradient()[F",
            "dev.descent.optim.spi.Schedule abstract at(J)D");
  }

  /// A type that is new may ask for anything.
  private static boolean breaks(String line, List<String> promised) {
    String type = line.substring(0, line.indexOf(' '));
    return line.contains(" abstract ")
        && promised.stream().anyMatch(known -> known.startsWith(type + " "));
  }

  private static SortedSet<String> members() throws Exception {
    SortedSet<String> all = new TreeSet<>();
    for (String name : PACKAGES) {
      try (Stream<Path> files = Files.list(Path.of("src/main/java", name.split("\\.", -1)))) {
        for (Path file : files.sorted().toList()) {
          String simple = file.getFileName().toString().replace(".java", "");
          if (!simple.equals("package-info")) {
            add(Class.forName(name + "." + simple), all);
          }
        }
      }
    }
    return all;
  }

  private static void add(Class<?> type, Set<String> all) {
    if (!Modifier.isPublic(type.getModifiers())) {
      return;
    }
    String name = type.getName();
    all.add("%s is %s%s".formatted(name, kind(type), parents(type)));
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
        all.add(
            "%s %s%s%s"
                .formatted(
                    name,
                    Modifier.isAbstract(method.getModifiers())
                        ? "abstract "
                        : Modifier.isStatic(method.getModifiers()) ? "static " : "",
                    method.getName(),
                    descriptor(method.getReturnType(), method.getParameterTypes())));
      }
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      all.add(name + " <init>" + descriptor(void.class, constructor.getParameterTypes()));
    }
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        all.add(name + " field " + field.getName() + " " + field.getType().descriptorString());
      }
    }
    for (Class<?> inner : type.getDeclaredClasses()) {
      add(inner, all);
    }
  }

  private static String descriptor(Class<?> result, Class<?>... parameters) {
    return MethodType.methodType(result, parameters).descriptorString();
  }

  private static String kind(Class<?> type) {
    return type.isRecord()
        ? "record"
        : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
  }

  private static String parents(Class<?> type) {
    List<String> names = new ArrayList<>();
    Arrays.stream(type.getInterfaces()).map(Class::getName).sorted().forEach(names::add);
    return names.isEmpty() ? "" : " of " + String.join(", ", names);
  }
}
