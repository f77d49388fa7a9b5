/// What a training leaves behind: a run directory with weights, configuration, metrics and a
/// report.
package dev.descent.train.run;
