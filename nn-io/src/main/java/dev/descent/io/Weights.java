package dev.descent.io;

import dev.descent.io.spi.WeightFormat;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Layout.Slice;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Names for the places of flat vectors, under which their numbers go to files and come back:
/// parameters, running statistics, optimizer slots.
///
/// A tied parameter is one place with several names. All of them are written, as PyTorch's
/// `state_dict` has them, so the file needs no table; one of them is enough to read it, and those
/// that are there have to agree.
///
/// {@snippet file="dev/descent/io/SnippetsTest.java" region="weights"}
public final class Weights {
  /// One vector and its names.
  private static final class Part {
    final Layout layout;
    final float[] values;

    Part(Layout layout, float[] values) {
      this.layout = layout;
      this.values = values;
    }
  }

  private final List<Part> parts;

  private Weights(List<Part> parts) {
    this.parts = parts;
    Set<String> names = new HashSet<>();
    for (Part part : parts) {
      for (Slice slice : part.layout.slices()) {
        requireNew(names, slice.path());
      }
      part.layout.aliases().keySet().forEach(alias -> requireNew(names, alias));
    }
  }

  /// Returns names for a vector. It is neither copied nor kept in step: files are written from it
  /// and read into it.
  ///
  /// @throws IllegalArgumentException if the vector is shorter than the layout
  public static Weights of(Layout layout, float[] values) {
    return new Weights(List.of()).and(layout, values);
  }

  /// Returns these names and those of another vector, for one file with all of them.
  ///
  /// @throws IllegalArgumentException if the vector is shorter than the layout, or a name is there
  ///   already
  public Weights and(Layout layout, float[] values) {
    if (values.length < layout.size()) {
      throw new IllegalArgumentException(
          "a vector for this layout must have %d elements, was %d"
              .formatted(layout.size(), values.length));
    }
    List<Part> all = new ArrayList<>(parts);
    all.add(new Part(layout, values));
    return new Weights(List.copyOf(all));
  }

  /// Returns the tensors by name: views of the vectors.
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Part part : parts) {
      for (Slice slice : part.layout.slices()) {
        tensors.put(slice.path(), view(part, slice));
      }
      for (Map.Entry<String, String> alias : part.layout.aliases().entrySet()) {
        tensors.put(alias.getKey(), view(part, part.layout.slice(alias.getValue())));
      }
    }
    return tensors;
  }

  /// Writes a safetensors file. The same numbers give the same bytes; an existing file survives
  /// every failure.
  ///
  /// @param path the file
  /// @param metadata free text by name, such as `format: pt`
  /// @throws IOException if it cannot be written
  public void write(Path path, Map<String, String> metadata) throws IOException {
    new Safetensors().write(path, new WeightFormat.Contents(tensors(), metadata));
  }

  /// Reads a safetensors file into the vectors and returns its metadata. If anything does not fit,
  /// nothing is changed.
  ///
  /// @throws WeightMismatchException if names, types or shapes are not these; it lists all that are
  ///   not
  /// @throws dev.descent.io.spi.MalformedFileException if it is not a safetensors file
  /// @throws IOException if it cannot be read
  public Map<String, String> read(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, String> types = new LinkedHashMap<>();
      file.entries().forEach((name, entry) -> types.put(name, entry.type() + "" + entry.shape()));
      require(path.toString(), types);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : types.keySet()) {
        tensors.put(name, file.tensor(name));
      }
      load(path.toString(), tensors);
      return file.metadata();
    }
  }

  /// Copies tensors, from a file of another format or after a conversion, into the vectors. If
  /// anything does not fit, nothing is changed.
  ///
  /// @param source what error messages call the tensors
  /// @param tensors the tensors by name
  /// @throws WeightMismatchException if names, types or shapes are not these; it lists all that are
  ///   not
  public void load(String source, Map<String, Tensor> tensors) throws WeightMismatchException {
    Map<String, String> types = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> types.put(name, tensor.type().toString()));
    require(source, types);
    List<String> untied = new ArrayList<>();
    Map<Slice, Tensor> chosen = new LinkedHashMap<>();
    for (Part part : parts) {
      for (Slice slice : part.layout.slices()) {
        List<String> there =
            names(part.layout, slice).stream().filter(tensors::containsKey).toList();
        Tensor first = Objects.requireNonNull(tensors.get(there.getFirst()));
        for (String name : there) {
          if (!sameBits(first, Objects.requireNonNull(tensors.get(name)))) {
            untied.add(
                "'%s' and '%s' are tied and must be equal".formatted(there.getFirst(), name));
          }
        }
        chosen.put(slice, first);
      }
    }
    if (!untied.isEmpty()) {
      throw new WeightMismatchException(source, new WeightReport(List.of(), List.of(), untied));
    }
    for (Part part : parts) {
      for (Slice slice : part.layout.slices()) {
        copy(Objects.requireNonNull(chosen.get(slice)), part, slice);
      }
    }
  }

  private void require(String source, Map<String, String> found) throws WeightMismatchException {
    List<String> missing = new ArrayList<>();
    List<String> different = new ArrayList<>();
    Set<String> unexpected = new LinkedHashSet<>(found.keySet());
    for (Part part : parts) {
      for (Slice slice : part.layout.slices()) {
        boolean there = false;
        for (String name : names(part.layout, slice)) {
          String type = found.get(name);
          String needed = Type.f32(slice.shape()).toString();
          there |= unexpected.remove(name);
          if (type != null && !type.equals(needed)) {
            different.add("'%s' is %s, needs %s".formatted(name, type, needed));
          }
        }
        if (!there) {
          missing.add(slice.path());
        }
      }
    }
    WeightReport report = new WeightReport(missing, List.copyOf(unexpected), different);
    if (!report.fits()) {
      throw new WeightMismatchException(source, report);
    }
  }

  private static List<String> names(Layout layout, Slice slice) {
    List<String> names = new ArrayList<>(List.of(slice.path()));
    layout
        .aliases()
        .forEach((alias, path) -> {
          if (path.equals(slice.path())) {
            names.add(alias);
          }
        });
    return names;
  }

  private static void requireNew(Set<String> names, String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException(
          "weights must have different names, '%s' is there twice".formatted(name));
    }
  }

  private static Tensor view(Part part, Slice slice) {
    return Tensor.view(slice.shape(), part.values, slice.offset());
  }

  private static void copy(Tensor tensor, Part part, Slice slice) {
    System.arraycopy(
        tensor.floats(), tensor.offset(), part.values, slice.offset(), slice.shape().size());
  }

  private static boolean sameBits(Tensor one, Tensor other) {
    for (int i = 0; i < one.shape().size(); i++) {
      if (Float.floatToIntBits(one.at(i)) != Float.floatToIntBits(other.at(i))) {
        return false;
      }
    }
    return true;
  }
}
