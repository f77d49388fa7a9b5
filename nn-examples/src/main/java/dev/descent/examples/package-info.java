/// Examples that train on real data, each runnable by name and tested.
package dev.descent.examples;
