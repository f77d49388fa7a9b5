package dev.descent.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What sources keep to and class files do not show. Each rule returns the offences in one file.
final class SourceRules {
  static final int LONGEST = 500;

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern SKIPPED =
      Pattern.compile(
          "@(Disabled|Enabled)\\w*|\\bAssumptions\\b|\\bassum(e|ing)(True|False|That)\\b");
  private static final Pattern SLEEP =
      Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\.\\w+\\.sleep\\b");

  private SourceRules() {}

  static List<String> tooLong(String source) {
    long lines = source.lines().count();
    return lines > LONGEST
        ? List.of("has %d lines, at most %d".formatted(lines, LONGEST))
        : List.of();
  }

  static List<String> skippedTests(String source) {
    return matches(SKIPPED, source);
  }

  static List<String> sleeps(String source) {
    return matches(SLEEP, source);
  }

  /// Returns the public types without a doc comment. A type nested in an interface or in a type
  /// that is not public counts by its own modifiers and those around it.
  static List<String> undocumented(String source) {
    List<String> found = new ArrayList<>();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, d -> {}, List.of(), null, List.of(new Text(source)));
    try {
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new TreePathScanner<@Nullable Void, Boolean>() {
          @Override
          public @Nullable Void visitClass(ClassTree type, Boolean visible) {
            boolean isPublic = visible && type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            Tree around = getCurrentPath().getParentPath().getLeaf();
            if (around.getKind() == Tree.Kind.INTERFACE) {
              isPublic = visible;
            }
            if (isPublic && docs.getDocCommentTree(getCurrentPath()) == null) {
              found.add("no doc comment on " + type.getSimpleName());
            }
            return super.visitClass(type, isPublic);
          }
        }.scan(unit, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static List<String> matches(Pattern pattern, String source) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(COMMENT.matcher(source).replaceAll(""));
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
