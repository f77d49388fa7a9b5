package dev.descent.train.run;

import dev.descent.runtime.KernelReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a run took place, for people who want to repeat it. Nothing in it changes a result.
public final class Environment {
  private Environment() {}

  /// Returns what there is to say, in order.
  public static Map<String, String> describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("descent", version());
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
    return version == null ? "from classes, without a version" : version;
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }
}
