/// Metrics: numbers that say how good predictions are, streamed over batches.
package dev.descent.train.metric;
