package dev.descent.testkit;

/// What people get wrong when they write Adam, and the test of the contract that has to notice.
public enum Mistake {
  NONE(""),
  NO_BIAS_CORRECTION("goldenTrajectory_isFollowed"),
  EPSILON_INSIDE_THE_ROOT("goldenTrajectory_isFollowed"),
  EPSILON_BEFORE_THE_CORRECTION("goldenTrajectory_isFollowed"),
  SWAPPED_BETAS("goldenTrajectory_isFollowed"),
  DECAY_IN_THE_GRADIENT("goldenTrajectory_isFollowed"),
  SCALE_FORGOTTEN("scaledGradient_isFollowedLikeTheGradientItself"),
  COUNT_OF_THE_RUN("lateParameter_startsAtOne"),
  WRITES_THE_GRADIENT("gradient_isLeftAlone"),
  STATE_IN_A_FIELD("goldenTrajectory_isFollowed"),
  UNSAVED_SLOT("savedAndRestored_goesOnBitForBit"),
  WIDE_RANGE("valuesOutsideTheirRange_areRefused"),
  RATE_FLOOR("learningRateOfZero_movesNothing");

  final String noticedBy;

  Mistake(String noticedBy) {
    this.noticedBy = noticedBy;
  }
}
