package dev.descent.train.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.descent.optim.engine.OptimizerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

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
/// accumulate: {gradients: 4, taken: SUM}
/// ```
///
/// `accumulate: 4` alone is of the mean over samples
/// ([dev.descent.optim.engine.Window#SAMPLE_MEAN]).
///
/// [dev.descent.optim.engine.OptimizerRegistry#read] makes the optimizer of it; what is left out
/// has its default:
///
/// ```java
/// registry.read(OptimizerFile.read(file), Schedules::parse, Schedules::parseMetric);
/// ```
///
/// The `config.json` of a run has these names among others: [#ofRun] picks them out.
public final class OptimizerFile {
  private static final Pattern SOURCE =
      Pattern.compile("\\[Source: [^;]*; (line: \\d+, column: \\d+)]");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /// Knows `true` and `false` alone: a key `on` is a text here, not YAML 1.1's other `true`.
  private static final class PlainResolver extends Resolver {
    private static final Pattern BOOL = Pattern.compile("true|false");

    @Override
    public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
      super.addImplicitResolver(tag, tag.equals(Tag.BOOL) ? BOOL : regexp, first, limit);
    }
  }

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
  /// @throws IllegalArgumentException if it is no object in JSON, or has a name twice
  public static Map<String, Object> fromJson(String text) {
    Object read;
    try {
      read = JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      // Jackson says where, and that it does not say in what
      String problem = SOURCE.matcher(e.getOriginalMessage()).replaceAll("$1");
      throw new IllegalArgumentException("optimizer must be an object in JSON: " + problem, e);
    }
    return named(read, "an object in JSON");
  }

  /// Returns what a text in YAML describes. Tags that make objects of other types are refused;
  /// `true` and `false` are truth values, `on`, `yes` and the like are texts.
  ///
  /// @throws IllegalArgumentException if it is no mapping in YAML, or has a name twice
  public static Map<String, Object> fromYaml(String text) {
    LoaderOptions loading = new LoaderOptions();
    loading.setAllowDuplicateKeys(false);
    DumperOptions dumping = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(loading),
            new Representer(dumping),
            dumping,
            loading,
            new PlainResolver());
    Object read;
    try {
      read = yaml.load(text);
    } catch (YAMLException e) {
      String problem = String.valueOf(e.getMessage()).replace("in 'string', line", "in line");
      throw new IllegalArgumentException("optimizer must be a mapping in YAML: " + problem, e);
    }
    return named(read, "a mapping in YAML");
  }

  private static Map<String, Object> named(@Nullable Object read, String rule) {
    if (!(read instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("optimizer must be %s, was '%s'".formatted(rule, read));
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

  /// Returns what of a run's `config.json` (see [RunSettings]) is about its optimizer; anything
  /// else as it is.
  ///
  /// @throws IllegalArgumentException if the run has several trainings
  public static Map<String, Object> ofRun(Map<String, ?> config) {
    if (config.get("trainings") instanceof Map<?, ?> trainings) {
      throw new IllegalArgumentException(
          "a run's configuration must have one training, this one has 'trainings' of %s: write what stands under one of them to a file of its own"
              .formatted(trainings.keySet()));
    }
    Map<String, Object> own = new LinkedHashMap<>(config);
    if (config.containsKey("network") && config.containsKey("training")) {
      own.keySet().retainAll(OptimizerBuilder.PARTS);
    }
    return own;
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
