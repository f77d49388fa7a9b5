/// The Guice modules: what ServiceLoader finds, as injectable registries, to which an application
/// adds its own parts.
package dev.descent.train.inject;
