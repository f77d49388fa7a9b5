package dev.descent.train.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.multibindings.Multibinder;
import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.spi.Source;
import dev.descent.io.Safetensors;
import dev.descent.io.WeightFormats;
import dev.descent.layer.Linear;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.train.HalvingConfig;
import dev.descent.train.Progress;
import dev.descent.train.Trainers;
import dev.descent.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ModulesTest {
  private static final Dataset LINE =
      Dataset.regression("line", new float[] {1, 2, 3}, new float[] {2, 4, 6});

  @BeforeAll
  static void quietGuice() {
    System.setProperty("guice_custom_class_loading", "CHILD");
  }

  private static Injector injector(Module... application) {
    List<Module> modules =
        new ArrayList<>(
            List.of(
                new StrictModule(),
                new OptimModule(),
                new DataModule(),
                new IoModule(),
                new TrainingModule()));
    modules.addAll(List.of(application));
    return Guice.createInjector(Stage.PRODUCTION, modules);
  }

  @Test
  void modules_alone_haveWhatServiceLoaderFinds() {
    Injector injector = injector();
    assertThat(injector.getInstance(OptimizerRegistry.class).names())
        .contains("adam", "adamw", "sgd");
    assertThat(injector.getInstance(WeightFormats.class).named("safetensors"))
        .isInstanceOf(Safetensors.class);
    assertThat(injector.getInstance(Sources.class).names()).isEmpty();
  }

  @Test
  void optimizer_ofTheApplication_isFoundByName() {
    Injector injector =
        injector(
            new AbstractModule() {
              @Override
              protected void configure() {
                Multibinder.newSetBinder(binder(), OptimizerConfig.class)
                    .addBinding()
                    .toInstance(new HalvingConfig(0.5));
              }
            });
    assertThat(injector.getInstance(OptimizerRegistry.class).create("halving", Map.of()))
        .isEqualTo(new HalvingConfig(0.5));
  }

  @Test
  void optimizer_ofAKnownName_isReplaced() {
    Injector injector =
        injector(
            new AbstractModule() {
              @Override
              protected void configure() {
                Multibinder.newSetBinder(binder(), OptimizerConfig.class)
                    .addBinding()
                    .toInstance(AdamConfig.of(0.25));
              }
            });
    assertThat(injector.getInstance(OptimizerRegistry.class).create("adam", Map.of()))
        .isEqualTo(AdamConfig.of(0.25));
  }

  @Test
  void listener_ofTheApplication_isCalled() {
    List<Long> starts = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void start(Progress progress) {
            starts.add(progress.steps());
          }
        };
    Injector injector =
        injector(
            new AbstractModule() {
              @Override
              protected void configure() {
                Multibinder.newSetBinder(binder(), TrainingListener.class)
                    .addBinding()
                    .toInstance(listener);
                Multibinder.newSetBinder(binder(), Source.class).addBinding().toInstance(LINE);
              }
            });
    injector
        .getInstance(Trainers.class)
        .of(new Linear(1), new MeanSquaredError())
        .optimizer(SgdConfig.of(0.01))
        .data(Pipeline.of(injector.getInstance(Sources.class).named("line")))
        .steps(3)
        .train();
    assertThat(starts).containsExactly(3L);
  }

  @Test
  void source_unknownName_isRefused() {
    assertThatThrownBy(() -> injector().getInstance(Sources.class).named("mnist"))
        .hasMessage("no source named 'mnist'; found []");
  }

  @Test
  void sources_oneNameTwice_isRefused() {
    assertThatThrownBy(() -> new Sources(List.of(LINE, LINE)))
        .hasMessage("two sources are named 'line': give each its own name");
  }

  @Test
  void injector_bindingThatNobodyWroteDown_isRefused() {
    assertThatThrownBy(() ->
            injector(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    requireBinding(StringBuilder.class);
                  }
                }))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("Explicit bindings are required");
  }
}
