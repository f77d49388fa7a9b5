package dev.descent.optim;

import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.testkit.OptimizerContract;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The optimizers of this module and the tests of this package, by their classes.
final class BuiltIns {
  private BuiltIns() {}

  /// Returns all optimizers, wrappers and transforms, sorted by name.
  static List<OptimizerEntry> entries() {
    String here = BuiltIns.class.getPackageName() + ".";
    return OptimizerRegistry.discover().entries().stream()
        .filter(entry -> entry.className().startsWith(here))
        .toList();
  }

  /// Returns the test classes whose names end so, sorted.
  static List<Class<?>> tests(String suffix) throws ReflectiveOperationException {
    try {
      Path root =
          Path.of(BuiltIns.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<String> names;
      try (Stream<Path> files =
          Files.list(root.resolve(BuiltIns.class.getPackageName().replace('.', '/')))) {
        names =
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(suffix + ".class"))
                .map(name -> name.replaceFirst("\\.class$", ""))
                .sorted()
                .toList();
      }
      List<Class<?>> classes = new ArrayList<>();
      for (String name : names) {
        classes.add(Class.forName(BuiltIns.class.getPackageName() + "." + name));
      }
      return classes;
    } catch (IOException | URISyntaxException e) {
      throw new ReflectiveOperationException(e);
    }
  }

  /// Returns an instance of each contract test.
  static List<OptimizerContract> contracts() throws ReflectiveOperationException {
    List<OptimizerContract> contracts = new ArrayList<>();
    for (Class<?> type : tests("ContractTest")) {
      Constructor<?> constructor = type.getDeclaredConstructor();
      contracts.add((OptimizerContract) constructor.newInstance());
    }
    return contracts;
  }
}
