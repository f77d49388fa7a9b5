package dev.descent.program;

import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Type;
import java.util.Map;

/// A small network with dropout, its weights and a batch.
final class Classifier {
  static final Map<String, Type> TYPES = Networks.labelled(8, 6);

  final Model model = Model.of(Networks.classifier(0.25, 5, 3), TYPES);
  final Layout layout = Layout.of(model.parameters(), model.aliases());
  final float[] weights = model.initialParameters(layout, 1);
  final float[] states = model.initialStates();
  final Batch batch = Networks.batch(TYPES, 3, 2);

  /// Returns the program of a single thread.
  Program training() {
    return model.training(layout, TYPES, Team.single());
  }
}
