import org.jspecify.annotations.NullMarked;

/// Optimizers, gradient transforms and schedules.
@NullMarked
module dev.descent.optim {
  requires transitive dev.descent.core;
  requires static transitive org.jspecify;

  exports dev.descent.optim;
  exports dev.descent.optim.schedule;

  provides dev.descent.optim.spi.OptimizerConfig with
      dev.descent.optim.AcPropConfig,
      dev.descent.optim.AdEmaMixConfig,
      dev.descent.optim.AdaBeliefConfig,
      dev.descent.optim.AdaHessianConfig,
      dev.descent.optim.AdadeltaConfig,
      dev.descent.optim.AdafactorConfig,
      dev.descent.optim.AdagradConfig,
      dev.descent.optim.AdamConfig,
      dev.descent.optim.AdamPConfig,
      dev.descent.optim.AdamWConfig,
      dev.descent.optim.AdamaxConfig,
      dev.descent.optim.AdamaxWConfig,
      dev.descent.optim.AdanConfig,
      dev.descent.optim.AdoptConfig,
      dev.descent.optim.AmsGradConfig,
      dev.descent.optim.AsgdConfig,
      dev.descent.optim.CocobConfig,
      dev.descent.optim.ConjugateGradientConfig,
      dev.descent.optim.DAdaptAdamWConfig,
      dev.descent.optim.DogConfig,
      dev.descent.optim.DowgConfig,
      dev.descent.optim.FromageConfig,
      dev.descent.optim.FtrlConfig,
      dev.descent.optim.GaLoreConfig,
      dev.descent.optim.GradientDescentConfig,
      dev.descent.optim.LaPropConfig,
      dev.descent.optim.LambConfig,
      dev.descent.optim.LarsConfig,
      dev.descent.optim.LbfgsConfig,
      dev.descent.optim.LionConfig,
      dev.descent.optim.MadgradConfig,
      dev.descent.optim.MarsConfig,
      dev.descent.optim.MomoAdamConfig,
      dev.descent.optim.MomoConfig,
      dev.descent.optim.MuonConfig,
      dev.descent.optim.NAdamConfig,
      dev.descent.optim.NAdamWConfig,
      dev.descent.optim.NoisySgdConfig,
      dev.descent.optim.NovoGradConfig,
      dev.descent.optim.OptimisticAdamConfig,
      dev.descent.optim.OptimisticGdConfig,
      dev.descent.optim.PolyakSgdConfig,
      dev.descent.optim.ProdigyConfig,
      dev.descent.optim.PsgdKronConfig,
      dev.descent.optim.RAdamConfig,
      dev.descent.optim.RmsPropConfig,
      dev.descent.optim.RpropConfig,
      dev.descent.optim.ScheduleFreeAdamWConfig,
      dev.descent.optim.ScheduleFreeSgdConfig,
      dev.descent.optim.SgdConfig,
      dev.descent.optim.SgdPConfig,
      dev.descent.optim.SgdWConfig,
      dev.descent.optim.ShampooConfig,
      dev.descent.optim.SignSgdConfig,
      dev.descent.optim.SignumConfig,
      dev.descent.optim.SimplifiedAdEmaMixConfig,
      dev.descent.optim.Sm3Config,
      dev.descent.optim.SoapConfig,
      dev.descent.optim.SophiaConfig,
      dev.descent.optim.SparseAdamConfig,
      dev.descent.optim.YogiConfig;
}
