package dev.descent.optim.spi;

import org.jspecify.annotations.Nullable;

/// One component of a config: what it is called, which values are legal, what it does.
///
/// The default is not repeated here: it is what the config's constructor without arguments gives.
///
/// @param name the name of the record component
/// @param range the legal values of a number; null for what is no number
/// @param summary what it does, in a few words
/// @param decay whether it makes weights decay, so that biases and norms can be spared of it
public record HyperParameter(String name, @Nullable Range range, String summary, boolean decay) {}
