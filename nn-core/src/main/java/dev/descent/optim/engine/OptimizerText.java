package dev.descent.optim.engine;

import dev.descent.optim.spi.Schedule;
import dev.descent.runtime.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an [OptimizerBuilder] has been told, as names and values, and as lines.
final class OptimizerText {
  private OptimizerText() {}

  static Map<String, Object> values(OptimizerBuilder builder) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("optimizer", Configs.values(builder.config));
    Map<String, Object> own = new LinkedHashMap<>();
    builder.groups.forEach(g -> own.put(g.glob().text(), Configs.values(g.config())));
    Map<String, String> moving = new LinkedHashMap<>();
    moving(builder).forEach((label, s) -> moving.put(label, Description.of(s)));
    Map<String, String> still = new LinkedHashMap<>();
    builder.freezes.forEach(frozen -> still.put(frozen.glob().text(), frozen.text()));
    putUnlessEmpty(all, "groups", own);
    if (!builder.transforms.isEmpty()) {
      all.put("transforms", builder.transforms.stream().map(OptimizerText::values).toList());
    }
    putUnlessEmpty(all, "schedules", moving);
    putUnlessEmpty(all, "frozen", still);
    if (builder.sparing) {
      all.put("withoutDecay", ConfigReader.SPARED);
    }
    if (builder.clip < Double.POSITIVE_INFINITY) {
      all.put("clipByGlobalNorm", builder.clip);
    }
    if (builder.window > 1) {
      all.put("accumulate", accumulated(builder));
    }
    if (builder.lossScale != null) {
      all.put("lossScale", values(builder.lossScale));
    }
    if (!builder.nonFinite.equals(NonFinite.fail())) {
      all.put("nonFinite", values(builder.nonFinite));
    }
    return Collections.unmodifiableMap(all);
  }

  private static Object accumulated(OptimizerBuilder builder) {
    if (builder.kind == Window.SAMPLE_MEAN) {
      return builder.window;
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("gradients", builder.window);
    one.put("taken", builder.kind.toString());
    return Collections.unmodifiableMap(one);
  }

  private static void putUnlessEmpty(Map<String, Object> all, String name, Map<String, ?> values) {
    if (!values.isEmpty()) {
      all.put(name, Collections.unmodifiableMap(values));
    }
  }

  private static Map<String, Object> values(Drafted.Transform transform) {
    Map<String, Object> one = new LinkedHashMap<>(Configs.values(transform.config()));
    if (transform.glob() != null) {
      one.put("on", transform.glob().text());
    }
    return Collections.unmodifiableMap(one);
  }

  private static Map<String, Object> values(LossScale scale) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("initial", scale.initial());
    one.put("growth", scale.growth());
    one.put("backoff", scale.backoff());
    one.put("interval", scale.interval());
    return Collections.unmodifiableMap(one);
  }

  private static Map<String, Object> values(NonFinite policy) {
    Map<String, Object> one = new LinkedHashMap<>();
    if (policy.zeroNans()) {
      one.put("zeroNans", true);
    }
    if (policy.skip()) {
      one.put("skip", policy.limit());
    }
    return Collections.unmodifiableMap(one);
  }

  private static Map<String, Schedule> moving(OptimizerBuilder builder) {
    return builder.schedules.fresh(builder.window).labelled();
  }

  static String of(OptimizerBuilder builder, Drafted drafted) {
    StringBuilder text = new StringBuilder();
    for (Drafted.Live<Drafted.Group> live : drafted.groups()) {
      Drafted.Group group = live.of();
      text.append(group.label()).append(" = ").append(Configs.text(group.config())).append('\n');
    }
    for (Drafted.Transform transform : builder.transforms) {
      text.append("transform ").append(transform.text()).append('\n');
    }
    for (Map.Entry<String, Schedule> one : moving(builder).entrySet()) {
      text.append(one.getKey())
          .append(" follows ")
          .append(Description.of(one.getValue()))
          .append('\n');
    }
    for (Drafted.Frozen frozen : builder.freezes) {
      text.append(frozen.glob().text()).append(" = ").append(frozen.text()).append('\n');
    }
    if (builder.clip < Double.POSITIVE_INFINITY) {
      text.append("clip by global norm ").append(builder.clip).append('\n');
    }
    if (builder.window > 1) {
      text.append("accumulate ").append(builder.window);
      text.append(builder.kind == Window.SAMPLE_MEAN ? "\n" : ", taken for " + builder.kind + "\n");
    }
    return text.toString();
  }
}
