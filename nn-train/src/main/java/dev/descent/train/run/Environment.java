package dev.descent.train.run;

import dev.descent.runtime.KernelReport;
import java.lang.module.ModuleDescriptor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where a run took place, for people who want to repeat it. Nothing in it changes a result.
public final class Environment {
  /// The name under which the version of this framework stands.
  public static final String VERSION = "descent";

  private Environment() {}

  /// Returns what there is to say, in order.
  public static Map<String, String> describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(VERSION, version());
    facts.put(
        "java",
        Runtime.version() + ", " + property("java.vm.name") + ", " + property("java.vendor"));
    facts.put(
        "system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("kernels", KernelReport.description());
    facts.put("heap", Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB at most");
    return Collections.unmodifiableMap(facts);
  }

  private static String version() {
    String version = Environment.class.getPackage().getImplementationVersion();
    if (version != null) {
      return version;
    }
    // On the module path the manifest is not read: there the module has the version.
    ModuleDescriptor module = Environment.class.getModule().getDescriptor();
    return Optional.ofNullable(module)
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("from classes, without a version");
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }
}
