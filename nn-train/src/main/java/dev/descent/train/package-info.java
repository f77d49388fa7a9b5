/// The trainer: model, data and optimizer in, a trained model and its history out.
package dev.descent.train;
