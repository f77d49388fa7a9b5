/// The `nn` command.
package dev.descent.cli;
