package dev.descent.train.inject;

import com.google.inject.AbstractModule;

/// Makes an injector strict: every binding is written down, constructors say `@Inject`, nothing is
/// proxied. It belongs to applications, as it holds for all modules of an injector.
public final class StrictModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
  }
}
