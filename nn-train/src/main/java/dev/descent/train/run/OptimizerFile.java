package dev.descent.train.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// Optimizers as text: what [dev.descent.optim.engine.Configs#values] or
/// [dev.descent.optim.engine.OptimizerBuilder#describe] says, in JSON or YAML, and back.
///
/// ```yaml
/// optimizer:
///   name: adamw
///   hyperParameters:
///     learningRate: 0.001
/// transforms:
/// - name: clip-by-value
///   hyperParameters:
///     limit: 0.5
/// clipByGlobalNorm: 1.0
/// ```
///
/// [dev.descent.optim.engine.OptimizerRegistry#read] makes the optimizer of it; what is left out
/// has its default.
public final class OptimizerFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private OptimizerFile() {}

  /// Returns a description as JSON.
  public static String json(Map<String, ?> description) {
    try {
      return JSON.writeValueAsString(description) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("optimizer cannot be written: " + e.getMessage(), e);
    }
  }

  /// Returns a description as YAML.
  public static String yaml(Map<String, ?> description) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(new Representer(options), options).dump(description);
  }

  /// Returns what a text in JSON describes.
  ///
  /// @throws IllegalArgumentException if it is no object in JSON
  public static Map<String, Object> fromJson(String text) {
    try {
      return JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "optimizer must be an object in JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// Returns what a text in YAML describes. Tags that make objects of other types are refused.
  ///
  /// @throws IllegalArgumentException if it is no mapping in YAML
  public static Map<String, Object> fromYaml(String text) {
    Object read;
    try {
      read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(
          "optimizer must be a mapping in YAML: " + e.getMessage(), e);
    }
    if (!(read instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "optimizer must be a mapping in YAML, was '%s'".formatted(read));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    map.forEach((name, value) -> all.put(String.valueOf(name), value));
    return all;
  }

  /// Writes a description to a file whose name ends in `.json`, `.yaml` or `.yml`.
  ///
  /// @throws IllegalArgumentException if the name ends otherwise
  public static void write(Path file, Map<String, ?> description) throws IOException {
    Files.writeString(file, isJson(file) ? json(description) : yaml(description));
  }

  /// Reads a file whose name ends in `.json`, `.yaml` or `.yml`.
  ///
  /// @throws IllegalArgumentException if the name ends otherwise, or the text is not what it says
  public static Map<String, Object> read(Path file) throws IOException {
    String text = Files.readString(file);
    return isJson(file) ? fromJson(text) : fromYaml(text);
  }

  private static boolean isJson(Path file) {
    String name = file.toString();
    if (name.endsWith(".json")) {
      return true;
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return false;
    }
    throw new IllegalArgumentException(
        "optimizer file must end in .json, .yaml or .yml, was '%s'".formatted(file));
  }
}
