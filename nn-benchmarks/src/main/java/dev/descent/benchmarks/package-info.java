/// JMH kernels and end-to-end workloads, run from the class path.
@org.jspecify.annotations.NullMarked
package dev.descent.benchmarks;
