import org.jspecify.annotations.NullMarked;

/// Optimizers, gradient transforms and schedules.
@NullMarked
module dev.descent.optim {
  requires transitive dev.descent.core;
  requires static transitive org.jspecify;

  exports dev.descent.optim;

  provides dev.descent.optim.spi.OptimizerConfig with
      dev.descent.optim.AdamConfig,
      dev.descent.optim.AdamWConfig,
      dev.descent.optim.CocobConfig,
      dev.descent.optim.DAdaptAdamWConfig,
      dev.descent.optim.DogConfig,
      dev.descent.optim.DowgConfig,
      dev.descent.optim.MomoAdamConfig,
      dev.descent.optim.MomoConfig,
      dev.descent.optim.ProdigyConfig,
      dev.descent.optim.ScheduleFreeAdamWConfig,
      dev.descent.optim.ScheduleFreeSgdConfig,
      dev.descent.optim.SgdConfig;
}
