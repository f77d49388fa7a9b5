package dev.descent.testkit;

import java.util.List;

/// What people get wrong when they write Adam, and the tests of the contract that have to notice.
public enum Mistake {
  NONE(),
  NO_BIAS_CORRECTION("goldenTrajectory_isFollowed"),
  BIAS_CORRECTION_OF_THE_NEXT_STEP("goldenTrajectory_isFollowed"),
  EPSILON_INSIDE_THE_ROOT("goldenTrajectory_isFollowed"),
  EPSILON_BEFORE_THE_CORRECTION("goldenTrajectory_isFollowed"),
  NO_EPSILON("goldenTrajectory_isFollowed"),
  SWAPPED_BETAS("goldenTrajectory_isFollowed"),
  DECAY_IN_THE_GRADIENT("goldenTrajectory_isFollowed"),
  DECAY_AFTER_THE_STEP("goldenTrajectory_isFollowed"),
  DECAY_WITHOUT_THE_RATE("learningRateOfZero_movesNothing"),
  ASSIGNS_THE_STEP("goldenTrajectory_isFollowed"),
  SCALE_FORGOTTEN("scaledGradient_isFollowedLikeTheGradientItself"),
  SCALE_ONLY_IN_THE_MEAN("scaledGradient_isFollowedLikeTheGradientItself"),
  SIGN_WITHOUT_THE_SCALE("negatedGradient_timesMinusOne_isTheGradientItself"),
  LARGE_GRADIENTS_CUT_OFF("largeGradients_areToldApart"),
  BLOCKS_WITHOUT_A_GRADIENT_PASSED_OVER("weightsWithoutAGradient_goOnAlikeInAnyBlock"),
  COUNT_OF_THE_RUN("lateParameter_startsAtOne"),
  WRITES_THE_GRADIENT("gradient_isLeftAlone"),
  SCALES_THE_GRADIENT("gradient_isLeftAlone"),
  WEIGHTS_UNDECLARED("goldenTrajectory_isFollowed"),
  STATE_IN_A_FIELD("goldenTrajectory_isFollowed"),
  CONFIG_IN_A_FIELD("rule_hasNoFields", "scheduleThatMoves_isARestartWithTheOtherValue"),
  MEAN_IN_A_STATIC_ARRAY("optimizers_shareNothing", "otherModels_doNotChangeABit"),
  COUNT_OF_THE_THREAD("threads_doNotChangeABit"),
  OTHER_ORDER_WITHOUT_VECTORS("kernelsAndWidths_doNotChangeABit"),
  SLOT_FROM_ZERO("largeParameter_isUpdatedFromEndToEnd", "groups_areIndependent"),
  UNSAVED_SLOT("savedAndRestored_goesOnBitForBit"),
  EVALUATION_MOVES_ON("evaluationWeights_leaveTrainingAlone"),
  FIRST_RATE_FOR_EVER("scheduleThatMoves_isARestartWithTheOtherValue"),
  WIDE_RANGE("valuesOutsideTheirRange_areRefused"),
  RATE_FLOOR("learningRateOfZero_movesNothing"),
  PROMISES_TO_DESCEND("descent_isAsPromised"),
  TOO_SMALL_A_PROMISE("slots_growAsPromised"),
  SIXTEEN_TIMES_THE_PROMISE("slots_growAsPromised"),
  HALF_THE_REACH("weights_goNoFurtherThanPromised");

  private final String noticedBy;

  Mistake(String... noticedBy) {
    this.noticedBy = String.join(" ", noticedBy);
  }

  List<String> noticedBy() {
    return List.of(noticedBy.split(" ", -1));
  }
}
