/** Numbers that the console needs without the schemas around them, which weigh more than a page may. */

/** Of one service. Beyond it the planner's passes and the console's lists would have to change shape. */
export const SCALE_MAX = 1000;
