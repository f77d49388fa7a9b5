import org.jspecify.annotations.NullMarked;

/// Optimizers, gradient transforms and schedules.
@NullMarked
module dev.descent.optim {
  requires transitive dev.descent.core;
  requires static transitive org.jspecify;

  exports dev.descent.optim;

  provides dev.descent.optim.spi.OptimizerConfig with
      dev.descent.optim.AcPropConfig,
      dev.descent.optim.AdEmaMixConfig,
      dev.descent.optim.AdaBeliefConfig,
      dev.descent.optim.AdafactorConfig,
      dev.descent.optim.AdamConfig,
      dev.descent.optim.AdamPConfig,
      dev.descent.optim.AdamWConfig,
      dev.descent.optim.AdanConfig,
      dev.descent.optim.AdoptConfig,
      dev.descent.optim.CocobConfig,
      dev.descent.optim.DAdaptAdamWConfig,
      dev.descent.optim.DogConfig,
      dev.descent.optim.DowgConfig,
      dev.descent.optim.LaPropConfig,
      dev.descent.optim.LambConfig,
      dev.descent.optim.MadgradConfig,
      dev.descent.optim.MarsConfig,
      dev.descent.optim.MomoAdamConfig,
      dev.descent.optim.MomoConfig,
      dev.descent.optim.NovoGradConfig,
      dev.descent.optim.OptimisticAdamConfig,
      dev.descent.optim.ProdigyConfig,
      dev.descent.optim.ScheduleFreeAdamWConfig,
      dev.descent.optim.ScheduleFreeSgdConfig,
      dev.descent.optim.SgdConfig,
      dev.descent.optim.SimplifiedAdEmaMixConfig,
      dev.descent.optim.Sm3Config,
      dev.descent.optim.SparseAdamConfig,
      dev.descent.optim.YogiConfig;
}
