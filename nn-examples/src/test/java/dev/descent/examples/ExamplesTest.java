package dev.descent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.descent.data.DataDigest;
import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.data.Split;
import dev.descent.io.Safetensors;
import dev.descent.layer.Sequential;
import dev.descent.loss.CrossEntropy;
import dev.descent.loss.Loss;
import dev.descent.optim.AdamWConfig;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.tensor.Tensor;
import dev.descent.train.Cadence;
import dev.descent.train.Cancellation;
import dev.descent.train.Progress;
import dev.descent.train.Trainer;
import dev.descent.train.TrainingCancelledException;
import dev.descent.train.TrainingListener;
import dev.descent.train.TrainingResult;
import dev.descent.train.WeightsDigest;
import dev.descent.train.run.Environment;
import dev.descent.train.run.RunExistsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExamplesTest {
  @TempDir private Path folder;

  private final StringWriter messages = new StringWriter();

  private Request request() {
    return new Request()
        .threads(1)
        .out(folder.resolve("run"))
        .messages(new PrintWriter(messages, true));
  }

  private JsonNode config() throws IOException {
    return JsonMapper.builder().build().readTree(folder.resolve("run/config.json").toFile());
  }

  private static double value(Outcome outcome, String name) {
    return Double.parseDouble(outcome.values().getOrDefault(name, "NaN"));
  }

  @Test
  void all_names_areSortedAndFound() {
    List<String> names = Examples.all().stream().map(Example::name).toList();
    assertThat(names).isSorted().doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> Examples.find(name).isPresent());
    assertThat(Examples.find("mnist")).isEmpty();
  }

  @Test
  void xor_run_isLearned() throws IOException {
    Outcome outcome = new XorExample().run(request());
    assertThat(value(outcome, "accuracy")).isEqualTo(1);
    assertThat(value(outcome, "loss")).isLessThan(0.01);
    assertThat(messages.toString()).contains("1 xor 1 = 0, predicted 0.0");
  }

  @Test
  void iris_run_separatesTheSpecies() throws IOException {
    Outcome outcome = new IrisExample().run(request());
    assertThat(value(outcome, "test-accuracy")).isGreaterThanOrEqualTo(0.9);
  }

  @ParameterizedTest
  @CsvSource({"sophia,0.01", "adahessian,0.05"})
  void iris_byAnOptimizerThatNeedsTheHessian_separatesTheSpecies(String name, String rate)
      throws IOException {
    Outcome outcome = new IrisExample().run(request().optimizer(name).set("learningRate", rate));
    assertThat(value(outcome, "test-accuracy")).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void digits_fewEpochs_areLearnedMostly() throws IOException {
    Outcome outcome = new DigitsExample().run(request().epochs(3));
    assertThat(value(outcome, "test-accuracy")).isGreaterThan(0.9);
    assertThat(Files.readString(folder.resolve("run/report.html"))).contains("Confusion matrix");
    assertThat(Files.readString(folder.resolve("run/metrics.csv")).lines()).hasSize(4);
  }

  @Test
  void digits_data_areThoseOfTheSource() throws IOException {
    assertThat(ExampleData.digits().size()).isEqualTo(1797);
    assertThat(ExampleData.iris().size()).isEqualTo(150);
    assertThat(ExampleData.diabetes().size()).isEqualTo(442);
    assertThat(ExampleData.diabetes().field("target").at(0)).isEqualTo(151);
    assertThat(ExampleData.diabetes().field("input").at(2)).isEqualTo(32.1f);
  }

  @Test
  void run_files_haveWhatTheOutcomeSays() throws IOException {
    Outcome outcome = new XorExample().run(request().epochs(5).seed(7));
    Map<String, Tensor> tensors =
        new Safetensors().read(folder.resolve("run/model.safetensors")).tensors();
    assertThat(tensors.keySet())
        .containsExactlyInAnyOrder("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(outcome.values()).containsEntry("weights-sha256", WeightsDigest.sha256(tensors));
    JsonNode config = config();
    assertThat(config.get("example").asText()).isEqualTo("xor");
    assertThat(config.get("seed").asInt()).isEqualTo(7);
    assertThat(config.get("epochs").asInt()).isEqualTo(5);
    assertThat(config.at("/optimizer/name").asText()).isEqualTo("adam");
    assertThat(config.at("/optimizer/hyperParameters/learningRate").asDouble()).isEqualTo(0.05);
    assertThat(config.get("results").get("weights-sha256").asText())
        .isEqualTo(outcome.values().get("weights-sha256"));
    assertThat(config.get("environment").get("kernels").asText()).contains("kernels");
  }

  /// Everything that a training needs is taken from the file, but for the code of the network,
  /// whose text is compared.
  @Test
  void config_readBack_repeatsTheRun() throws IOException {
    Outcome outcome =
        new DigitsExample().run(request().epochs(2).seed(7).set("learningRate", "0.002"));
    JsonNode config = config();
    Split<Dataset> digits = DigitsExample.scaled(ExampleData.digits()).split(0, 0.2, 7);
    assertThat(config.at("/network/layers/2").asText()).isEqualTo("Dropout[rate=0.3]");
    assertThat(config.at("/network/layers").valueStream().map(JsonNode::asText))
        .containsExactlyElementsOf(
            ((Sequential) DigitsExample.network())
                .layers().stream().map(Object::toString).toList());
    assertThat(config.at("/network/parameters").toString())
        .isEqualTo(
            "{\"0.weight\":[256,64],\"0.bias\":[256],\"3.weight\":[10,256],\"3.bias\":[10]}");
    Loss loss = new CrossEntropy().withLabelSmoothing(0.1);
    assertThat(config.get("loss").asText()).isEqualTo(loss.toString());
    Map<String, String> settings = new LinkedHashMap<>();
    config
        .at("/optimizer/hyperParameters")
        .propertyStream()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    OptimizerConfig optimizer =
        OptimizerRegistry.discover().create(config.at("/optimizer/name").asText(), settings);
    assertThat(optimizer).isEqualTo(new AdamWConfig().withLearningRate(0.002));
    Schedule cosine = Schedules.cosine(0.002, 0, 2 * (1438 / 32));
    assertThat(config.at("/schedules/learningRate").asText()).isEqualTo(cosine.toString());
    JsonNode data = config.get("data").get("digits/train");
    assertThat(data.get("records").asInt()).isEqualTo(1438);
    assertThat(data.at("/sha256/input").asText())
        .isEqualTo(DataDigest.sha256(digits.train()).get("input"));
    assertThat(config.get("data").get("digits/test").at("/sha256/target").asText())
        .isEqualTo(DataDigest.sha256(digits.test()).get("target"));
    assertThat(config.at("/threads/note").asText()).contains("no bit");
    assertThat(config.get("descent").asText())
        .isEqualTo(Environment.describe().get(Environment.VERSION));
    long seed = config.get("seed").asLong();
    int batch = config.get("batchSize").asInt();
    TrainingResult again =
        Trainer.of(DigitsExample.network(), loss)
            .optimizer(optimizer)
            .schedule("learningRate", cosine)
            .data(Pipeline.of(digits.train()).shuffle(seed).batch(batch, Remainder.DROP))
            .seed(seed)
            .epochs(config.get("epochs").asInt())
            .train();
    assertThat(again.model().sha256()).isEqualTo(outcome.values().get("weights-sha256"));
    assertThat(config.get("training").asText())
        .isEqualTo("digits/train, shuffled by seed 7, batches of 32, DROP");
  }

  @Test
  void run_sameSeed_hasTheSameDigest() throws IOException {
    Outcome one = new XorExample().run(request().epochs(5).out(folder.resolve("a")));
    Outcome two = new XorExample().run(request().epochs(5).out(folder.resolve("b")));
    Outcome other = new XorExample().run(request().epochs(5).seed(2).out(folder.resolve("c")));
    assertThat(two.values()).isEqualTo(one.values());
    assertThat(other.values()).isNotEqualTo(one.values());
  }

  @Test
  void run_settings_changeTheExamplesOptimizer() throws IOException {
    new XorExample().run(request().epochs(1).set("beta1", "0.5"));
    JsonNode adam = config().at("/optimizer/hyperParameters");
    assertThat(adam.get("learningRate").asDouble()).isEqualTo(0.05);
    assertThat(adam.get("beta1").asDouble()).isEqualTo(0.5);
  }

  @Test
  void run_otherOptimizer_hasItsOwnDefaults() throws IOException {
    new XorExample().run(request().epochs(1).optimizer("sgd").set("momentum", "0.9"));
    assertThat(config().at("/optimizer/name").asText()).isEqualTo("sgd");
    assertThat(config().at("/optimizer/hyperParameters/momentum").asDouble()).isEqualTo(0.9);
  }

  @Test
  void run_wrongOptimizer_makesNoFolder() {
    assertThatThrownBy(() -> new XorExample().run(request().optimizer("adma")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean 'adam'?");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void run_folderInUse_trainsNothing() throws IOException {
    new XorExample().run(request().epochs(1));
    assertThatThrownBy(() -> new XorExample().run(request()))
        .isInstanceOf(RunExistsException.class);
  }

  @Test
  void run_cancelled_leavesNothing() {
    Cancellation cancellation = new Cancellation();
    TrainingListener canceller =
        new TrainingListener() {
          @Override
          public Cadence cadence() {
            return Cadence.everySteps(1);
          }

          @Override
          public void step(Progress progress) {
            cancellation.cancel();
          }
        };
    assertThatThrownBy(
            () -> new XorExample().run(request().cancellation(cancellation).listener(canceller)))
        .isInstanceOf(TrainingCancelledException.class);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void request_numbersOutOfRange_areRefused() {
    assertThatThrownBy(() -> new Request().epochs(0)).hasMessage("--epochs must be >= 1, was 0");
    assertThatThrownBy(() -> new Request().threads(2000))
        .hasMessage("--threads must be in [1, 1024], was 2000");
  }

  @Test
  void customOptimizer_withoutItsJar_saysWhereItLooked() {
    Path home = folder.resolve("home");
    assertThatThrownBy(() -> new CustomOptimizerExample().run(request().home(home)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "plug-in directory must exist and hold a jar, was '%s'"
                .formatted(CustomOptimizerExample.sample(home)));
  }
}
